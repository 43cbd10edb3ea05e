"""Articles made from plain text, and a notation for expected figures."""

from __future__ import annotations

import ast
import re

from reader.article import Article, Block, DateBound, RawText, Role, Span

_MARK = re.compile(r"\[([^\[\]|]+)\|([a-z]+)\|([^\[\]]*(?:\[[^\]]*\])?)\]")


def article_of(*paragraphs: str, roles: tuple[Role, ...] = (), date: str | None = None) -> Article:
    """An article whose blocks are the paragraphs as they stand (raw text: one a line)."""
    raw = "\n".join(paragraphs)
    blocks: list[Block] = []
    at = 0
    for i, paragraph in enumerate(paragraphs):
        role: Role = roles[i] if i < len(roles) else "paragraph"
        blocks.append(Block(role, paragraph, (Span(at, at + len(paragraph)),)))
        at += len(paragraph) + 1
    bound = DateBound(date, "printed") if date else None
    return Article(RawText("test.txt", raw, "utf-8", "0"), "", tuple(blocks), date=bound)


def marked(sentence: str) -> tuple[str, list[tuple[str, str, object]]]:
    """Take `近[20家|quantity|20]企业` apart: the sentence, (surface, type, value) of its figures.

    A value is a Python literal where it can be one, else text.
    """
    expected = [(m[1], m[2], _literal(m[2], m[3])) for m in _MARK.finditer(sentence)]
    return _MARK.sub(r"\1", sentence), expected


def _literal(type_: str, text: str) -> object:
    if type_ == "date" and not text.startswith("["):
        return text
    try:
        return ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return text
