"""Backups: verified, thinned, restored without loss; archives from strangers."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.errors import InputError, JianbaoError, StoreDamaged, StoreError
from reader.notes import Filter, Metadata, Notes, archive, backups, recovery
from reader.notes.backups import Backup

NOW = datetime(2026, 11, 21, 12, 30, tzinfo=UTC)
DIGEST = "cd" * 32


@pytest.fixture
def backup(notes, paths, make_note, tmp_path) -> Path:
    notes.add(make_note(), make_note())
    notes.set_override(DIGEST, Metadata(newspaper="样报"))
    notes.set_corrections(DIGEST, [{"op": "split"}])
    paths.settings_file.write_text('{"theme": "light"}', encoding="utf-8")
    target = tmp_path / "备份" / "剪报.zip"
    notes.backup(target)
    return target


def test_a_restore_brings_everything_back_and_keeps_the_present(
    notes, paths, backup, make_note, tmp_path
):
    before = list(notes.find())
    newer = make_note()
    notes.add(newer)
    notes.remove([before[0].id])
    notes.set_corrections(DIGEST, [])
    notes.set_corrections("ee" * 32, [{"op": "join"}])
    paths.settings_file.write_text('{"theme": "dark"}', encoding="utf-8")
    present = notes.restore(backup)
    assert list(notes.find()) == before
    assert notes.all_corrections() == {DIGEST: ({"op": "split"},)}
    assert notes.override(DIGEST).newspaper == "样报"
    assert json.loads(paths.settings_file.read_bytes()) == {"theme": "light"}
    notes.restore(present)
    assert newer in notes.find()
    assert [note.id for note in notes.find(Filter(binned=True))] == [before[0].id]
    assert notes.all_corrections() == {"ee" * 32: ({"op": "join"},)}


def test_after_a_restore_the_journal_brings_nothing_else_back(paths, make_note, tmp_path):
    kept, dropped = make_note(), make_note()
    with Notes.open(paths) as notes:
        notes.add(kept)
        notes.backup(tmp_path / "b.zip")
        notes.add(dropped)
        notes.restore(tmp_path / "b.zip")
    paths.database.write_bytes(b"")
    with Notes.open(paths) as notes:
        assert list(notes.find()) == [kept]
        assert notes.undo() is None


def test_another_window_sees_a_restore(paths, make_note, tmp_path):
    note = make_note()
    with Notes.open(paths) as here, Notes.open(paths) as there:
        here.add(note)
        here.backup(tmp_path / "b.zip")
        here.delete([note.id])
        assert len(there.find()) == 0
        here.restore(tmp_path / "b.zip")
        assert list(there.find()) == [note]


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), b"not a zip", b"PK" * 5000])
def test_what_is_no_backup_is_refused_in_words(notes, tmp_path, content):
    target = tmp_path / "x.zip"
    target.write_bytes(content)
    with pytest.raises(JianbaoError, match=r"x\.zip"):
        notes.restore(target)


def test_a_missing_backup_is_named(notes, tmp_path):
    with pytest.raises(StoreError):
        notes.restore(tmp_path / "no.zip")


def altered(source: Path, target: Path, **changes: bytes | None) -> Path:
    """A copy of a backup with members replaced, added, or (None) left out."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name not in changes:
                new.writestr(name, old.read(name))
        for name, data in changes.items():
            if data is not None:
                new.writestr(name, data)
    return target


@pytest.mark.parametrize(
    "changes",
    [
        {"notes.sqlite3": b"SQLite format 3\0"},
        {"notes.sqlite3": None},
        {"settings.json": b"{}"},
        {"../../evil.txt": b"out"},
        {"manifest.json": b"[]"},
        {"manifest.json": b'{"format": 1}'},
        {"manifest.json": None},
        {"templates/more.html": b"not in the manifest"},
    ],
)
def test_an_altered_backup_changes_nothing(notes, backup, tmp_path, changes):
    before = list(notes.find())
    with pytest.raises(JianbaoError):
        notes.restore(altered(backup, tmp_path / "altered.zip", **changes))
    assert list(notes.find()) == before
    assert not (tmp_path / "evil.txt").exists()


def forged(target: Path, name: str, data: bytes, **told: object) -> Path:
    """A backup with a valid manifest around whatever it holds."""
    import hashlib

    files = {name: [len(data), hashlib.sha256(data).hexdigest()]}
    manifest = {"format": 1, "created": "", "sequence": 1, "notes": 0, "files": files, **told}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr(name, data)
        new.writestr("manifest.json", json.dumps(manifest))
    return target


@pytest.mark.parametrize(
    "name", ["../x.json", "/etc/x", "corrections/../../x.json", "templates/a\\b", "x.exe"]
)
def test_names_that_lead_elsewhere_are_refused(notes, tmp_path, name):
    with pytest.raises(InputError):
        notes.restore(forged(tmp_path / "f.zip", name, b"{}"))


