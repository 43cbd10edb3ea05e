"""A full disk and a folder that cannot be written: plain words, nothing saved is lost."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from reader.errors import JianbaoError
from reader.notes import Notes, backups, new_note
from reader.paths import DataPaths, data_paths
from tests.torture.test_damage import sample
from tests.torture.victims import Acknowledge, killed

SMALL = 3 * 1024 * 1024


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of three megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    if not shutil.which("mount") or os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    if _mount(place).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    _unmount(place)


def _mount(place: Path) -> subprocess.CompletedProcess[bytes]:
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", place]
    return subprocess.run(command, check=False)


def _unmount(place: Path) -> None:
    subprocess.run(["umount", "-l", place], check=True)


def renewed_if_it_leaks(disk: Path) -> None:
    """A new file system where the kernel has not given back what killed writers had taken."""
    if shutil.disk_usage(disk).free < 0.9 * SMALL:
        _unmount(disk)
        assert _mount(disk).returncode == 0


def fill(disk: Path, spare: int) -> Path:
    """Fill the disk up to `spare` bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:  # a long write that is killed leaks in the kernel
        while shutil.disk_usage(disk).free > spare:
            file.write(bytes(4096))
    return filler


def try_everything(notes: Notes, paths: DataPaths, rng: Random) -> set[str]:
    """Do whatever writes; returns the ids that were acknowledged, errors come in words."""
    done: set[str] = set()
    for _ in range(60):
        made = sample(rng)
        try:
            notes.add(made)
            done.add(made.id)
        except JianbaoError as error:
            assert str(paths.data) in str(error)
    for work in (
        lambda: backups.automatic(paths),
        lambda: notes.set_corrections("ab" * 32, [{"op": "x" * 9000}]),
        lambda: notes.keep_draft("d", "x" * 9000),
    ):
        try:
            work()
        except (JianbaoError, OSError):
            continue
    return done


def test_a_full_disk_loses_nothing_and_says_so(small_disk, rounds):
    rng = Random(1)
    for number in range(rounds):
        paths = data_paths(small_disk / str(number))
        with Notes.open(paths) as notes:
            first = sample(rng)
            notes.add(first)
            filler = fill(small_disk, rng.choice((0, 4096, rng.randrange(400_000))))
            done = {first.id, *try_everything(notes, paths, rng)}
        with Notes.open(paths) as notes:  # still full
            assert done <= {note.id for note in notes.find()}
        filler.unlink()
        with Notes.open(paths) as notes:
            assert not notes.read_only, notes.notice
            assert done <= {note.id for note in notes.find()}
            notes.add(sample(rng))
        shutil.rmtree(paths.data)


def test_a_crash_on_a_full_disk_loses_nothing(small_disk, rounds):
    rng = Random(2)
    for number in range(rounds):
        paths = data_paths(small_disk / str(number))
        spare = rng.randrange(600_000)

        def victim(paths: DataPaths, tell: Acknowledge, spare: int = spare) -> None:
            notes = Notes.open(paths)
            fill(small_disk, spare)
            while True:
                made = sample(Random())
                try:
                    notes.add(made)
                except JianbaoError:
                    continue
                tell(made.id)

        Notes.open(paths).close()
        told = killed(victim, paths, rng.uniform(0.05, 0.3))
        with Notes.open(paths) as notes:
            assert set(told) <= {note.id for note in notes.find()}
        (small_disk / "filler").unlink(missing_ok=True)
        with Notes.open(paths) as notes:
            assert not notes.read_only, notes.notice
            assert set(told) <= {note.id for note in notes.find()}
        shutil.rmtree(paths.data)
        renewed_if_it_leaks(small_disk)


def test_a_limit_on_the_size_of_files_is_a_full_disk_too(tmp_path, rounds):
    def victim(paths: DataPaths, tell: Acknowledge) -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))
        notes = Notes.open(paths)
        for _ in range(400):
            made = sample(Random())
            try:
                notes.add(made)
            except JianbaoError as error:
                assert str(paths.data) in str(error)
                continue
            tell(made.id)

    for number in range(max(2, rounds // 8)):
        paths = data_paths(tmp_path / str(number))
        told = [each for each in killed(victim, paths, 1.5) if each != "end"]
        assert told
        with Notes.open(paths) as notes:
            assert set(told) <= {note.id for note in notes.find()}
            notes.add(new_note("note", "x", "/x"))


def test_a_folder_that_cannot_be_written_is_read(small_disk):
    paths = data_paths(small_disk / "data")
    made = [sample(Random(number)) for number in range(20)]
    with Notes.open(paths) as notes:
        notes.add(*made)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with Notes.open(paths) as notes:
        assert notes.read_only
        assert "reading only" in notes.notice
        assert set(notes.find()) == set(made)
        with pytest.raises(JianbaoError):
            notes.remove([made[0].id])
    with Notes.open(data_paths(small_disk / "new")) as notes:  # nothing there, nothing to write
        assert notes.read_only
        assert len(notes.find()) == 0
