"""From raw text to article: the whole cascade on one screen."""

from __future__ import annotations

from reader.article import Article, Block, RawText, Role, Span
from reader.text.columns import measures
from reader.text.flow import flow, look, weights
from reader.text.lines import Line, split_lines
from reader.text.pieces import Piece, gather, stitch
from reader.text.roles import CREDIT, surface_role
from reader.text.metadata import describe
from reader.text.spacing import block_text


def restore(raw: RawText) -> Article:
    """The article as the newspaper printed it; pure, and total: any text gives an article."""
    lines = split_lines(raw.text)
    widths = measures(lines)
    page = look(lines, widths, raw.text)
    pieces = stitch(lines, widths, gather(lines, flow(page, weights())))
    blocks = tuple(block for piece in pieces for block in _blocks(raw.text, lines, piece))
    return describe(raw, blocks)


def _spans(lines: list[Line], piece: Piece, merge: bool) -> tuple[Span, ...]:
    spans: list[Span] = []
    last = -2
    for i in piece.lines:
        if merge and i == last + 1:
            spans[-1] = Span(spans[-1].start, lines[i].end)
        else:
            spans.append(Span(lines[i].start, lines[i].end))
        last = i
    return tuple(spans)


def _blocks(raw: str, lines: list[Line], piece: Piece) -> list[Block]:
    if piece.running:
        spans = _spans(lines, piece, merge=True)
        return [Block("paragraph", block_text(raw, spans, "paragraph"), spans)]
    text = "".join(lines[i].text for i in piece.lines)
    role: Role = surface_role(text) or "section"
    if role == "caption" and (match := CREDIT.search(text)) and len(piece.lines) == 1:
        start = lines[piece.lines[0]].start
        cut = start + match.start()
        end = lines[piece.lines[0]].end
        parts = [Span(start, start + len(raw[start:cut].rstrip())), Span(cut, end)]
        roles: tuple[Role, Role] = ("caption", "credit")
        return [
            Block(r, block_text(raw, (span,), r), (span,))
            for r, span in zip(roles, parts, strict=True)
            if span.end > span.start
        ]
    spans = _spans(lines, piece, merge=role not in ("section", "series"))
    return [Block(role, block_text(raw, spans, role), spans)]
