"""What the reader of newspapers makes: notes, their anchors, metadata, and changes as data.

Everything here is a frozen value. Times are ISO 8601 in UTC with milliseconds
(`2026-11-21T11:04:36.120Z`), so that they sort as text. Raw offsets and clean offsets
are those of `reader.article`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, get_args

from reader.article import DateBound, Span

NoteKind = Literal["bookmark", "highlight", "quotation", "note"]
KINDS: tuple[NoteKind, ...] = get_args(NoteKind)

Colour = Literal["yellow", "green", "blue", "pink", "purple"]
COLOURS: tuple[Colour, ...] = get_args(Colour)
"""Highlight colours by name; the name is shown, so that colour never carries meaning alone."""

PlacementState = Literal["exact", "moved", "changed", "orphan"]
STATES: tuple[PlacementState, ...] = get_args(PlacementState)

SortKey = Literal["created", "modified", "source", "kind", "colour", "folder", "text"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quotation stands: the W3C TextPosition and TextQuote selectors in one.

    `raw` are offsets into the raw text of the file whose SHA-256 is `digest`; several
    spans where the quotation runs over a column jump or a block's end. `quote`, `before`
    and `after` are clean text in reading order with `\\n` at every block's end; the
    context is up to 32 characters a side, white space not counted; more where the passage
    had a twin in the article: so far that 32 characters of the neighbouring blocks are in
    it. `blocks` tells of each block the quotation lies in where it begins (from the
    quotation's beginning), its length, its hash, how often it stood in the article, and
    how often the quotation's part in it did in the same context, as
    `offset:length:hash:copies:alike` in characters other than white space; `occurrences`
    is how often the quotation's words stood in the article then.
    """

    digest: str
    raw: tuple[Span, ...]
    quote: str
    before: str = ""
    after: str = ""
    blocks: tuple[str, ...] = ()
    occurrences: int = 1


@dataclass(frozen=True, slots=True)
class Difference:
    """One piece of a comparison: `op` with the quotation's piece and the source's piece."""

    op: Literal["equal", "replace", "delete", "insert"]
    quoted: str
    found: str


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an anchor stands in a text as it is now.

    - exact: the same characters at the same raw offsets;
    - moved: the same characters elsewhere, `spans` say where;
    - changed: the place is certain but the words differ: `found`, `differences`;
    - orphan: not found, or not to be told from another place; `spans` is empty and
      `candidates` counts the places that might be meant.

    `similarity` is 1.0 where the characters are the same, 0.0 for an orphan.
    """

    state: PlacementState
    spans: tuple[Span, ...] = ()
    similarity: float = 0.0
    found: str = ""
    differences: tuple[Difference, ...] = ()
    candidates: int = 0

    @property
    def verified(self) -> bool:
        """Whether the quotation stands in the source character by character."""
        return self.state in ("exact", "moved")


@dataclass(frozen=True, slots=True)
class Note:
    """A bookmark, highlight, quotation or free note.

    `source` is the key of the article in its collection, `path` the file as last seen,
    `text` the quoted words (clean, `\\n` between blocks), `note` the user's own words.
    `folder` is a path with `/`, empty for none. `removed` is when it went into the bin.
    """

    id: str
    kind: NoteKind
    source: str
    path: str
    anchor: Anchor | None = None
    text: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    colour: Colour | None = None
    folder: str = ""
    created: str = ""
    modified: str = ""
    removed: str | None = None

    @property
    def digest(self) -> str | None:
        """The SHA-256 of the source's bytes when the note was made, if it has an anchor."""
        return self.anchor.digest if self.anchor else None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which notes, in what order; every condition left at its default lets all pass.

    `text` is words that must all occur in quotation, note, tags, folder or source
    (white space, width and case ignored). `tags` must all be there. `folder` takes in
    what lies below it. `binned` shows the bin instead of the rest.
    """

    text: str = ""
    kinds: tuple[NoteKind, ...] = ()
    tags: tuple[str, ...] = ()
    colours: tuple[Colour, ...] = ()
    folder: str | None = None
    sources: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    ids: tuple[str, ...] | None = None
    binned: bool = False
    sort: SortKey = "created"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of an article for a citation; `None` is not known and is never made up.

    `authors` are names without roles. `date` is the day of publication (ISO 8601, as
    precise as known). `date_bound` is what the text itself betrays about it, for display
    only: a bound is no date to cite. `page` is the number of the newspaper page (版次).
    """

    title: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] | None = None
    newspaper: str | None = None
    date: str | None = None
    page: str | None = None
    place: str | None = None
    publisher: str | None = None
    url: str | None = None
    accessed: str | None = None
    language: str | None = None
    date_bound: DateBound | None = None


METADATA_FIELDS: tuple[str, ...] = (
    "title", "subtitle", "authors", "newspaper", "date", "page", "place",
    "publisher", "url", "accessed", "language",
)  # fmt: skip
"""The fields a user may set; `date_bound` comes from the text alone."""


@dataclass(frozen=True, slots=True)
class Override:
    """The user's own metadata of the article with `digest`; `None` leaves a field alone."""

    digest: str
    metadata: Metadata = field(default_factory=Metadata)


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A query kept under a name."""

    name: str
    query: str
    sort: str = "relevance"
    created: str = ""


@dataclass(frozen=True, slots=True)
class ReadingState:
    """How far an article has been read: `position` is a raw offset, `progress` 0.0 to 1.0."""

    digest: str
    read: bool = False
    position: int = 0
    progress: float = 0.0
    opened: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Note text that was being typed and is not saved yet; `key` is the caller's."""

    key: str
    text: str
    modified: str = ""


@dataclass(frozen=True, slots=True)
class CorrectionFile:
    """The user's corrections of the article with `digest`: operations as plain JSON objects."""

    digest: str
    operations: tuple[dict[str, object], ...] = ()


Record: TypeAlias = Note | Override | SavedSearch | ReadingState | Draft | CorrectionFile


@dataclass(frozen=True, slots=True)
class Change:
    """What one call changed: the records as they were and as they are.

    A record missing from `before` was created, one missing from `after` was deleted.
    """

    label: str
    before: tuple[Record, ...] = ()
    after: tuple[Record, ...] = ()

    @property
    def inverse(self) -> Change:
        """The change that undoes this one."""
        return replace(self, before=self.after, after=self.before)

    def __bool__(self) -> bool:
        return self.before != self.after
