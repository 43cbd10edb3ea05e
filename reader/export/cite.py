"""Citations in the styles of `resources/styles` (CSL), or in any CSL style of the user's.

CSL has one locale a bibliography, so that lists of Chinese and foreign sources come out
with 等 and et al. mixed up. Here every source is set in the locale of its own language,
and a style may bring a second layout for foreign sources (`newspaper.en.csl` beside
`newspaper.csl`). The styles are the program's own and know newspaper articles only.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

from reader.errors import ExportError
from reader.export.csl import Run, Style
from reader.export.csl import style_title as _title_in
from reader.export.marks import nested_title
from reader.export.reference import OPENINGS, csl_item, full_title, language
from reader.i18n import tr
from reader.notes import Metadata
from reader.paths import resource

STYLES: tuple[str, ...] = ("gbt7714-2025", "gbt7714-2015", "apa", "chicago", "newspaper")
DEFAULT_STYLE = STYLES[0]
_LOCALES = {"zh": "zh-CN", "en": "en-US"}
# The standards put one sign between title and subtitle, whatever the language.
_COLONS = {"gbt7714-2025": "：", "gbt7714-2015": ": "}


class Citer:
    """Sets citations in one style; each article is set once. Not for several threads at once.

    `style` is one of `STYLES` or the path of a CSL style (CSL 1.0.2). Raises ExportError
    where there is no such style, or the file is not a style with a bibliography.
    """

    def __init__(self, style: str | Path = DEFAULT_STYLE) -> None:
        self.style = style
        self._styles: dict[str, Style] = {}
        self._made: dict[Metadata, tuple[Run, ...]] = {}
        self._style_for("zh")

    def runs(self, metadata: Metadata) -> tuple[Run, ...]:
        """The citation as runs of upright and italic text."""
        if metadata not in self._made:
            style = self._style_for(language(metadata))
            self._made[metadata] = style.runs(self._item(metadata, style.title_mark))
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

    def _item(self, metadata: Metadata, title_mark: str) -> dict[str, Any]:
        item = _with_openings(csl_item(metadata, "item"), metadata)
        if metadata.title:
            item["title"] = full_title(metadata, _COLONS.get(str(self.style)))
        item["title"] = nested_title(item["title"], title_mark)
        return item

    def _style_for(self, spoken: str) -> Style:
        if spoken not in self._styles:
            self._styles[spoken] = Style(_file(self.style, spoken), _LOCALES[spoken])
        return self._styles[spoken]


def cite(metadata: Metadata, style: str | Path = DEFAULT_STYLE) -> str:
    """The citation of an article as plain text; what is not known is left visibly open."""
    return Citer(style).text(metadata)


def bibliography(references: Iterable[Metadata], style: str | Path = DEFAULT_STYLE) -> list[str]:
    """The citations of a list of references, each once, in the order of first mention."""
    citer = Citer(style)
    return [citer.text(reference) for reference in dict.fromkeys(references)]


def style_title(style: str | Path) -> str:
    """The name a style gives itself, for a menu. Raises ExportError where there is none."""
    return _title_in(_file(style, "zh"))


def _with_openings(item: dict[str, Any], metadata: Metadata) -> dict[str, Any]:
    """The item with an opening for each field a reader of the citation would miss.

    An article on the web has an address in place of a page, and asks for the day of
    access; whether it is printed is the style's matter.
    """
    openings = OPENINGS[language(metadata)]
    expected: dict[str, Any] = {
        "author": [{"literal": openings.author}],
        "title": openings.title,
        "container-title": openings.newspaper,
        "issued": {"literal": openings.date},
    }
    if "URL" in item:
        expected["accessed"] = {"literal": openings.accessed}
    else:
        expected["page"] = openings.page
    return expected | item


def _file(style: str | Path, spoken: str) -> Path:
    if style in STYLES:
        own = resource("styles", f"{style}.{spoken}.csl")
        return own if own.is_file() else resource("styles", f"{style}.csl")
    if not Path(style).is_file():
        raise ExportError(
            tr("There is no citation style {style}; choose one of {styles}, or give the path of "
               "a .csl file.", style=style, styles=", ".join(STYLES))
        )  # fmt: skip
    return Path(style)
