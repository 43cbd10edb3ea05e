"""BibTeX and BibLaTeX: one `@article` for each newspaper article.

Classic fields (`journal`, `year`, `month`) stand beside BibLaTeX's (`date`,
`entrysubtype`), so that both styles of bibliography find theirs.
"""

from __future__ import annotations

from collections.abc import Iterable

from reader.export.characters import one_line, printable
from reader.export.entries import Entry, entries
from reader.export.model import Selection
from reader.export.reference import date_parts, full_title, language, names, page_number

# BibTeX counts braces before TeX sees a backslash, so `\{` would break the entry; an `@`
# at a line's start begins a new entry for several readers.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "@": "{@}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "#$%&_"},
}
_ESCAPES = str.maketrans(_TEX)
_URL_ESCAPES = str.maketrans({char: f"%{ord(char):02X}" for char in '{}\\" <>^`|'})


def write(selection: Selection) -> bytes:
    """The selection as a UTF-8 BibTeX file."""
    return "\n".join(_entry(entry) for entry in entries(selection)).encode("utf-8", "replace")


def escape(text: str) -> str:
    """`text` for a braced BibTeX field; paragraphs are kept as blank lines."""
    return printable(text).translate(_ESCAPES).replace("\n", "\n\n")


def _entry(entry: Entry) -> str:
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in _fields(entry) if value)
    return f"@article{{{entry.key},\n{lines}}}\n"


def _fields(entry: Entry) -> Iterable[tuple[str, str]]:
    metadata = entry.metadata
    parts = date_parts(metadata.date) or []
    newspaper = escape(one_line(metadata.newspaper or ""))
    return (
        ("entrysubtype", "newspaper"),
        ("author", " and ".join(_author(name) for name in names(metadata))),
        ("title", _kept(escape(full_title(metadata)))),
        ("journal", newspaper),
        ("date", "-".join(f"{part:02}" for part in parts)),
        ("year", str(parts[0]) if parts else ""),
        ("month", str(parts[1]) if len(parts) > 1 else ""),
        ("day", str(parts[2]) if len(parts) > 2 else ""),
        ("pages", escape(page_number(metadata.page))),
        ("publisher", escape(one_line(metadata.publisher or ""))),
        ("address", escape(one_line(metadata.place or ""))),
        ("url", one_line(metadata.url or "").translate(_URL_ESCAPES)),
        ("urldate", one_line(metadata.accessed or "").translate(_ESCAPES)),
        ("langid", {"zh": "chinese", "en": "english"}[language(metadata)]),
        ("keywords", escape(", ".join(entry.tags))),
        ("annote", escape("\n".join(entry.remarks))),
    )  # fmt: skip


def _author(name: dict[str, str]) -> str:
    parts = {part: escape(text) for part, text in name.items()}
    return _kept(parts["literal"]) if "literal" in parts else f"{parts['family']}, {parts['given']}"


def _kept(text: str) -> str:
    """In braces of its own: neither split at `and` nor changed in case."""
    return f"{{{text}}}" if text else ""
