"""Truncations, flipped bits and deletions of every file: no failed start, no silent loss."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from reader.article import Span
from reader.notes import Anchor, Note, Notes, backups, health, new_note
from reader.paths import DataPaths, data_paths
from tests.torture.victims import files_of, killed

DIGESTS = ("ab" * 32, "cd" * 32)


def state_of(notes: Notes) -> tuple[object, ...]:
    """Everything the user made, comparable."""
    return (
        {note.id: note for note in notes.find()},
        notes.all_corrections(),
        notes.overrides(),
        [search.name for search in notes.searches()],
    )


def fill(paths: DataPaths) -> None:
    rng = Random(3)
    with Notes.open(paths) as notes:
        for part in range(3):
            notes.add(*(sample(rng) for _ in range(40)))
            notes.set_corrections(DIGESTS[part % 2], [{"op": "split", "at": part}])
            notes.save_search(f"检索{part}", "金额>=10亿")
            made = backups.automatic(paths)
            made.rename(made.with_name(f"jianbao-2026112{part}T000000000000Z-auto.zip"))
        notes.add(*(sample(rng) for _ in range(40)))
    paths.settings_file.write_text('{"theme": "light"}', encoding="utf-8")


def sample(rng: Random) -> Note:
    words = "".join(chr(rng.randint(0x4E00, 0x9FA5)) for _ in range(60))
    made = Anchor(DIGESTS[0], (Span(3, 63),), words, words[:30], words[30:])
    note = new_note("quotation", "样.txt", "/样.txt", made)
    return replace(note, tags=("甲", "乙"), note=words)


@pytest.fixture(scope="module")
def closed(tmp_path_factory) -> tuple[DataPaths, tuple[object, ...]]:
    """A directory whose last program ended well."""
    paths = data_paths(tmp_path_factory.mktemp("closed"))
    fill(paths)
    return paths, whole(paths, tmp_path_factory.mktemp("look"))


@pytest.fixture(scope="module")
def crashed(tmp_path_factory) -> tuple[DataPaths, tuple[object, ...]]:
    """A directory whose last program was killed, its log still there."""
    paths = data_paths(tmp_path_factory.mktemp("crashed"))
    fill(paths)

    def victim(paths: DataPaths, tell) -> None:
        notes = Notes.open(paths)
        for number in range(30):
            notes.add(sample(Random(number)))
        tell("done")
        import time

        time.sleep(60)

    killed(victim, paths, 2.0)
    assert Path(f"{paths.database}-wal").stat().st_size
    return paths, whole(paths, tmp_path_factory.mktemp("look"))


def whole(paths: DataPaths, place: Path) -> tuple[object, ...]:
    """What a copy of the directory holds."""
    copied = copy(paths, place / "copy")
    with Notes.open(copied) as notes:
        return state_of(notes)


def copy(paths: DataPaths, place: Path) -> DataPaths:
    shutil.copytree(paths.data, place)
    return data_paths(place)


def harm(data: bytes, rng: Random) -> bytes:
    """A few flipped bits, a page of zeros, a cut, or something foreign."""
    changed = bytearray(data)
    match rng.randrange(5):
        case 0:
            for _ in range(rng.randint(1, 8)):
                changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
        case 1:
            at = rng.randrange(len(changed))
            changed[at : at + 4096] = bytes(min(4096, len(changed) - at))
        case 2:
            del changed[rng.randrange(len(changed)) :]
        case 3:
            changed[:16] = rng.randbytes(16)
        case _:
            at = rng.randrange(len(changed))
            changed[at : at + 64] = rng.randbytes(64)
    return bytes(changed)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("kind", ["closed", "crashed"])
def test_one_damaged_file_loses_nothing(kind, tmp_path, rounds, request):
    paths, expected = request.getfixturevalue(kind)
    rng = Random(kind)
    for number in range(rounds * 3):
        place = tmp_path / str(number)
        copied = copy(paths, place)
        victim = rng.choice(files_of(place))
        data = victim.read_bytes()
        if rng.random() < 0.05:
            victim.unlink()
        else:
            victim.write_bytes(harm(data, rng))
        with Notes.open(copied) as notes:
            assert not notes.read_only, (victim.name, notes.notice)
            assert state_of(notes) == expected, (victim.name, notes.notice)
        with Notes.open(copied) as notes:
            assert notes.notice == "", (victim.name, notes.notice)
            assert state_of(notes) == expected
        shutil.rmtree(place)


def test_several_damaged_files_fail_no_start_and_lose_nothing_in_silence(tmp_path, rounds, closed):
    paths, expected = closed
    rng = Random(5)
    for number in range(rounds):
        place = tmp_path / str(number)
        copied = copy(paths, place)
        for victim in rng.sample(files_of(place), 3):
            victim.write_bytes(harm(victim.read_bytes(), rng))
        with Notes.open(copied) as notes:
            assert state_of(notes) == expected or notes.notice
            if not notes.read_only:
                notes.add(sample(rng))
        shutil.rmtree(place)


def test_a_damaged_backup_is_named_by_the_check(tmp_path, rounds, closed):
    paths, _ = closed
    rng = Random(6)
    copied = copy(paths, tmp_path / "copy")
    victim = backups.listed(copied)[0].path
    whole = victim.read_bytes()
    for _ in range(rounds):
        victim.write_bytes(whole[: rng.randrange(len(whole))])
        found = {finding.kind: finding.count for finding in health.check(copied)}
        assert found["damaged-backups"] == 1
        assert found["backups"] == len(backups.listed(copied))
