"""The search box: a screenful while somebody types, the rest after a pause."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from reader.search import Hit, Results
from reader.ui.icons import Icons
from reader.ui.search.box import FIRST_RESULTS, SCREENFUL, SearchBox
from reader.ui.theme import LIGHT


class Library:
    """Finds every word `total` times, and notes how many results it was asked for."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.limits: list[int] = []

    def search(self, query, limit, sort):
        self.limits.append(limit)
        hits = tuple(
            Hit(str(number), "", "", 1.0, (), "", ()) for number in range(min(limit, self.total))
        )
        return Results(query, self.total, self.total, 1.0, hits, "")


class Jobs:
    """Does everything at once."""

    def run(self, job, lane, *, latest):
        job.succeeded(job.work())

    def cancel(self, lane):
        pass


@pytest.fixture
def box(qtbot, request):
    settings = SimpleNamespace(get={"search_sort": "relevance"}.get)
    desk: Any = SimpleNamespace(library=Library(request.param), jobs=Jobs(), settings=settings)
    made = SearchBox(desk, Icons(LIGHT.text))
    qtbot.addWidget(made)
    return made, desk.library


@pytest.mark.parametrize("box", [500], indirect=True)
def test_the_rest_is_asked_for_after_a_pause(qtbot, box):
    made, library = box
    with qtbot.waitSignal(made.extended) as told, qtbot.waitSignal(made.answered):
        made.ask("许昌")
    assert library.limits == [SCREENFUL, FIRST_RESULTS]
    assert len(told.args[0].hits) == FIRST_RESULTS


@pytest.mark.parametrize("box", [500], indirect=True)
def test_who_goes_on_typing_is_not_kept_waiting_by_the_rest(qtbot, box):
    made, library = box
    made.ask("许昌")
    made.ask("许昌市")
    assert library.limits == [SCREENFUL, SCREENFUL]


@pytest.mark.parametrize("box", [SCREENFUL], indirect=True)
def test_what_is_complete_is_not_asked_for_again(qtbot, box):
    made, library = box
    made.ask("许昌")
    with qtbot.assertNotEmitted(made.extended, wait=400):
        pass
    assert library.limits == [SCREENFUL]
