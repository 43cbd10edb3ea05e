"""Starts after crashes, damage, loss; newer versions; folders that cannot be written."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import StoreBusy, StoreDamaged, StoreError
from reader.notes import Notes, archive, backups, journal, presence, recovery, schema
from reader.notes.database import Database
from reader.paths import DataPaths, data_paths

DIGEST = "cd" * 32


def crash(paths: DataPaths, source: str) -> None:
    """Run `source` with open `notes` in another process and end it as a power cut would."""
    program = (
        "import os, sys\nfrom reader.notes import *\nfrom reader.paths import data_paths\n"
        f"notes = Notes.open(data_paths({str(paths.data)!r}))\n{source}\nos._exit(9)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=False, timeout=60)


def add_and_crash(paths: DataPaths, count: int = 3) -> None:
    crash(paths, f"for n in range({count}): notes.add(new_note('note', 'x', '/x'))")


def test_a_crash_loses_nothing_and_is_no_news(paths):
    add_and_crash(paths)
    with Notes.open(paths) as notes:
        assert len(notes.find()) == 3
        assert notes.notice == ""


@pytest.mark.parametrize("suffix", ["", "-wal"])
def test_what_the_log_lost_the_journal_knows(paths, suffix, make_note):
    with Notes.open(paths) as notes:
        notes.add(make_note())
    add_and_crash(paths)
    log = Path(f"{paths.database}-wal")
    log.write_bytes(log.read_bytes()[: 32 if suffix else 0])
    with Notes.open(paths) as notes:
        assert len(notes.find()) == 4
        assert "3 changes" in notes.notice or "restored" in notes.notice


def test_a_database_that_vanished_comes_back(paths, make_note):
    with Notes.open(paths) as notes:
        notes.add(make_note(), make_note())
    paths.database.unlink()
    with Notes.open(paths) as notes:
        assert len(notes.find()) == 2
        assert "missing" in notes.notice


@pytest.mark.parametrize("damage", ["cut", "zeros", "noise", "empty"])
def test_a_damaged_database_is_kept_and_built_again(paths, make_note, damage):
    made = [make_note(note="长文" * 300) for _ in range(30)]
    with Notes.open(paths) as notes:
        notes.add(*made)
        notes.set_corrections(DIGEST, [{"op": "split"}])
    data = paths.database.read_bytes()
    half = len(data) // 2
    paths.database.write_bytes(
        {
            "cut": data[:half],
            "zeros": data[:half] + bytes(8192) + data[half + 8192 :],
            "noise": b"not a database" + data[14:],
            "empty": b"",
        }[damage]
    )
    with Notes.open(paths) as notes:
        assert set(notes.find()) == set(made)
        assert "30 notes were restored" in notes.notice
        assert "damaged-" in notes.notice
        assert notes.corrections(DIGEST) == ({"op": "split"},)
    assert len(list(paths.data.glob("notes.sqlite3.damaged-*"))) == 1
    with Notes.open(paths) as notes:
        assert notes.notice == ""


def test_a_flipped_bit_inside_a_text_is_noticed(paths, make_note):
    made = make_note(note="needle in the text")
    with Notes.open(paths) as notes:
        notes.add(made)
    data = paths.database.read_bytes()
    assert data.count(b"needle in") == 1
    paths.database.write_bytes(data.replace(b"needle in", b"noodle in"))
    with Notes.open(paths) as notes:
        assert notes.get(made.id) == made
        assert "1 damaged record" in notes.notice


def test_without_backup_and_journal_what_can_be_read_is_saved(paths, make_note):
    made = [make_note(note=f"needle{number}") for number in range(3)]
    with Notes.open(paths) as notes:
        notes.add(*made)
    (paths.data / journal.NAME).unlink()
    shutil.rmtree(paths.backups)
    data = paths.database.read_bytes()
    paths.database.write_bytes(data.replace(b"needle1", b"noodle1"))
    with Notes.open(paths) as notes:
        assert set(notes.find()) == {made[0], made[2]}
        assert "2 notes were restored" in notes.notice
        assert "damaged" in notes.notice


def test_a_damaged_journal_is_kept_and_said(paths, make_note):
    with Notes.open(paths) as notes:
        notes.add(make_note())
        notes.add(make_note())
        notes.add(make_note())
    add_and_crash(paths, 1)
    kept = paths.data / journal.NAME
    lines = kept.read_bytes().splitlines(keepends=True)
    lines[-2] = lines[-2].replace(b'"', b"'", 3)
    kept.write_bytes(b"".join(lines))
    with Notes.open(paths) as notes:
        assert len(notes.find()) == 4
        assert "journal was damaged" in notes.notice
    assert list(paths.data.glob("journal.jsonl.damaged-*"))


def test_a_damaged_file_of_corrections_comes_back(paths):
    with Notes.open(paths) as notes:
        notes.set_corrections(DIGEST, [{"op": "split", "at": 3}])
    file = paths.corrections / f"{DIGEST}.json"
    file.write_bytes(file.read_bytes().replace(b"3", b"4", 1))
    with Notes.open(paths) as notes:
        assert notes.corrections(DIGEST) == ({"op": "split", "at": 3},)
        assert "corrections" in notes.notice
    assert list(paths.corrections.glob("*.damaged-*"))


def test_a_damaged_file_of_corrections_that_nobody_knows_is_put_aside(paths):
    with Notes.open(paths) as notes:
        paths.corrections.mkdir()
        (paths.corrections / f"{DIGEST}.json").write_text("{", encoding="utf-8")
        assert notes.corrections("ee" * 32) == ()
    with Notes.open(paths) as notes:
        assert notes.corrections(DIGEST) == ()
        assert "could not be restored" in notes.notice


def test_notes_of_a_newer_version_are_opened_for_reading(paths, make_note):
    note = make_note()
    with Notes.open(paths) as notes:
        notes.add(note)
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA user_version=99")
    before = paths.database.read_bytes()
    with Notes.open(paths) as notes:
        assert notes.read_only
        assert "newer version" in notes.notice
        assert notes.get(note.id) == note
        with pytest.raises(StoreError, match="reading only"):
            notes.remove([note.id])
    assert paths.database.read_bytes() == before


def test_notes_of_a_newer_version_are_backed_up_without_knowing_their_tables(
    paths, make_note, tmp_path
):
    note = make_note()
    with Notes.open(paths) as notes:
        notes.add(note)
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("CREATE TABLE ink (id TEXT, colour BLOB)")
        connection.execute("INSERT INTO ink VALUES ('a', x'00ff')")
        connection.execute("CREATE VIEW blots AS SELECT id FROM ink")
        connection.execute("DROP TABLE facts")
        connection.execute("PRAGMA user_version=99")
        connection.commit()
    before = paths.database.read_bytes()
    with Notes.open(paths) as notes:
        notes.backup(tmp_path / "newer.zip")
        with pytest.raises(StoreError, match="newer version"):
            notes.restore(tmp_path / "newer.zip")
    assert paths.database.read_bytes() == before
    (unpacked := tmp_path / "unpacked").mkdir()
    archive.extract(tmp_path / "newer.zip", unpacked)
    with closing(sqlite3.connect(unpacked / archive.DATABASE)) as connection:
        assert connection.execute("SELECT colour FROM ink").fetchall() == [(b"\x00\xff",)]
        assert connection.execute("SELECT id FROM notes").fetchall() == [(note.id,)]
    with Notes.open(data_paths(tmp_path / "other")) as here:
        here.add(kept := make_note())
        with pytest.raises(StoreError, match="newer version"):
            here.restore(tmp_path / "newer.zip")
        assert list(here.find()) == [kept]


def test_a_damaged_database_of_a_newer_version_is_not_backed_up(paths, make_note, tmp_path):
    with Notes.open(paths) as notes:
        notes.add(*[make_note(note="字" * 500) for _ in range(40)])
    with closing(sqlite3.connect(paths.database)) as connection:
        connection.execute("PRAGMA user_version=99")
    data = bytearray(paths.database.read_bytes())
    data[8192:12288] = b"\xa5" * 4096
    paths.database.write_bytes(data)
    with Notes.open(paths) as notes, pytest.raises(StoreDamaged):
        notes.backup(tmp_path / "newer.zip")
    assert not (tmp_path / "newer.zip").exists()


def test_where_nothing_can_be_written_notes_are_still_read(paths, make_note, monkeypatch):
    note = make_note()
    with Notes.open(paths) as notes:
        notes.add(note)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(presence.FileLock, "acquire", refuse)
    with Notes.open(paths) as notes:
        assert notes.read_only
        assert "reading only" in notes.notice
        assert list(notes.find()) == [note]
        with pytest.raises(StoreError):
            notes.add(replace(note, id="0"))


def test_a_lock_names_its_holder(paths):
    Notes.open(paths).close()
    told = presence.Holder.this()
    with (
        presence.exclusive(paths.data),
        pytest.raises(StoreBusy, match=f"process {told.pid} on {told.host} since"),
        presence.exclusive(paths.data, wait=0.05),
    ):
        pass


def test_mending_waits_for_nobody_to_use_the_notes(paths):
    with Notes.open(paths), pytest.raises(StoreBusy, match="process"):
        recovery.mended(paths)


def test_each_migration_is_backed_up_first_and_done_whole(paths, make_note, monkeypatch):
    note = make_note()
    with Notes.open(paths) as notes:
        notes.add(note)
    for backup in backups.listed(paths):
        backup.path.unlink()
    known = schema.MIGRATIONS
    more = (
        schema.Migration("one more", ("CREATE TABLE more (x) STRICT",)),
        schema.Migration("a bad one", ("CREATE TABLE worse (x)", "no SQL at all")),
    )
    monkeypatch.setattr(schema, "MIGRATIONS", (*known, schema.Migration("ok", ()), *more[1:]))
    with Notes.open(paths) as notes:  # the bad step fails: for reading, nothing half done
        assert notes.read_only
        assert list(notes.find()) == [note]
    assert len([b for b in backups.listed(paths) if "migration" in b.path.name]) == 2
    with closing(sqlite3.connect(paths.database)) as connection:
        assert schema.version(connection) == len(known) + 1
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    assert "worse" not in tables
    monkeypatch.setattr(schema, "MIGRATIONS", (*known, schema.Migration("ok", ())))
    with Notes.open(paths) as notes:
        assert not notes.read_only
        assert list(notes.find()) == [note]


def test_the_seal_is_of_no_weight_when_it_is_damaged(paths, make_note):
    with Notes.open(paths) as notes:
        notes.add(make_note())
    for content in (b"", b"[]", b'{"digest": 3}', b"\xff"):
        (paths.data / recovery.SEAL).write_bytes(content)
        with Notes.open(paths) as notes:
            assert len(notes.find()) == 1
            assert notes.notice == ""
    assert json.loads((paths.data / recovery.SEAL).read_bytes())["digest"]


def test_a_disk_that_is_full_keeps_what_was_saved(paths, make_note, monkeypatch):
    first, second = make_note(), make_note()
    with Notes.open(paths) as notes:
        notes.add(first)

        def full(*_: object) -> int:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(journal.os, "fsync", full)
            with pytest.raises(StoreError, match="no space left"):
                notes.add(second)
        assert list(notes.find()) == [first]
        notes.add(second)
    with Notes.open(paths) as notes:
        assert set(notes.find()) == {first, second}


@pytest.mark.parametrize("torn", [b"0badc0de {", b"half", b"x" * 5000])
def test_half_a_line_that_a_crash_left_swallows_no_other(paths, make_note, torn):
    with Notes.open(paths) as notes:
        notes.add(make_note())
        with notes._database.journal.open("ab") as file:
            file.write(torn)
        notes.add(make_note(), make_note())
        kept = journal.read(notes._database.journal)
    assert (len(kept.entries), kept.damaged) == (2, 0)
    paths.database.unlink()
    with Notes.open(paths) as notes:
        assert len(notes.find()) == 3


def test_a_whole_last_line_that_lost_its_end_is_kept(paths, make_note):
    with Notes.open(paths) as notes:
        notes.add(make_note())
        file = notes._database.journal
        file.write_bytes(file.read_bytes().rstrip(b"\n"))
        notes.add(make_note())
        assert len(journal.read(file).entries) == 2


@pytest.mark.parametrize("version", range(1, len(schema.MIGRATIONS) + 1))
def test_the_database_of_every_version_is_brought_up_to_date(
    paths, make_note, monkeypatch, tmp_path, version
):
    """Each step has a backup before it that can be gone back to."""
    made = {make_note(note="旧") for _ in range(20)}
    paths.data.mkdir()
    with (
        monkeypatch.context() as earlier,
        closing(schema.connect(paths.database, create=True)) as c,
    ):
        earlier.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:version])
        schema.migrate(c, lambda _: None)
        c.execute("BEGIN")
        Database(c, paths.data, paths.corrections)._put_notes(list(made))
        c.execute("COMMIT")
    with Notes.open(paths) as notes:
        assert (notes.read_only, notes.notice) == (False, "")
        assert set(notes.find()) == made
        notes.add(make_note())
    before = [backup for backup in backups.listed(paths) if backup.reason == "migration"]
    assert len(before) == len(schema.MIGRATIONS) - version
    for backup in before:
        assert archive.verify(backup.path).notes == len(made)
        with Notes.open(data_paths(tmp_path / backup.path.stem)) as other:
            other.restore(backup.path)
            assert set(other.find()) == made


def test_a_damaged_database_of_an_earlier_version_is_built_again(paths, make_note, monkeypatch):
    paths.data.mkdir()
    with (
        monkeypatch.context() as earlier,
        closing(schema.connect(paths.database, create=True)) as c,
    ):
        earlier.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:1])
        schema.migrate(c, lambda _: None)
        Database(c, paths.data, paths.corrections)._put_notes([make_note() for _ in range(200)])
    data = paths.database.read_bytes()
    paths.database.write_bytes(data[: len(data) // 2])
    with Notes.open(paths) as notes:
        assert not notes.read_only
        assert "damaged" in notes.notice
        notes.add(make_note())
