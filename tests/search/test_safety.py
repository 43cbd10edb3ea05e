"""The index is a cache: what is wrong with it is noticed, said, and mended by rebuilding."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reader.errors import IndexBusy, IndexDamaged
from reader.search import Index
from reader.search.leaf import FORMAT
from reader.search.sections import SectionFile, SectionWriter
from tests.search.conftest import consume, document


def fill(folder: Path, count: int = 40) -> None:
    chance = random.Random(5)
    texts = ("".join(chance.choices("许昌德国质量合作发展", k=300)) for _ in range(count))
    index = Index.open(folder)
    consume(index.update(document(str(n), text, title="题") for n, text in enumerate(texts)))
    index.close()


def files(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.glob(f"*{ending}"))


def use(folder: Path) -> None:
    """Everything one does with an index."""
    index = Index.open(folder)
    index.state()
    index.search("许昌")
    consume(index.verify())


def test_a_sound_index_is_sound(tmp_path: Path) -> None:
    fill(tmp_path)
    use(tmp_path)


@pytest.mark.parametrize("ending", [".grams", ".toc"])
@pytest.mark.parametrize("keep", [0, 10, 0.5, -1])
def test_a_truncated_file_is_noticed(tmp_path: Path, ending: str, keep: float) -> None:
    fill(tmp_path)
    path = files(tmp_path, ending)[-1]
    whole = path.read_bytes()
    size = int(len(whole) * keep) if isinstance(keep, float) else keep
    path.write_bytes(whole[:size])
    with pytest.raises(IndexDamaged) as caught:
        use(tmp_path)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_bit_is_noticed_wherever_it_is(tmp_path: Path, seed: int) -> None:
    fill(tmp_path)
    chance = random.Random(seed)
    path = chance.choice([*files(tmp_path, ".grams"), *files(tmp_path, ".toc")])
    data = bytearray(path.read_bytes())
    at = chance.randrange(len(data))
    data[at] ^= 1 << chance.randrange(8)
    path.write_bytes(data)
    try:
        use(tmp_path)
    except IndexDamaged:
        return
    assert _is_padding(path, at)


def _is_padding(path: Path, at: int) -> bool:
    """The bytes between sections mean nothing."""
    from reader.search.sections import SectionFile

    extents = SectionFile(path)._extents.values()
    return not any(each.offset <= at < each.offset + each.length for each in extents)


@pytest.mark.parametrize("ending", [".grams", ".toc"])
def test_a_missing_file_is_noticed(tmp_path: Path, ending: str) -> None:
    fill(tmp_path)
    for path in files(tmp_path, ending):
        path.unlink()
    with pytest.raises(IndexDamaged):
        use(tmp_path)


def test_a_foreign_file_is_noticed(tmp_path: Path) -> None:
    fill(tmp_path)
    files(tmp_path, ".grams")[0].write_bytes(b"%PDF-1.7\n" * 500)
    with pytest.raises(IndexDamaged):
        use(tmp_path)


def test_damage_met_while_searching_is_told_by_the_next_open(tmp_path: Path) -> None:
    fill(tmp_path)
    path = files(tmp_path, ".grams")[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    index = Index.open(tmp_path)
    with pytest.raises(IndexDamaged):
        consume(index.verify())
    with pytest.raises(IndexDamaged):
        Index.open(tmp_path)


def test_rebuilding_starts_empty_and_works(tmp_path: Path) -> None:
    fill(tmp_path)
    files(tmp_path, ".grams")[0].write_bytes(b"")
    index = Index.open(tmp_path, rebuild=True)
    assert len(index) == 0
    fill(tmp_path, 3)
    assert len(index) == 3
    use(tmp_path)


def test_rebuilding_leaves_other_files_alone(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    Index.open(tmp_path, rebuild=True)
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "keep"


def test_whoever_reads_notices_a_rebuild(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    reading = Index.open(tmp_path)
    assert len(reading) == 3
    Index.open(tmp_path, rebuild=True)
    assert len(reading) == 0


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    index = Index.open(tmp_path)
    running = index.update([document("1", "许昌")])
    next(running)
    script = (
        "import sys\nfrom reader.errors import IndexBusy\nfrom reader.search import Index\n"
        "index = Index.open(sys.argv[1])\nprint(index.search('许昌').total)\n"
        "try:\n    next(index.update([], ['1']))\nexcept IndexBusy as busy:\n    print(busy)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    running.close()
    assert told[0] == "1"
    assert f"process {os.getpid()}" in told[1]


def test_the_same_program_cannot_write_twice_at_once(tmp_path: Path) -> None:
    one, other = Index.open(tmp_path), Index.open(tmp_path)
    running = one.update([document("1", "许昌")])
    next(running)
    with pytest.raises(IndexBusy):
        next(other.update([document("2", "许昌")]))
    running.close()
    consume(other.update([document("2", "许昌")]))
    assert one.search("许昌").total == 2


def test_a_writer_that_was_killed_leaves_no_lock(tmp_path: Path) -> None:
    script = (
        "import os, sys\nfrom reader.search import Document, Index, Passage\n"
        "documents = (Document(str(n), '', '', '', '', (Passage('text', 0, '许昌'),))"
        " for n in range(10))\n"
        "def dying():\n    yield next(documents)\n    os._exit(9)\n"
        "for _ in Index.open(sys.argv[1]).update(dying()):\n    pass\n"
    )
    ended = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert ended.returncode == 9
    index = Index.open(tmp_path)
    assert len(index) == 0
    consume(index.update([document("1", "许昌")]))
    assert len(index) == 1


def test_an_error_of_the_documents_keeps_what_was_there(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    index = Index.open(tmp_path)

    def failing():
        yield document("9", "许昌")
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="disk"):
        consume(index.update(failing()))
    assert len(index) == 3
    use(tmp_path)


def test_a_folder_that_vanished_is_noticed(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    fill(folder, 2)
    index = Index.open(folder)
    shutil.rmtree(folder)
    with pytest.raises(IndexDamaged):
        index.search("许昌")


@pytest.mark.parametrize("facts", [{"format": FORMAT, "documents": 1}, {"format": 0}, {}])
def test_a_whole_segment_of_another_make_is_damage(tmp_path: Path, facts: dict[str, int]) -> None:
    fill(tmp_path)
    (segment,) = files(tmp_path, ".grams")
    with segment.open("wb") as file:
        SectionWriter(file).finish(facts)
    with pytest.raises(IndexDamaged):
        use(tmp_path)


@pytest.mark.parametrize("section", ["lengths", "narrow", "wide_keys", "figure_low", "cards"])
def test_a_missing_section_is_damage(tmp_path: Path, section: str) -> None:
    fill(tmp_path)
    (segment,) = files(tmp_path, ".grams")
    whole = SectionFile(segment)
    others = {name: whole.array(name).copy() for name in whole._extents if name != section}
    with segment.open("wb") as file:
        writer = SectionWriter(file)
        for name, array in others.items():
            writer.add(name, array)
        writer.finish(whole.facts)
    with pytest.raises(IndexDamaged):
        use(tmp_path)
        Index.open(tmp_path).search("金额>1 许昌")
