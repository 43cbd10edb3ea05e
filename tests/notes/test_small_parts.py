"""Files written whole, the journal, metadata, surroundings, presence, health."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import files
from reader.article import Article, Block, DateBound, Signature, Span
from reader.errors import StoreDamaged
from reader.notes import (
    Change,
    CorrectionFile,
    Finding,
    Metadata,
    Notes,
    backups,
    check,
    check_notes,
    find_anchor,
    health,
    journal,
    metadata,
    new_note,
    presence,
    read_corrections,
    repair,
    surroundings,
)
from reader.notes import corrections as correction_files
from tests.notes.conftest import article_of, raw_text

DIGEST = "cd" * 32


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    target = tmp_path / "new" / "设置.json"
    files.write_atomically(target, b"one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        files.write_atomically(target, b"two")
    assert target.read_bytes() == b"one"
    assert list(target.parent.iterdir()) == [target]


def test_a_damaged_file_is_kept_under_a_name_of_its_own(tmp_path):
    file = tmp_path / "x.json"
    kept = set()
    for content in (b"1", b"2"):
        file.write_bytes(content)
        kept.add(files.keep_damaged(file).read_bytes())
    assert kept == {b"1", b"2"}
    assert not file.exists()


ENTRIES = st.lists(
    st.builds(
        lambda sequence, words: journal.entry_of(
            "store", sequence, Change("x", (), (CorrectionFile(DIGEST, ({"words": words},)),))
        ),
        st.integers(0, 2**40),
        st.text(),
    ),
    max_size=5,
)


@given(entries=ENTRIES, cut=st.integers(0, 400))
def test_a_journal_cut_anywhere_keeps_all_entries_before_the_cut(tmp_path_factory, entries, cut):
    path = tmp_path_factory.mktemp("journal") / journal.NAME
    ends = [0]
    for entry in entries:
        journal.append(path, entry)
        ends.append(path.stat().st_size)
    assert journal.read(path).entries == tuple(entries)
    if entries:
        path.write_bytes(path.read_bytes()[:cut])
    whole = sum(end - 1 <= cut for end in ends[1:])  # the line's end itself may be missing
    assert journal.read(path).entries == tuple(entries[:whole])


def test_an_entry_taken_back_leaves_no_trace(tmp_path):
    path = tmp_path / journal.NAME
    one, two = (journal.entry_of("s", n, Change("x")) for n in (1, 2))
    journal.append(path, one)
    journal.cut(path, journal.append(path, two))
    assert journal.read(path) == journal.Reading((one,), 0)
    journal.append(path, two)
    journal.prune(path, 1)
    assert journal.read(path).entries == (two,)
    assert journal.read(path, "another store").entries == ()


def article(**fields: object) -> Article:
    blocks = (
        Block("title", "标题", (Span(0, 2),)),
        Block("subtitle", "副题", (Span(3, 5),)),
    )
    return replace(Article(raw_text("标题\n副题"), "标题", blocks), **fields)


def test_metadata_is_what_the_article_says_and_no_more():
    byline = (Signature("甲", "记者"), Signature("乙", "通讯员"), Signature("丙", "摄"))
    told = metadata.of_article(article(byline=byline, date=DateBound("2018-07", "not before")))
    assert told == Metadata(
        title="标题",
        subtitle="副题",
        authors=("甲", "乙"),
        date_bound=DateBound("2018-07", "not before"),
    )
    assert told.date is None
    assert metadata.of_article(article()).authors is None


def test_the_users_word_comes_first_and_empty_is_no_word():
    known = metadata.of_article(article())
    said = Metadata(title="", authors=(), newspaper="样报", page="A3", date="2018-11-20")
    assert metadata.merged(known, said) == replace(
        known, newspaper="样报", page="A3", date="2018-11-20"
    )


@pytest.mark.parametrize(
    ("folder", "warned"),
    [
        ("/home/x/Dropbox/剪报", True),
        ("/Users/x/Library/Mobile Documents/剪报", True),
        ("/home/x/坚果云/数据", True),
        ("C:/Users/x/OneDrive - Firma/data", True),
        ("/home/x/.local/share/jianbao", False),
    ],
)
def test_synchronised_folders_are_warned_of(folder, warned):
    assert bool(surroundings.synchronised(Path(folder))) == warned


def test_network_drives_are_warned_of():
    mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/x /mnt/my\\040share nfs4 rw 0 0\nmalformed\n"
    assert surroundings.network_file_system(Path("/mnt/my share/data"), mounts) == "nfs4"
    assert surroundings.network_file_system(Path("/mnt/other"), mounts) is None


def test_a_presence_ends_with_its_program(paths):
    folder = paths.data
    mine = presence.Presence(folder)
    mine.enter()
    assert [holder.pid for holder in presence.running(folder)] == [os.getpid()]
    assert presence.sweep_crashed(folder) == 0
    mine.leave()
    assert presence.running(folder) == ()
    (folder / "running" / "1-dead.lock").touch()
    (folder / "running" / "1-dead.json").write_text("{}", encoding="utf-8")
    assert presence.sweep_crashed(folder) == 1
    assert presence.sweep_crashed(folder) == 0


def test_a_check_counts_every_kind_even_at_zero(paths, make_note):
    with Notes.open(paths) as notes:
        notes.add(make_note(), make_note())
        found = {finding.kind: finding for finding in check(paths)}
    assert found["notes"].count == 2
    assert found["running"].count == 1
    for kind in ("database-faults", "damaged-records", "journal-damage", "damaged-corrections",
                 "damaged-backups", "not-writable", "leftovers"):  # fmt: skip
        assert found[kind].count == 0
        assert found[kind].well


def test_a_check_looks_for_backups_and_for_what_was_put_aside(paths, make_note):
    def counts() -> dict[str, int]:
        return {finding.kind: finding.count for finding in check(paths)}

    with Notes.open(paths) as notes:
        notes.add(make_note())
        assert (counts()["no-backup"], counts()["backups"]) == (1, 0)
    assert (counts()["no-backup"], counts()["backups"], counts()["backup-old"]) == (0, 1, 0)
    (made,) = paths.backups.iterdir()
    made.rename(made.with_name("jianbao-20260101T000000000000Z-auto.zip"))
    (paths.data / "notes.sqlite3.damaged-20260101").touch()
    assert (counts()["backup-old"], counts()["kept-damaged"]) == (1, 1)
    repair(paths)
    assert (counts()["no-backup"], counts()["backups"], counts()["backup-old"]) == (0, 2, 0)


def test_notes_of_the_present_session_are_no_alarm(paths, make_note, monkeypatch):
    def found() -> Finding:
        return next(each for each in check(paths) if each.kind == "no-backup")

    with Notes.open(paths) as notes:
        notes.add(make_note(), make_note())
        assert found().count == 2
        assert found().well, "a backup is made within the hour, or when the window closes"
        backups.automatic(paths)
        assert found().count == 0
        notes.add(make_note())
        assert found().count == 1
        assert found().well
        monkeypatch.setattr(backups, "INTERVAL", timedelta(hours=-1))
        assert not found().well, "it should have been made long ago"
        backups.automatic(paths)
        assert found().well


def test_a_check_of_nothing_is_well(paths):
    assert all(finding.well for finding in check(paths) if finding.weight == "error")


def test_a_check_names_what_is_damaged(paths, make_note):
    with Notes.open(paths) as notes:
        notes.add(make_note(note="needle"))
        notes.set_corrections(DIGEST, [{"op": "split"}])
    paths.database.write_bytes(paths.database.read_bytes().replace(b"needle", b"noodle"))
    (paths.corrections / f"{DIGEST}.json").write_bytes(b"{")
    (paths.data / journal.NAME).write_bytes(b"00000000 {}\n")
    found = {finding.kind: finding.count for finding in check(paths)}
    assert found["damaged-records"] == 1
    assert found["damaged-corrections"] == 1
    assert found["journal-damage"] == 1
    paths.database.write_bytes(b"rubbish")
    assert {f.kind: f.count for f in check(paths)}["database-faults"] == 1


def test_a_repair_mends_and_says_so(paths, make_note):
    made = make_note(note="needle")
    with Notes.open(paths) as notes:
        notes.add(made)
    paths.database.write_bytes(paths.database.read_bytes().replace(b"needle", b"noodle"))
    leftover = paths.data / ".notes.abc.tmp"
    leftover.write_bytes(b"half")
    os.utime(leftover, (0, 0))
    said = " ".join(repair(paths))
    assert "1 note was restored" in said
    assert "Unfinished files removed: 1" in said
    assert not leftover.exists()
    with Notes.open(paths) as notes:
        assert list(notes.find()) == [made]
    assert all(finding.well for finding in check(paths) if finding.weight == "error")


def test_notes_are_counted_by_state_and_those_without_a_source():
    here = article_of("合作区的第一批厂房已经封顶，预计年底前可以交付使用。")
    there = new_note("quotation", "在.txt", "/在.txt", find_anchor(here, "第一批厂房已经封顶"))
    gone = new_note("quotation", "不在.txt", "/不在.txt")
    found = check_notes([there, gone], lambda key: here if key == "在.txt" else None)
    counts = {finding.kind: finding.count for finding in found}
    assert counts == {
        "notes-without-source": 1,
        "anchors-exact": 1,
        "anchors-moved": 0,
        "anchors-changed": 0,
        "anchors-orphan": 0,
    }
    assert next(f for f in found if f.kind == "notes-without-source").details == (gone.id,)


def test_corrections_are_readable_files_and_damaged_ones_count_as_none(tmp_path):
    record = CorrectionFile(DIGEST, ({"op": "split", "词": "合并"},))
    correction_files.write(tmp_path, record)
    file = tmp_path / f"{DIGEST}.json"
    assert "合并" in file.read_text(encoding="utf-8")
    assert read_corrections(tmp_path, DIGEST) == record.operations
    file.write_bytes(file.read_bytes().replace("合并".encode(), "分开".encode()))
    assert read_corrections(tmp_path, DIGEST) == ()
    assert correction_files.read_all(tmp_path) == {}
    with pytest.raises(StoreDamaged):
        correction_files.read(tmp_path, DIGEST)
    with pytest.raises(ValueError, match="digest"):
        correction_files.file_of(tmp_path, "../../etc/passwd")


def test_health_weights_are_honest():
    assert health.Finding("x", "warning", 0, "").well
    assert not health.Finding("x", "error", 1, "").well
