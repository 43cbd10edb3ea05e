"""Citations: CSL styles and citeproc-py, one locale a source.

CSL has one locale a bibliography, so that mixed lists come out with 等 and et al. mixed
up. Here every source is set in the locale of its own language, and a style may bring
a second layout for foreign sources (`newspaper.en.csl` beside `newspaper.csl`).

citeproc-py 0.11 handles two things against CSL 1.0.2, which are made good here: it puts
a space before a term such as 等 where the delimiter does not precede it (a U+2060 in the
style binds the term to what stands before), and turns names of institutions to capitals
with family names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from reader.errors import ExportError
from reader.export.characters import contained
from reader.export.marks import nested_title
from reader.export.reference import OPENINGS, csl_item, full_title, language
from reader.i18n import tr
from reader.notes import Metadata
from reader.paths import resource

STYLES: tuple[str, ...] = ("gbt7714-2025", "gbt7714-2015", "apa", "chicago", "newspaper")
DEFAULT_STYLE = STYLES[0]
LOCALES = {"zh": "zh-CN", "en": "en-US"}
_COLONS = {"gbt7714-2025": "：", "gbt7714-2015": ": "}

# Noncharacters: `characters.printable` lets none of them in from outside.
_ITALIC, _UPRIGHT, _ENDED, _JOINER = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_BOUND = re.compile(f" ?\u2060 ?|{_ENDED}[.,]?")
_SENTENCE_END = tuple(".!?…。！？")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a citation in one typeface."""

    text: str
    italic: bool = False


class Citer:
    """Sets citations in one style. Parsed styles are kept; use one object in one thread.

    `style` is one of `STYLES` or the path of a CSL style (CSL 1.0.2). Raises ExportError
    where there is no such style or the file is not a style with a bibliography.
    """

    def __init__(self, style: str | Path = DEFAULT_STYLE) -> None:
        self.style = style
        self._parsed: dict[str, Any] = {}
        self._made: dict[Metadata, tuple[Run, ...]] = {}
        self._layout(LOCALES["zh"])

    def runs(self, metadata: Metadata) -> tuple[Run, ...]:
        """The citation as runs of upright and italic text."""
        if metadata not in self._made:
            self._made[metadata] = tuple(_runs(self._set(metadata)))
        return self._made[metadata]

    def text(self, metadata: Metadata) -> str:
        """The citation as plain text."""
        return "".join(run.text for run in self.runs(metadata))

    def html(self, metadata: Metadata) -> str:
        """The citation as HTML: everything escaped, `<i>` the only element."""
        return "".join(
            f"<i>{escape(run.text)}</i>" if run.italic else escape(run.text)
            for run in self.runs(metadata)
        )

    def _set(self, metadata: Metadata) -> str:
        from citeproc import Citation, CitationItem, CitationStylesBibliography
        from citeproc.source import BibliographySource

        style = self._layout(LOCALES[language(metadata)])
        source = BibliographySource()
        source.add(_reference(self._item(metadata, style), _has_capitals(style)))
        bibliography = CitationStylesBibliography(style, source, _FORMATTER)
        bibliography.register(Citation([CitationItem("item")]))
        set_text = str(bibliography.bibliography()[0])
        return _BOUND.sub("", set_text).replace(_JOINER, "\u2060")

    def _item(self, metadata: Metadata, style: Any) -> dict[str, Any]:
        item = _with_openings(csl_item(metadata, "item"), metadata)
        if metadata.title:
            item["title"] = full_title(metadata, _COLONS.get(str(self.style)))
        title = nested_title(item["title"], _title_mark(style))
        item["title"] = title + (_ENDED if title.endswith(_SENTENCE_END) else "")
        return item

    def _layout(self, locale: str) -> Any:
        if locale not in self._parsed:
            self._parsed[locale] = _parse(_style_file(self.style, locale), locale)
        return self._parsed[locale]


def cite(metadata: Metadata, style: str | Path = DEFAULT_STYLE) -> str:
    """The citation of an article as plain text; what is not known is left visibly open."""
    return Citer(style).text(metadata)


