"""kill -9 at random moments: nothing acknowledged is lost and every start succeeds."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from reader.article import Span
from reader.notes import Anchor, Note, Notes, backups, integrity, new_note, schema
from reader.notes.database import Database
from reader.paths import DataPaths, data_paths
from tests.torture.victims import Acknowledge, killed, moments

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

DIGEST = "ab" * 32


def note(words: str = "") -> Note:
    made = Anchor(DIGEST, (Span(3, 9),), "引用的句子", "之前", "之后")
    return replace(new_note("quotation", "样.txt", "/样.txt", made), note=words, tags=("甲",))


def adding(paths: DataPaths, acknowledge: Acknowledge) -> None:
    notes = Notes.open(paths)
    while True:
        made = note()
        notes.add(made)
        acknowledge(made.id)


def editing(paths: DataPaths, acknowledge: Acknowledge) -> None:
    notes = Notes.open(paths)
    made = note("0")
    notes.add(made)
    for number in range(1, 100_000):
        made = replace(made, note=str(number))
        notes.update(made)
        notes.set_corrections(DIGEST, [{"number": number}])
        acknowledge([made.id, number])


def importing(paths: DataPaths, acknowledge: Acknowledge) -> None:
    notes = Notes.open(paths)
    while True:
        made = [note() for _ in range(150)]
        notes.add(*made)
        acknowledge([each.id for each in made])


def backing_up(paths: DataPaths, acknowledge: Acknowledge) -> None:
    notes = Notes.open(paths)
    while True:
        made = note()
        notes.add(made)
        acknowledge(made.id)
        backups.automatic(paths)


def closing_and_opening(paths: DataPaths, acknowledge: Acknowledge) -> None:
    while True:
        with Notes.open(paths) as notes:
            made = note()
            notes.add(made)
            acknowledge(made.id)


def torment(tmp_path: Path, victim: Any, rounds: int, longest: float) -> list[list[Any]]:
    """Kill the victim again and again over one directory; returns what it acknowledged."""
    paths = data_paths(tmp_path / "data")
    rng = Random(victim.__name__)
    told: list[list[Any]] = []
    for seconds in moments(rng, rounds, longest):
        told.append([each for each in killed(victim, paths, seconds) if each != "end"])
        if rng.random() < 0.3:
            survives(paths)
    return told


def survives(paths: DataPaths) -> None:
    """The next start is well, can write, and the database is sound."""
    with Notes.open(paths) as notes:
        assert not notes.read_only, notes.notice
        notes.keep_draft("probe", "x")
    with closing(schema.connect(paths.database)) as connection:
        findings = integrity.inspect(Database(connection, paths.data, paths.corrections))
    assert findings.good, findings


@pytest.mark.parametrize("victim", [adding, backing_up, closing_and_opening])
def test_every_acknowledged_note_is_there(tmp_path, rounds, victim: Callable[..., None]):
    told = torment(tmp_path, victim, rounds, 0.25)
    paths = data_paths(tmp_path / "data")
    survives(paths)
    with Notes.open(paths) as notes:
        there = {each.id for each in notes.find()}
    assert {each for run in told for each in run} <= there


def test_every_acknowledged_edit_is_there(tmp_path, rounds):
    told = torment(tmp_path, editing, rounds, 0.25)
    paths = data_paths(tmp_path / "data")
    survives(paths)
    with Notes.open(paths) as notes:
        for of, number in (run[-1] for run in told if run):
            assert int(notes.get(of).note) in (number, number + 1)
        last = next((run[-1][1] for run in reversed(told) if run), None)
        if last and told[-1]:
            assert notes.corrections(DIGEST)[0]["number"] in (last, last + 1)


def test_an_import_is_there_whole_or_not_at_all(tmp_path, rounds):
    told = torment(tmp_path, importing, rounds, 0.4)
    paths = data_paths(tmp_path / "data")
    survives(paths)
    with Notes.open(paths) as notes:
        there = {each.id for each in notes.find()}
    assert {of for run in told for each in run for of in each} <= there
    assert len(there) % 150 == 0


def test_a_migration_happens_whole_or_not_at_all(tmp_path, rounds, monkeypatch):
    paths = data_paths(tmp_path / "data")
    with Notes.open(paths) as notes:
        notes.add(*(note(str(number)) for number in range(300)))
        before = set(notes.find())
    for number, seconds in enumerate(moments(Random(7), max(4, rounds // 4), 0.12)):
        step = schema.Migration(
            f"step {number}",
            (
                f"CREATE TABLE more{number} (id TEXT PRIMARY KEY) STRICT",
                f"INSERT INTO more{number} SELECT id FROM notes",
            ),
        )
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
        killed(lambda paths, tell: Notes.open(paths).close(), paths, seconds)
        with Notes.open(paths) as notes:
            assert not notes.read_only, notes.notice
            assert set(notes.find()) == before
        with closing(schema.connect(paths.database)) as connection:
            assert schema.version(connection) == len(schema.MIGRATIONS)
            [(count,)] = connection.execute(f"SELECT count(*) FROM more{number}")
            assert count == 300


def test_a_restore_is_the_old_state_or_the_new(tmp_path, rounds):
    paths = data_paths(tmp_path / "data")
    archives: list[tuple[Path, set[str]]] = []
    with Notes.open(paths) as notes:
        for name in ("one", "two"):
            notes.add(*(note(name) for _ in range(20)))
            notes.backup(tmp_path / f"{name}.zip")
            archives.append((tmp_path / f"{name}.zip", {each.id for each in notes.find()}))

    def restoring(paths: DataPaths, acknowledge: Acknowledge) -> None:
        notes = Notes.open(paths)
        for number in range(100_000):
            notes.restore(archives[number % 2][0])
            acknowledge(number)

    for seconds in moments(Random(9), rounds, 0.4):
        killed(restoring, paths, seconds)
        with Notes.open(paths) as notes:
            assert not notes.read_only, notes.notice
            assert {each.id for each in notes.find()} in [state for _, state in archives]


def test_two_at_once_get_into_each_others_way_without_harm(tmp_path, rounds):
    paths = data_paths(tmp_path / "data")
    told: list[Any] = []
    for seconds in moments(Random(11), max(2, rounds // 4), 0.5):
        with Notes.open(paths) as notes:
            mine: list[str] = []
            told += killed(adding, paths, seconds)
            for _ in range(3):
                made = note()
                notes.add(made)
                mine.append(made.id)
        told += mine
    survives(paths)
    with Notes.open(paths) as notes:
        assert set(told) <= {each.id for each in notes.find()}
