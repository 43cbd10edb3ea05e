"""From what is known of an article to layers of marks. Without widgets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from reader.article import Article
from reader.i18n import tr
from reader.ui.kept import NoteMark
from reader.ui.reading.display import name_of
from reader.ui.reading.layers import Layer, Mark, layer_of
from reader.ui.wording import figure_types, figure_value, person_roles, value_text
from reader.visible import odd_places

if TYPE_CHECKING:
    from reader.figures import Figure, Person
    from reader.ui.reading.source_map import SourceMap

FIGURE, PERSON = "figure.", "person"  # kinds of marks, and what those of figures begin with
DOUBTED_WORDS = 10  # characters: a whole paragraph underlined could not be read


def odd_layer(article: Article) -> Layer:
    """Characters that are shown by a sign because they have no shape of their own."""
    return layer_of(
        (at, Mark(offset, offset + 1, "odd", name_of(block.text[offset])))
        for at, block in enumerate(article.blocks)
        for offset in odd_places(block.text)
    )


def doubt_layer(article: Article) -> Layer:
    """The first words of blocks whose joins, place or role are uncertain, with the reason."""
    return layer_of(
        (at, Mark(0, DOUBTED_WORDS, "doubt", doubt_tip(block.doubt.confidence, block.doubt.reason)))
        for at, block in enumerate(article.blocks)
        if block.doubt is not None
    )


def seam_layer(source: SourceMap) -> Layer:
    """Where blocks were put together from parts that stand apart in the original."""
    return layer_of(
        (
            seam.block,
            Mark(
                max(0, seam.offset - 1),
                seam.offset + 1,
                "seam",
                tr(
                    "Joined here: line {left} goes on in line {right}",
                    left=source.line_of(max(0, seam.left - 1)) + 1,
                    right=source.line_of(seam.right) + 1,
                ),
            ),
        )
        for seam in source.seams
    )


def doubt_tip(confidence: float, reason: str) -> str:
    """A doubt in words."""
    return tr(
        "Doubtful ({percent}% sure): {reason}", percent=round(confidence * 100), reason=reason
    )


def figure_layer(figures: Iterable[Figure], off: Iterable[str]) -> Layer:
    """The figures whose types are not switched off."""
    hidden = frozenset(off)
    return layer_of(
        (
            figure.block,
            Mark(figure.start, figure.end, f"{FIGURE}{figure.type}", what=figure),
        )
        for figure in figures
        if figure.type not in hidden
    )


def people_layer(people: Iterable[Person]) -> Layer:
    """The persons named."""
    return layer_of(
        (person.block, Mark(person.start, person.end, PERSON, what=person)) for person in people
    )


def note_layer(notes: Iterable[NoteMark]) -> Layer:
    """The kept passages; bookmarks are shown in the margin instead.

    Those without a colour come first: the colour that the reader has given lies on top.
    """
    kept = [note for note in notes if note.end > note.start and note.kind != "bookmark"]
    plain, coloured = (
        layer_of(
            (note.block, Mark(note.start, note.end, _note_kind(note), note.tip, note))
            for note in kept
            if bool(note.colour) is with_colour
        )
        for with_colour in (False, True)
    )
    blocks = sorted({*plain, *coloured})
    return {block: plain.get(block, ()) + coloured.get(block, ()) for block in blocks}


def _note_kind(note: NoteMark) -> str:
    return f"highlight.{note.colour}" if note.colour else note.kind


def tip_of(mark: Mark) -> str:
    """What is said of a mark: made when somebody asks, for a long article has thousands."""
    if mark.kind == PERSON:
        return _person_tip(cast("Person", mark.what))
    if mark.kind.startswith(FIGURE):
        return _figure_tip(cast("Figure", mark.what))
    return mark.tip


def _figure_tip(figure: Figure) -> str:
    """Type, value, subject and basis of a figure in words."""
    kind = figure_types().get(figure.type, figure.type)
    lines = [tr("{what}: {words}", what=kind, words=figure_value(figure))]
    if figure.subject:
        lines.append(tr("What: {subject}", subject=figure.subject))
    if figure.comparison:
        lines.append(tr("Compared: {words}", words=figure.comparison))
    if figure.inferred is not None:
        lines.append(
            tr(
                "Probably {value}, inferred from: {basis}",
                value=value_text(figure.inferred.value),
                basis=figure.inferred.basis,
            )
        )
    return "\n".join(lines)


def _person_tip(person: Person) -> str:
    """Name, office and role of a person in words."""
    role = person_roles().get(person.role, person.role)
    return "\n".join(part for part in (person.name, person.title, role) if part)
