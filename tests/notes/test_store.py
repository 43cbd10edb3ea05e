"""Notes, tags, folders, the bin, and undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from reader.errors import NotFound, StoreError
from reader.notes import (
    COLOURS,
    Anchor,
    Change,
    Filter,
    Metadata,
    Note,
    Notes,
    ReadingState,
    new_note,
)
from reader.paths import data_paths


def test_a_note_is_there_after_the_next_start(paths, make_note):
    note = make_note(tags=("经济", "产业"), colour="green", folder="稿件/一", note="要核对")
    with Notes.open(paths) as notes:
        notes.add(note)
    with Notes.open(paths) as notes:
        assert notes.notice == ""
        assert notes.get(note.id) == note


def test_every_change_can_be_taken_back_and_made_again(notes, make_note):
    one, other = make_note(), make_note(tags=("旧",))
    notes.add(one, other)
    changes = [
        notes.tag([one.id, other.id], add=["新", " 新 "], remove=["旧"]),
        notes.move([one.id], " 稿件 / 一/"),
        notes.recolour([one.id, other.id], "blue"),
        notes.update(replace(other, note="改写")),
        notes.remove([one.id]),
        notes.delete([other.id]),
    ]
    last = {note.id: note for note in notes.find(Filter(binned=True))}
    for change in reversed(changes):
        undone = notes.undo()
        assert undone == change.inverse
    assert set(notes.find()) == {one, other}
    for _ in changes:
        assert notes.redo()
    assert notes.redo() is None
    assert {note.id: note for note in notes.find(Filter(binned=True))} == last
    assert notes.get(one.id).folder == "稿件/一"
    assert notes.get(one.id).tags == ("新",)


def test_undo_reaches_back_a_hundred_steps(notes, make_note):
    made = [make_note(created=f"{number:03}") for number in range(101)]
    for note in made:
        notes.add(note)
    while notes.undo():
        pass
    assert [note.id for note in notes.find()] == [made[0].id]


def test_a_new_change_forgets_what_was_undone(notes, make_note):
    notes.add(make_note())
    notes.undo()
    notes.add(make_note())
    assert notes.redoable is None


def test_a_change_of_nothing_is_no_change(notes, make_note):
    note = make_note(tags=("一",))
    notes.add(note)
    assert not notes.tag([note.id], add=["一"])
    assert not notes.update(note)
    assert notes.undoable.after == (note,)


def test_the_bin_keeps_for_thirty_days(notes, make_note):
    old, young = make_note(), make_note()
    notes.add(old, young)
    notes.remove([old.id, young.id])
    assert len(notes.find()) == 0
    notes.update(replace(notes.get(old.id), removed="2020-01-01T00:00:00.000Z"))
    notes.empty_bin()
    assert [note.id for note in notes.find(Filter(binned=True))] == [young.id]
    notes.take_back([young.id])
    assert [note.id for note in notes.find()] == [young.id]


def test_tags_and_folders_are_counted_without_the_bin(notes, make_note):
    kept, binned = make_note(tags=("一", "二"), folder="甲/乙"), make_note(tags=("一",))
    notes.add(kept, binned)
    notes.remove([binned.id])
    assert notes.tags() == {"一": 1, "二": 1}
    assert notes.folders() == {"甲/乙": 1}
    assert notes.count_by_source() == {"样文.txt": 1}


def test_renaming_a_tag_keeps_order_and_makes_no_double(notes, make_note):
    note = make_note(tags=("一", "二", "三"))
    notes.add(note)
    notes.rename_tag("一", "三")
    assert notes.get(note.id).tags == ("三", "二")


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        (Filter(kinds=("bookmark",)), [1]),
        (Filter(tags=("经济",)), [0, 2]),
        (Filter(tags=("经济", "重要")), [2]),
        (Filter(colours=("pink",)), [2]),
        (Filter(folder="稿件"), [0, 1]),
        (Filter(folder="稿件/一"), [1]),
        (Filter(folder=""), [2]),
        (Filter(sources=("别处.txt",)), [2]),
        (Filter(digests=("cd" * 32,)), []),
        (Filter(text="核对"), [0]),
        (Filter(text="ＧＤＰ 经 济"), [0]),
        (Filter(text="%"), []),
        (Filter(ids=()), []),
        (Filter(descending=True), [2, 1, 0]),
        (Filter(sort="text", descending=True), [2, 1, 0]),
    ],
)
def test_filters_and_order(notes, make_note, chosen, found):
    made = [
        make_note(tags=("经济",), folder="稿件", note="gdp 核对"),
        make_note(kind="bookmark", folder="稿件/一"),
        make_note(tags=("经济", "重要"), colour="pink", source="别处.txt"),
    ]
    notes.add(*made)
    assert [made.index(note) for note in notes.find(chosen)] == found


def test_a_folder_is_no_pattern(notes, make_note):
    notes.add(make_note(folder="稿件一"), make_note(folder="稿_"))
    assert len(notes.find(Filter(folder="稿件"))) == 0
    assert len(notes.find(Filter(folder="稿_"))) == 1


def test_a_listing_reads_like_a_sequence(notes, make_note):
    made = [make_note(created=f"{number:04}") for number in range(450)]
    notes.add(*made)
    listing = notes.find()
    assert len(listing) == 450
    assert listing[-1] == made[-1]
    assert listing[199:202] == made[199:202]
    assert list(listing) == made
    with pytest.raises(IndexError):
        listing[450]
    notes.delete([made[0].id])
    with pytest.raises(NotFound):
        notes.find()  # a fresh one is whole
        type(listing)([made[0].id], notes.notes)[0]


def test_what_is_not_there_is_named(notes, make_note):
    with pytest.raises(NotFound, match="ffff"):
        notes.get("ffff")
    with pytest.raises(NotFound):
        notes.tag(["ffff"], add=["一"])
    note = make_note()
    notes.add(note)
    with pytest.raises(StoreError, match=note.id):
        notes.add(note)


def test_another_windows_change_is_not_overwritten(paths, make_note):
    note = make_note()
    with Notes.open(paths) as here, Notes.open(paths) as there:
        here.add(note)
        there.tag([note.id], add=["那边"])
        with pytest.raises(StoreError, match="another window"):
            here.undo()
        assert there.get(note.id).tags == ("那边",)


def test_notes_follow_a_renamed_file(notes, make_note):
    note = make_note()
    notes.add(note)
    notes.relocate(note.digest, "新名.txt", "/文/新名.txt")
    assert (notes.get(note.id).source, notes.get(note.id).path) == ("新名.txt", "/文/新名.txt")


def test_attaching_by_hand_takes_the_words_that_stand_there(notes, make_note):
    note = make_note()
    notes.add(note)
    notes.reattach(note.id, Anchor("cd" * 32, (), "另一句"), "别处.txt", "/别处.txt")
    assert notes.get(note.id).text == "另一句"
    assert notes.get(note.id).digest == "cd" * 32


def test_metadata_searches_reading_drafts_and_corrections_stay(paths):
    digest = "cd" * 32
    said = Metadata(newspaper="样报", authors=("甲", "乙"), page="3")
    operations = [{"op": "split", "block": 2, "at": 14}]
    with Notes.open(paths) as notes:
        notes.set_override(digest, said)
        notes.save_search("投资", "金额>=10亿", "date")
        notes.set_reading(ReadingState(digest, read=True, position=120, progress=0.4))
        notes.keep_draft("新", "写到一半")
        notes.set_corrections(digest, operations)
    with Notes.open(paths) as notes:
        assert notes.override(digest) == said
        assert notes.overrides() == {digest: said}
        assert [(s.name, s.query, s.sort) for s in notes.searches()] == [
            ("投资", "金额>=10亿", "date")
        ]
        assert notes.readings()[digest].position == 120
        assert notes.drafts()["新"].text == "写到一半"
        assert notes.corrections(digest) == tuple(operations)
        assert notes.all_corrections() == {digest: tuple(operations)}
        notes.set_override(digest, Metadata())
        notes.delete_search("投资")
        notes.drop_draft("新")
        notes.set_corrections(digest, [])
        assert not (notes.overrides() or notes.searches() or notes.drafts())
        assert notes.all_corrections() == {}


def test_a_correction_is_undone_like_anything_else(notes):
    notes.set_corrections(DIGEST := "cd" * 32, [{"op": "join", "block": 1}])
    notes.set_corrections(DIGEST, [])
    notes.undo()
    assert notes.corrections(DIGEST) == ({"op": "join", "block": 1},)
    notes.undo()
    assert notes.corrections(DIGEST) == ()


TEXT = st.text(max_size=30)
NOTES = st.builds(
    lambda kind, text, note, tags, colour, folder, before: replace(
        new_note(kind, "样.txt", "/样.txt", Anchor("ab" * 32, (), text, before)),
        note=note,
        tags=tuple(dict.fromkeys(tags)),
        colour=colour,
        folder=folder,
    ),
    st.sampled_from(("bookmark", "quotation", "note")),
    TEXT.filter(lambda text: "\0" not in text),
    TEXT.filter(lambda text: "\0" not in text),
    st.lists(TEXT.filter(lambda text: "\0" not in text), max_size=3),
    st.sampled_from((None, *COLOURS)),
    TEXT.filter(lambda text: "\0" not in text),
    TEXT,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=st.lists(NOTES, max_size=4))
def test_whatever_is_written_comes_back(tmp_path_factory, made: list[Note]):
    paths = data_paths(tmp_path_factory.mktemp("data"))
    with Notes.open(paths) as notes:
        notes.add(*made)
        assert set(notes.notes([note.id for note in made])) == set(made)


class Undoing(RuleBasedStateMachine):
    """Random changes, undone and redone: the store is always what the changes say."""

    folder = ""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self._place = tempfile.TemporaryDirectory()
        self.notes = Notes.open(data_paths(self._place.name))
        self.states: list[dict[str, Note]] = [{}]
        self.at = 0

    def _state(self) -> dict[str, Note]:
        everything = (*self.notes.find(), *self.notes.find(Filter(binned=True)))
        return {note.id: note for note in everything}

    def _did(self, change: Change) -> None:
        if change:
            self.states = [*self.states[: self.at + 1], self._state()]
            self.at += 1

    @rule()
    def add(self) -> None:
        self._did(self.notes.add(new_note("quotation", "样.txt", "/样.txt")))

    @precondition(lambda self: self.states[self.at])
    @rule(data=st.data())
    def edit(self, data) -> None:
        ids = sorted(self.states[self.at])
        of = data.draw(st.sampled_from(ids))
        match data.draw(st.integers(0, 3)):
            case 0:
                self._did(self.notes.tag([of], add=[data.draw(st.sampled_from("甲乙丙"))]))
            case 1:
                self._did(self.notes.remove([of]))
            case 2:
                self._did(self.notes.delete([of]))
            case _:
                self._did(self.notes.move(ids, data.draw(st.sampled_from(("", "一", "一/二")))))

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        assert self.notes.undo()
        self.at -= 1

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        assert self.notes.redo()
        self.at += 1

    @invariant()
    def as_the_changes_say(self) -> None:
        assert self._state() == self.states[self.at]

    def teardown(self) -> None:
        self.notes.close()
        self._place.cleanup()


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
