"""Work on lanes: order, latest wins, cancelling, throttling, and the collector."""

from __future__ import annotations

import gc
import threading
import time

import pytest
from PySide6.QtCore import QObject, Signal

from reader.ui import jobs as room
from reader.ui.jobs import Collector, Job, Jobs


@pytest.fixture
def jobs(qtbot):
    made = Jobs()
    yield made
    made.finish()


def test_results_come_in_order_on_the_ui_thread(jobs, qtbot):
    got = []

    def take(value):
        got.append((value, threading.current_thread() is threading.main_thread()))

    for number in range(20):
        jobs.run(Job(lambda number=number: number, take), "a")
    qtbot.waitUntil(lambda: len(got) == 20)
    assert got == [(number, True) for number in range(20)]


def test_the_latest_replaces_what_the_lane_still_has_to_do(jobs, qtbot):
    begun, got = threading.Event(), []

    def slow():
        begun.set()
        for _ in range(200):
            yield 0
            time.sleep(0.005)
        return "old"

    jobs.run(Job(slow, got.append), "search")
    begun.wait(5)
    jobs.run(Job(lambda: "between", got.append), "search", latest=True)
    jobs.run(Job(lambda: "new", got.append), "search", latest=True)
    qtbot.waitUntil(lambda: "new" in got)
    assert got == ["new"]


def test_nothing_is_delivered_after_cancel(jobs, qtbot):
    done, got = threading.Event(), []

    def work():
        done.set()
        return 1

    job = jobs.run(Job(work, got.append), "a")
    done.wait(5)
    job.cancel()
    qtbot.wait(50)
    assert got == []


def test_cancelling_closes_the_generator(jobs, qtbot):
    closed = threading.Event()

    def work():
        try:
            while True:
                yield 0
                time.sleep(0.002)
        finally:
            closed.set()

    job = jobs.run(Job(work), "a")
    qtbot.wait(30)
    job.cancel()
    assert closed.wait(5)


def test_progress_is_throttled_and_the_result_is_the_generators(jobs, qtbot):
    progress, got = [], []

    def work():
        until = time.monotonic() + 0.3
        count = 0
        while time.monotonic() < until:
            count += 1
            yield count
        return count

    jobs.run(Job(work, got.append, progress.append), "a")
    qtbot.waitUntil(lambda: bool(got))
    assert got[0] > 100
    assert 1 <= len(progress) <= 8  # at most 20 a second


def test_errors_come_back_and_the_lane_goes_on(jobs, qtbot):
    failed, got = [], []
    jobs.run(Job(lambda: 1 // 0, got.append, failed=failed.append), "a")
    jobs.run(Job(lambda: "after", got.append), "a")
    qtbot.waitUntil(lambda: got == ["after"])
    assert isinstance(failed[0], ZeroDivisionError)


def test_held_jobs_begin_only_when_released(qtbot):
    jobs, got = Jobs(held=True), []
    jobs.run(Job(lambda: 1, got.append), "a")
    qtbot.wait(30)
    assert got == []
    jobs.release()
    qtbot.waitUntil(lambda: got == [1])
    jobs.finish()


def test_finishing_cancels_and_waits(qtbot):
    jobs, ended = Jobs(), []

    def work():
        try:
            while True:
                yield 0
                time.sleep(0.002)
        finally:
            ended.append(True)

    jobs.run(Job(work), "a")
    qtbot.wait(30)
    jobs.finish()
    assert ended == [True]
    assert not [t for t in threading.enumerate() if t.name.startswith("lane")]


def test_freed_memory_is_given_back_now_and_then(qtbot, monkeypatch):
    collector = Collector()
    given: list[bool] = []
    back = room.give_back
    monkeypatch.setattr(room, "give_back", lambda: given.append(back() is None))
    for _ in range(2 * room.GIVE_BACK_EVERY):
        collector._tend()
    gc.enable()
    assert given == [True, True]


def test_the_collector_keeps_collection_to_the_ui_thread(qtbot):
    collector = Collector()
    try:
        assert not gc.isenabled()
        before = gc.get_stats()[0]["collections"]
        kept = []
        for _ in range(2000):
            ring: list[object] = []
            ring.append(ring)
            kept.append(ring)
        kept.clear()
        collector.collect()
        assert gc.get_stats()[0]["collections"] > before
    finally:
        gc.enable()


class Emitter(QObject):
    told = Signal(bool)


def test_five_thousand_emissions_do_not_wear_out_true(qtbot):
    """PySide6 6.12.0 on Python 3.11 loses a reference to True at every emission and aborts."""
    emitter, got = Emitter(), []
    emitter.told.connect(got.append)
    for _ in range(5_000):
        emitter.told.emit(True)
    assert got == [True] * 5_000
