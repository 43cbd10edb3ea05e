"""The health of the whole library: what the user made, the files, the index, the system.

One finding for every kind, with its count, also where it is 0; `--repair` mends what is safe.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from reader import collection
from reader.article import Article
from reader.collection import Source
from reader.errors import IndexDamaged, JianbaoError, NotFound, UnreadableSource
from reader.i18n import tr
from reader.indexing import UserWord, stale_keys
from reader.library import OWN_INDEX, Library
from reader.notes import Finding, check, check_notes, repair
from reader.search import Index

_INPUT_METHOD_NAMED_IN = ("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS")
_INPUT_METHOD = re.compile("ibus|fcitx|scim|uim|hime|gcin")

KEPT_DAYS = 30
LOOKED_INTO = 500  # files


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found, and the sentences that say what was mended."""

    findings: tuple[Finding, ...]
    repaired: tuple[str, ...] = ()

    @property
    def well(self) -> bool:
        """Whether there is nothing to do."""
        return all(finding.well for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        """The object `check --json` prints."""
        return {
            "well": self.well,
            "findings": [{**asdict(each), "well": each.well} for each in self.findings],
            "repaired": list(self.repaired),
        }


def examine(library: Library) -> Health:
    """Look over everything; changes nothing."""
    sources = library.sources()
    findings = list(check(library.paths))
    word = UserWord()
    try:
        word = library.user_word()
        notes = library.notes.find() if library.paths.database.exists() else ()
        findings += check_notes(notes, _article_reader(library))
    except JianbaoError as fault:
        findings.append(
            _finding("notes-closed", "error", [str(fault)], tr("notes that cannot be read"))
        )
    state = _index_state(library, sources, word)
    unreadable = _unreadable(sources, state.stale)
    findings += [_unreadable_finding(unreadable), *_index(state, unreadable)]
    return Health((*findings, _cache(library), _fonts(), _input_method()))


def mend(library: Library) -> Health:
    """Mend what is safe, then look again.

    Raises StoreBusy while another program uses the data directory.
    """
    library.close()
    done = list(repair(library.paths))
    damaged = bool(_index_state(library, (), UserWord()).damage)
    work = library.refresh(rebuild=damaged)
    try:
        while True:
            next(work)
    except StopIteration as end:
        report = end.value
    old = _old_indexes(library)
    for folder in old:
        shutil.rmtree(folder, ignore_errors=True)
    if old:
        done.append(tr("Indexes of other folders removed: {count}.", count=len(old)))
    if damaged or report.notice:
        done.append(report.notice or tr("The damaged search index was rebuilt."))
    changed = report.added + report.changed + report.removed
    if changed:
        done.append(tr("Articles brought up to date in the index: {count}.", count=changed))
    return Health(examine(library).findings, tuple(done))


def _article_reader(library: Library) -> Callable[[str], Article | None]:
    def read(key: str) -> Article | None:
        try:
            return library.article(key)
        except (NotFound, UnreadableSource):
            return None

    return read


def _unreadable(sources: Sequence[Source], stale: Sequence[str]) -> dict[str, str]:
    """The keys of files that cannot be read, and why.

    That a file is no text shows only when it is read, so the `stale` ones, which are not in
    the index, are looked into, `LOOKED_INTO` of them at most: all may be new.
    """
    found = {source.key: source.error for source in sources if source.error}
    paths = {source.key: source.path for source in sources}
    for key in stale[:LOOKED_INTO]:
        try:
            collection.read(paths[key], key)
        except UnreadableSource as fault:
            found[key] = fault.reason
    return found


def _unreadable_finding(unreadable: Mapping[str, str]) -> Finding:
    named = [f"{key}: {reason}" for key, reason in unreadable.items()]
    return _finding("unreadable-sources", "warning", named, tr("files that cannot be read"))


@dataclass(frozen=True, slots=True)
class _IndexState:
    """The index against its checksums and against the files: faults, and keys of articles."""

    damage: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def _index_state(library: Library, sources: Iterable[Source], word: UserWord) -> _IndexState:
    try:
        index = Index.open(library.index_folder)
        for _ in index.verify():
            pass
        stale, gone = stale_keys(index.state(), sources, word)
        index.close()
    except IndexDamaged as fault:
        return _IndexState(damage=(str(fault),))
    return _IndexState(stale=tuple(stale), gone=tuple(gone))


def _index(state: _IndexState, unreadable: Mapping[str, str]) -> list[Finding]:
    stale = [key for key in state.stale if key not in unreadable]
    return [
        _finding("index-damage", "warning", state.damage, tr("faults in the search index")),
        _finding("not-indexed", "warning", stale, tr("articles not yet in the search index")),
        _finding("indexed-and-gone", "warning", state.gone, tr("indexed articles that are gone")),
    ]


def _cache(library: Library) -> Finding:
    old = [str(folder) for folder in _old_indexes(library)]
    return _finding(
        "old-indexes", "warning", old, tr("indexes of folders not opened for a long time")
    )


def _old_indexes(library: Library) -> list[Path]:
    """Indexes of collections that were looked at once, and not for `KEPT_DAYS` days."""
    limit = time.time() - KEPT_DAYS * 24 * 3600
    others = library.index_folder.parent.glob("*/")
    return [
        folder
        for folder in others
        if folder != library.index_folder
        and folder.name != OWN_INDEX
        and max((file.stat().st_mtime for file in folder.iterdir()), default=0) < limit
    ]


def _fonts() -> Finding:
    """Whether fontconfig knows a font with Chinese characters; other systems always do."""
    missing: list[str] = []
    lister = shutil.which("fc-list") if sys.platform.startswith("linux") else None
    if lister:
        listed = subprocess.run(  # noqa: S603 - a fixed command
            [lister, ":lang=zh-cn", "family"], capture_output=True, timeout=20, check=False
        )
        missing = [] if listed.stdout.strip() else ["fonts-noto-cjk"]
    return _finding("no-han-font", "warning", missing, tr("fonts with Chinese characters missing"))


def _input_method() -> Finding:
    """Whether an input method is named on X11, where none is used unless it is named."""
    on_x11 = "DISPLAY" in os.environ and "WAYLAND_DISPLAY" not in os.environ
    named = " ".join(os.environ.get(name, "") for name in _INPUT_METHOD_NAMED_IN)
    missing = on_x11 and sys.platform.startswith("linux") and not _INPUT_METHOD.search(named)
    found = ["fcitx5-chinese-addons", "ibus-libpinyin"] if missing else []
    words = tr("input methods missing, of which one is needed to type Chinese")
    return Finding("no-input-method", "information", int(missing), words, tuple(found))


def _finding(kind: str, weight: Any, details: Sequence[str], words: str) -> Finding:
    return Finding(kind, weight, len(details), words, tuple(details))
