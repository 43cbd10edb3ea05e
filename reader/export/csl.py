"""The only module that knows citeproc-py: a CSL style, and one item set in it.

citeproc-py 0.11 departs from CSL 1.0.2 in three things, which are made good here. It puts
a space before a term such as 等 where no delimiter precedes it: a U+2060 in the style
binds the term to what stands beside it. It gives names of institutions the capitals of
family names. And it escapes no names in HTML: everything is set as plain text, italics
between noncharacters, and escaped by whoever writes it.
"""

# citeproc-py and lxml have no types.
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false
# pyright: reportUnknownParameterType=false, reportAttributeAccessIssue=false

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from reader.errors import ExportError
from reader.export.characters import contained
from reader.i18n import tr

# Noncharacters: `characters.printable` lets none of them in from outside.
_ITALIC, _UPRIGHT, _ENDED, _JOINER = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_BOUND = re.compile(f",? ?\u2060 ?|{_ENDED}[.,]?")
_SENTENCE_END = tuple(".!?…。！？")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a citation in one typeface."""

    text: str
    italic: bool = False


class Style:
    """A CSL style in one locale. Not for several threads at once.

    Raises ExportError where `path` is not a CSL style with a bibliography.
    """

    def __init__(self, path: Path, locale: str) -> None:
        self._style = _parse(path, locale)
        self._capitals = bool(self._find(".//cs:name-part[@text-case='uppercase']"))
        titles = self._find(".//cs:bibliography//cs:text[@variable='title']")
        self.title_mark: str = titles[0].get("prefix", "") if titles else ""

    def runs(self, item: Mapping[str, Any]) -> tuple[Run, ...]:
        """A CSL-JSON item as an entry of the bibliography.

        A title that ends a sentence takes no full stop or comma of the style's.
        """
        from citeproc import Citation, CitationItem, CitationStylesBibliography
        from citeproc.source import BibliographySource

        source = BibliographySource()
        source.add(_reference(item, self._capitals))
        formatter: Any = _FORMATTER
        bibliography = CitationStylesBibliography(self._style, source, formatter)
        bibliography.register(Citation([CitationItem(item["id"])]))
        entry = _BOUND.sub("", str(bibliography.bibliography()[0]))
        return tuple(_runs(entry.replace(_JOINER, "\u2060")))

    def _find(self, path: str) -> list[Any]:
        return self._style.root.xpath_search(path)


def style_title(path: Path) -> str:
    """The name a style gives itself; its file's name where it gives none."""
    from lxml import etree

    found = etree.parse(str(path)).find("{*}info/{*}title")
    return str(found.text) if found is not None and found.text else path.stem


def _parse(path: Path, locale: str) -> Any:
    from citeproc import CitationStylesStyle
    from lxml.etree import XMLSyntaxError

    try:
        style = CitationStylesStyle(str(path), locale=locale, validate=False)
        usable = style.has_bibliography()
    except (XMLSyntaxError, ValueError, AttributeError) as error:
        raise _unusable(path, str(error)) from error
    if not usable:
        raise _unusable(path, tr("it defines no bibliography"))
    return style


def _unusable(path: Path, reason: str) -> ExportError:
    return ExportError(
        tr("{path} cannot be used as a citation style: {reason}.", path=path, reason=reason)
    )


def _reference(item: Mapping[str, Any], capitals: bool) -> Any:
    from citeproc.source import Reference

    fields = {
        key.replace("-", "_"): _names(value, capitals) if key == "author" else _field(key, value)
        for key, value in item.items()
        if key not in ("id", "type")
    }
    return Reference(item["id"], item["type"], **fields)


def _names(authors: Iterable[Mapping[str, str]], capitals: bool) -> list[Any]:
    from citeproc.source import Name

    class Literal(Name):
        """A name out of reach of the style's capitals: the whole of it is a suffix."""

        def parts(self) -> tuple[Any, ...]:  # pyright: ignore[reportIncompatibleMethodOverride]
            return (None, None, None, None, self["literal"])

    return [
        (Literal if capitals and "literal" in author else Name)(
            **{part: _shielded(text) for part, text in author.items()}
        )
        for author in authors
    ]


def _field(key: str, value: Any) -> Any:
    from citeproc.source import Date, LiteralDate
    from citeproc.string import String

    if isinstance(value, str):
        text = _shielded(value)
        ended = key == "title" and text.endswith(_SENTENCE_END)
        return text if key == "language" else String(text + _ENDED if ended else text)
    if "literal" in value:
        return LiteralDate(_shielded(value["literal"]))
    return Date(**dict(zip(("year", "month", "day"), value["date-parts"][0], strict=False)))


def _shielded(text: str) -> str:
    return contained(text).replace("\u2060", _JOINER)


def _italic(text: object) -> str:
    return f"{_ITALIC}{text}{_UPRIGHT}"


_FORMATTER = SimpleNamespace(
    preformat=str, Italic=_italic, Oblique=_italic, Bold=str, Light=str, Underline=str,
    Superscript=str, Subscript=str, SmallCaps=str,
)  # fmt: skip


def _runs(marked: str) -> Iterator[Run]:
    italic = False
    for piece in re.split(f"([{_ITALIC}{_UPRIGHT}])", marked):
        if piece in (_ITALIC, _UPRIGHT):
            italic = piece == _ITALIC
        elif piece:
            yield Run(piece, italic)
