"""Quotations as Markdown (CommonMark), through the template `quotations.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reader.export.csl import Run
from reader.export.model import Selection

_ACTIVE = re.compile(r"[\\`*_\[\]<>&#|~]")
_LINE_START = re.compile(r"^(\s*)(?:([-+=])|(\d{1,9})([.)]))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)


def write(selection: Selection) -> bytes:
    """The selection as UTF-8 Markdown."""
    from reader.export.templated import filled

    return filled("quotations.md", selection)


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it stands: no markup, no HTML, no lists."""
    return at_line_start(inline(_INDENT.sub("", text)))


def inline(text: str) -> str:
    """`text` without what Markdown takes for markup inside a line."""
    return _ACTIVE.sub(r"\\\g<0>", text)


def at_line_start(text: str) -> str:
    """Escaped text that begins no list, heading underline or numbered item on any line."""
    return _LINE_START.sub(_escaped_start, text)


def runs(pieces: Iterable[Run]) -> str:
    """A citation, its italics in asterisks."""
    return "".join(f"*{escape(run.text)}*" if run.italic else escape(run.text) for run in pieces)


def _escaped_start(found: re.Match[str]) -> str:
    indent, bullet, number, point = found.groups()
    return f"{indent}\\{bullet}" if bullet else f"{indent}{number}\\{point}"
