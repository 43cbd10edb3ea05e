"""From raw text to article: the whole cascade on one screen."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, replace

from reader.article import Article, Block, Progress, RawText
from reader.text import plain, printed
from reader.text.boxes import lift
from reader.text.columns import measures
from reader.text.flow import Flow, flow
from reader.text.lines import Line, split_lines
from reader.text.mend import mend
from reader.text.metadata import describe
from reader.text.pieces import Piece, gather
from reader.text.seams import Seams
from reader.text.sections import Plan, plan
from reader.text.sights import Page, look
from reader.text.stitch import stitch
from reader.text.units import Unit, units_of
from reader.text.unlace import unlace
from reader.text.unwrap import unwrapped
from reader.text.variants import simplified


@dataclass(frozen=True, slots=True)
class Draft:
    """An article on its way: what each step leaves for the next; `blocks` ends the way.

    `wording` is `raw` in simplified characters: what is told from the text is told from it.
    `split` are its lines as they stand there, `lines` what was made of them so far.
    """

    raw: str
    wording: str
    split: Sequence[Line] = ()
    lines: Sequence[Line] = ()
    measures: Sequence[float] = ()
    seams: Seams | None = None
    page: Page | None = None
    flow: Flow | None = None
    pieces: Sequence[Piece] = ()
    units: Sequence[Unit] = ()
    plan: Plan | None = None
    blocks: tuple[Block, ...] | None = None


def printed_lines(draft: Draft) -> Draft:
    """Raw lines made printed lines again, with the measure of each one's column."""
    split = split_lines(draft.wording)
    lines, measures = mend(draft.wording, split)
    return replace(draft, split=split, lines=lines, measures=measures)


def text_of_lines(draft: Draft) -> Draft:
    """Text whose lines are what they are, as in lists and tables, keeps them, and is done."""
    if not plain.is_of_lines(draft.lines, draft.wording):
        return draft
    return replace(draft, blocks=tuple(plain.blocks_of(draft.raw, draft.lines)))


def unwrapped_text(draft: Draft) -> Draft:
    """Text wrapped at one width all through put together again."""
    torn = plain.is_torn(draft.lines, draft.measures)
    lines = unwrapped(draft.wording, draft.split, torn)
    return replace(draft, lines=lines, measures=[0.0] * len(lines)) if lines else draft


def ordinary_text(draft: Draft) -> Draft:
    """Text that no newspaper set keeps its order and its lines, and is done."""
    if not plain.is_ordinary(draft.lines, draft.measures, draft.wording):
        return draft
    return replace(draft, blocks=tuple(plain.blocks_of(draft.raw, draft.lines)))


def unlaced_columns(draft: Draft) -> Draft:
    """Columns that were read straight across set one after another."""
    seams = Seams(draft.lines, draft.measures)
    lines = unlace(draft.lines, draft.measures, seams)
    if lines is draft.lines:
        return replace(draft, seams=seams)
    widths = measures(lines)
    return replace(draft, lines=lines, measures=widths, seams=Seams(lines, widths))


def parts_of_lines(draft: Draft) -> Draft:
    """What every line is: first or following line of a paragraph, or display type."""
    page = look(draft.lines, draft.measures, draft.wording, draft.seams)
    return replace(draft, page=page, flow=flow(page))


def lifted_boxes(draft: Draft) -> Draft:
    """Captions and quotes lifted out of the paragraphs they cut in two."""
    assert draft.page is not None and draft.flow is not None
    return replace(draft, flow=lift(draft.page, draft.flow))


def stitched_paragraphs(draft: Draft) -> Draft:
    """Lines gathered into pieces, and pieces cut apart by columns joined again."""
    assert draft.flow is not None and draft.seams is not None
    pieces = gather(draft.lines, draft.flow)
    pieces = stitch(draft.lines, draft.measures, pieces, draft.seams)
    return replace(draft, pieces=pieces)


def page_units(draft: Draft) -> Draft:
    """Pieces told apart by their wording: heads, labels, bylines, captions, quotes."""
    return replace(draft, units=units_of(draft.lines, draft.measures, draft.pieces, draft.seams))


def reading_order(draft: Draft) -> Draft:
    """Heads given to their texts, all in the order of reading."""
    return replace(draft, plan=plan(draft.lines, draft.units))


def roles(draft: Draft) -> Draft:
    """Blocks with their roles, and the doubt that is left."""
    assert draft.plan is not None
    places = printed.titled(draft.units, draft.plan)
    found = printed.blocks(draft.raw, draft.lines, draft.units, places)
    return replace(draft, blocks=tuple(found))


STEPS: tuple[Callable[[Draft], Draft], ...] = (
    printed_lines,
    text_of_lines,
    unwrapped_text,
    ordinary_text,
    unlaced_columns,
    parts_of_lines,
    lifted_boxes,
    stitched_paragraphs,
    page_units,
    reading_order,
    roles,
)


def restore(raw: RawText) -> Article:
    """The article as the newspaper printed it; pure, and total: any text gives an article."""
    steps = restoring(raw)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def restoring(raw: RawText) -> Generator[Progress, None, Article]:
    """The same step by step, for whoever must be able to stop a long one."""
    draft = Draft(raw.text, simplified(raw.text))
    for done, step in enumerate(STEPS):
        yield Progress(done, len(STEPS), raw.source)
        draft = step(draft)
        if draft.blocks is not None:
            break
    return describe(raw, draft.blocks or ())
