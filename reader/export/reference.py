"""An article's metadata as a CSL item, and what is not known in it.

Authors are taken as they stand. Only a name written `Family, Given` is split: guessing the
surname of `Xinhua News Agency` would invent a person.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from reader.export.characters import one_line
from reader.notes import Metadata

CSL_TYPE = "article-newspaper"

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
_PAGE = re.compile(r"第?\s*(.+?)\s*版?\Z", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Openings:
    """The words that stand where a field is not known, in the language of the source."""

    author: str
    title: str
    newspaper: str
    date: str
    page: str
    accessed: str


OPENINGS = {
    "zh": Openings(
        author="〔作者待补〕",
        title="〔题名待补〕",
        newspaper="〔报纸名待补〕",
        date="〔日期待补〕",
        page="〔版次待补〕",
        accessed="〔引用日期待补〕",
    ),
    "en": Openings(
        author="[author?]",
        title="[title?]",
        newspaper="[newspaper?]",
        date="[date?]",
        page="[page?]",
        accessed="[date of access?]",
    ),
}


def language(metadata: Metadata) -> str:
    """`zh` or `en`: which language the citation of the article speaks (等 or et al.).

    The metadata's own `language` decides; without one, a title, newspaper or author
    written in Han characters makes a Chinese source, as nothing known at all does.
    """
    if metadata.language and metadata.language.strip():
        return "zh" if metadata.language.strip().lower().startswith(("zh", "chi", "中")) else "en"
    words = "".join((metadata.title or "", metadata.newspaper or "", *(metadata.authors or ())))
    return "zh" if not words.strip() or _HAN.search(words) else "en"


def date_parts(date: str | None) -> list[int] | None:
    """`[year, month, day]`, as much of it as an ISO 8601 date tells; None where it is none."""
    found = _ISO_DATE.match((date or "").strip()[:10])
    if not found:
        return None
    parts = [int(part) for part in found.groups() if part]
    in_range = all(1 <= part <= top for part, top in zip(parts[1:], (12, 31), strict=False))
    return parts if in_range and parts[0] > 0 else None


def full_title(metadata: Metadata, colon: str | None = None) -> str:
    """Title and subtitle on one line, joined by `colon` (by the source's language if None)."""
    parts = [one_line(part) for part in (metadata.title or "", metadata.subtitle or "")]
    between = colon if colon is not None else {"zh": "：", "en": ": "}[language(metadata)]
    return between.join(part for part in parts if part)


def page_number(page: str | None) -> str:
    """The page without `第` and `版`: `第15版` is 15, `A01` stays."""
    found = _PAGE.match(one_line(page or ""))
    return found[1] if found else ""


def name(author: str) -> dict[str, str]:
    """A CSL name: split at the comma where there is one, else literal."""
    family, comma, given = one_line(author).partition(",")
    if comma and family.strip() and given.strip():
        return {"family": family.strip(), "given": given.strip()}
    return {"literal": one_line(author)}


def names(metadata: Metadata) -> list[dict[str, str]]:
    """The CSL names of the authors, blank ones left out."""
    return [name(author) for author in metadata.authors or () if author.strip()]


def _date(value: str | None) -> dict[str, Any] | None:
    parts = date_parts(value)
    if parts:
        return {"date-parts": [parts]}
    return {"literal": one_line(value)} if value and value.strip() else None


def csl_item(metadata: Metadata, key: str) -> dict[str, Any]:
    """The CSL-JSON item of the article (CSL 1.0.2); what is not known is left out."""
    item: dict[str, Any] = {
        "id": key,
        "type": CSL_TYPE,
        "author": names(metadata),
        "title": full_title(metadata),
        "container-title": one_line(metadata.newspaper or ""),
        "issued": _date(metadata.date),
        "page": page_number(metadata.page),
        "publisher": one_line(metadata.publisher or ""),
        "publisher-place": one_line(metadata.place or ""),
        "URL": one_line(metadata.url or ""),
        "accessed": _date(metadata.accessed),
        "language": {"zh": "zh-CN", "en": "en"}[language(metadata)],
    }
    return {field: value for field, value in item.items() if value}