def test_more_than_the_manifest_says_is_never_written(tmp_path):
    bomb = forged(tmp_path / "bomb.zip", "notes.sqlite3", bytes(50_000_000))
    manifest = {
        "format": 1,
        "created": "",
        "sequence": 1,
        "notes": 0,
        "files": {"notes.sqlite3": [100, "00"]},
    }
    small = altered(
        bomb, tmp_path / "small.zip", **{"manifest.json": json.dumps(manifest).encode()}
    )
    with pytest.raises(InputError):
        archive.extract(small, tmp_path)
    assert not (tmp_path / "notes.sqlite3").exists()


def test_a_newer_format_is_said_to_be_newer(notes, tmp_path):
    with pytest.raises(InputError, match="newer"):
        notes.restore(forged(tmp_path / "f.zip", "notes.sqlite3", b"", format=2))


def test_a_foreign_database_with_triggers_is_refused(notes, paths, backup, tmp_path):
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    archive.extract(backup, unpacked)
    with closing(sqlite3.connect(unpacked / "notes.sqlite3")) as connection:
        connection.execute("CREATE TRIGGER evil AFTER INSERT ON notes BEGIN DELETE FROM notes; END")
        connection.commit()
    data = (unpacked / "notes.sqlite3").read_bytes()
    with pytest.raises(StoreDamaged):
        notes.restore(forged(tmp_path / "f.zip", "notes.sqlite3", data))


@settings(deadline=None)
@given(st.data())
def test_no_flipped_byte_in_a_backup_passes(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp() / "flips"
    target = folder / "b.zip"
    if not target.exists():
        folder.mkdir()
        with Notes.open(recovery.DataPaths(folder / "d", folder / "d", folder / "d")) as notes:
            notes.keep_draft("x", "y" * 100)
            notes.backup(target)
    content = bytearray(target.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    flipped = folder / "flipped.zip"
    flipped.write_bytes(content)
    try:
        manifest = archive.verify(flipped)
    except JianbaoError:
        return
    assert manifest == archive.verify(target)  # a byte nobody reads: a time, a flag


def test_backups_are_due_once_an_hour_and_only_after_a_change(paths, make_note):
    with Notes.open(paths) as notes:
        assert notes.back_up_if_due() is None
        notes.add(make_note())
        assert notes.back_up_if_due() is not None
        notes.add(make_note())
        assert notes.back_up_if_due() is None
    assert len(backups.listed(paths)) == 1
    assert not backups.due(paths, datetime.now(UTC))
    assert backups.due(paths, datetime.now(UTC) + timedelta(hours=1, minutes=1))


def test_thinning_keeps_an_hour_a_day_a_month():
    made = [Backup(Path(str(n)), NOW - timedelta(minutes=20 * n)) for n in range(3 * 24 * 400)]
    gone = {backup.path for backup in backups.surplus(made, NOW)}
    kept = [backup for backup in made if backup.path not in gone]
    assert kept[0] == made[0]
    ages = [NOW - backup.made for backup in kept]
    assert 24 <= sum(age <= timedelta(days=1) for age in ages) <= 26
    assert 29 <= sum(timedelta(days=1) < age <= timedelta(days=31) for age in ages) <= 32
    assert 10 <= sum(age > timedelta(days=31) for age in ages) <= 13
    assert max(ages) <= timedelta(days=366)


@given(st.lists(st.integers(-10, 10**6), max_size=60))
def test_thinning_never_takes_the_newest_and_is_done_in_one_go(minutes):
    made = [Backup(Path(str(m)), NOW - timedelta(minutes=m)) for m in set(minutes)]
    gone = backups.surplus(made, NOW)
    kept = [backup for backup in made if backup not in gone]
    assert bool(kept) == bool(made)
    assert not made or max(made, key=lambda backup: backup.made) in kept
    assert backups.surplus(kept, NOW) == []


def test_a_damaged_backup_is_passed_over(paths, make_note):
    with Notes.open(paths) as notes:
        notes.add(make_note())
        first = backups.automatic(paths)
        first = first.rename(first.with_name("jianbao-20261120T000000000000Z-auto.zip"))
        notes.add(make_note())
        second = backups.automatic(paths)
    second.write_bytes(second.read_bytes()[:-200])
    paths.database.write_bytes(b"rubbish")
    with Notes.open(paths) as notes:
        assert len(notes.find()) == 2
    assert first.exists()


def test_an_unsound_database_replaces_no_backup(paths, make_note):
    with Notes.open(paths) as notes:
        notes.add(make_note(note="needle"))
        good = backups.automatic(paths)
        with closing(sqlite3.connect(paths.database)) as connection:
            connection.execute("UPDATE notes SET note='noodle'")
            connection.commit()
        with pytest.raises(StoreDamaged):
            backups.automatic(paths)
    assert [backup.path for backup in backups.listed(paths)] == [good]
    assert not list(paths.backups.glob(".*"))