def bibliography(references: Iterable[Metadata], style: str | Path = DEFAULT_STYLE) -> list[str]:
    """The citations of a list of references, each once, in the order of first mention."""
    citer = Citer(style)
    return [citer.text(reference) for reference in dict.fromkeys(references)]


def style_title(style: str | Path) -> str:
    """The name a CSL style gives itself, for a menu."""
    from lxml import etree

    found = etree.parse(_style_file(style, LOCALES["zh"])).find("{*}info/{*}title")
    return found.text if found is not None and found.text else str(style)


def _with_openings(item: dict[str, Any], metadata: Metadata) -> dict[str, Any]:
    openings = OPENINGS[language(metadata)]
    for field, opening in (
        ("title", openings.title),
        ("container-title", openings.newspaper),
    ):
        item.setdefault(field, opening)
    item.setdefault("author", [{"literal": openings.author}])
    item.setdefault("issued", {"literal": openings.date})
    if "URL" in item:
        item.setdefault("accessed", {"literal": openings.accessed})
    else:
        item.setdefault("page", openings.page)
    return item


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

        def parts(self) -> tuple[str | None, ...]:
            return (None, None, None, None, self["literal"])

    return [
        (Literal if capitals and "literal" in author else Name)(
            **{part: _shield(text) for part, text in author.items()}
        )
        for author in authors
    ]


def _field(key: str, value: Any) -> Any:
    from citeproc.source import Date, LiteralDate
    from citeproc.string import String

    if not isinstance(value, dict):
        return value if key == "language" else String(_shield(value))
    if "literal" in value:
        return LiteralDate(_shield(value["literal"]))
    return Date(**dict(zip(("year", "month", "day"), value["date-parts"][0], strict=False)))


def _shield(text: str) -> str:
    return contained(text).replace("\u2060", _JOINER)


def _has_capitals(style: Any) -> bool:
    return bool(style.root.xpath_search(".//cs:name-part[@text-case='uppercase']"))


def _title_mark(style: Any) -> str:
    found = style.root.xpath_search(".//cs:bibliography//cs:text[@variable='title']")
    return found[0].get("prefix", "") if found else ""


def _style_file(style: str | Path, locale: str) -> str:
    folder = resource("styles")
    if style not in STYLES:
        return str(style)
    own = folder / f"{style}.{locale[:2]}.csl"
    return str(own if own.is_file() else folder / f"{style}.csl")


def _parse(path: str, locale: str) -> Any:
    from citeproc import CitationStylesStyle
    from lxml.etree import XMLSyntaxError

    if not Path(path).is_file():
        raise ExportError(
            tr(
                "No citation style is called {style}; choose one of {styles}, or give the path of "
                "a .csl file.",
                style=path,
                styles=", ".join(STYLES),
            )
        )
    try:
        style = CitationStylesStyle(path, locale=locale, validate=False)
        usable = style.has_bibliography()
    except (XMLSyntaxError, ValueError, AttributeError) as error:
        raise _unusable(path, str(error)) from error
    if not usable:
        raise _unusable(path, tr("it has no bibliography"))
    return style


def _unusable(path: str, reason: str) -> ExportError:
    return ExportError(
        tr("{path} cannot be used as a citation style: {reason}.", path=path, reason=reason)
    )


def _italic(text: object) -> str:
    return f"{_ITALIC}{text}{_UPRIGHT}"


def _as_is(text: object) -> str:
    return str(text)


_FORMATTER = SimpleNamespace(
    preformat=_as_is, Italic=_italic, Oblique=_italic, Bold=_as_is, Light=_as_is,
    Underline=_as_is, Superscript=_as_is, Subscript=_as_is, SmallCaps=_as_is,
)  # fmt: skip


def _runs(marked: str) -> Iterable[Run]:
    """Cut at the marks of italics; citeproc never nests them in the styles' elements."""
    italic = False
    for piece in re.split(f"([{_ITALIC}{_UPRIGHT}])", marked):
        if piece in (_ITALIC, _UPRIGHT):
            italic = piece == _ITALIC
        elif piece:
            yield Run(piece, italic)
