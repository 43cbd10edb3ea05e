"""The only home of threads: work is handed in as a `Job` and comes back on the UI thread.

One worker a lane, so each store has one user at a time (Whoosh allows one writer).
A worker never touches a widget: it puts what it has into an inbox, and one queued
signal empties that inbox on the UI thread, in order. After `cancel` nothing more of a
job is delivered.

A worker gives the interpreter back after half a millisecond instead of Python's five: the
window wants it back after every call into Qt, and with five it stood still for half a second
beside a busy worker.

The cyclic garbage collector may run on whatever thread allocates, and destroys widgets
when that is a worker. So it is switched off and run from a timer on the UI thread.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from PySide6 import QtCore
from PySide6.QtCore import QObject, QTimer, Signal

from reader.heap import give_back, share_one_heap

PROGRESS_SECONDS = 0.05
SWITCH_SECONDS = 0.0005
COLLECT_EVERY_MS = 5_000
GIVE_BACK_EVERY = 12  # of these times: once a minute
JOIN_SECONDS = 10.0


def _ignore(_: Any) -> None:
    """What is done with an outcome nobody asked for."""


@dataclass(eq=False, slots=True)
class Job:
    """A piece of work and whom to tell.

    `work` takes nothing and returns either a result or a generator, whose yielded values
    are progress and whose return value is the result. Cancelling closes the generator.
    """

    work: Callable[[], Any]
    succeeded: Callable[[Any], None] = _ignore
    progressed: Callable[[Any], None] = _ignore
    failed: Callable[[Exception], None] = _ignore
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Stop at the next step; nothing more of this job is delivered."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        return self._cancelled.is_set()


class _Kind(Enum):
    PROGRESS = auto()
    RESULT = auto()
    ERROR = auto()


@dataclass(slots=True)
class _Outcome:
    job: Job
    kind: _Kind
    value: Any


class _Lane:
    """One worker thread and its queue."""

    def __init__(self, name: str, deliver: Callable[[_Outcome], None]) -> None:
        self._deliver = deliver
        import queue  # the start, which holds its jobs, does without

        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._open: list[Job] = []
        self._lock = threading.Lock()
        share_one_heap()
        self._thread = threading.Thread(target=self._run, name=f"lane {name}", daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        with self._lock:
            self._open.append(job)
        self._queue.put(job)

    def cancel(self) -> None:
        with self._lock:
            for job in self._open:
                job.cancel()

    def busy(self) -> bool:
        with self._lock:
            return any(not job.cancelled for job in self._open)

    def close(self) -> None:
        self.cancel()
        self._queue.put(None)

    def join(self, seconds: float) -> None:
        self._thread.join(seconds)

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            if not job.cancelled:
                self._work(job)
            with self._lock:
                self._open.remove(job)

    def _work(self, job: Job) -> None:
        try:
            result = job.work()
            if isinstance(result, Generator):
                result = self._drive(job, result)
        except Exception as error:  # noqa: BLE001 - handed to the UI thread, where it is shown
            self._deliver(_Outcome(job, _Kind.ERROR, error))
        else:
            self._deliver(_Outcome(job, _Kind.RESULT, result))

    def _drive(self, job: Job, steps: Generator[Any, None, Any]) -> Any:
        told = 0.0
        try:
            while not job.cancelled:
                value = next(steps)
                if time.monotonic() - told >= PROGRESS_SECONDS:
                    told = time.monotonic()
                    self._deliver(_Outcome(job, _Kind.PROGRESS, value))
        except StopIteration as stop:
            return stop.value
        finally:
            steps.close()
        return None


class Jobs(QObject):
    """Hands work to lanes and brings the outcomes back to the UI thread.

    Made with `held`, nothing begins before `release`: the first paint has the machine alone.
    """

    _arrived = Signal()
    idle_changed = Signal()

    def __init__(self, parent: QObject | None = None, *, held: bool = False) -> None:
        super().__init__(parent)
        self._held: list[tuple[Job, str]] | None = []
        self._postponed: list[tuple[QObject, Callable[[], None]]] = []
        self._inbox: deque[_Outcome] = deque()  # its two ends are safe to use at once
        self._lanes: dict[str, _Lane] = {}
        if not held:
            self.release()

    def run(self, job: Job, lane: str, *, latest: bool = False) -> Job:
        """Queue `job` on `lane`. `latest`: it replaces whatever that lane still has to do."""
        if self._held is not None:
            self._held.append((job, lane))
            return job
        if lane not in self._lanes:
            sys.setswitchinterval(SWITCH_SECONDS)
            self._lanes[lane] = _Lane(lane, self._deliver)
        if latest:
            self._lanes[lane].cancel()
        self._lanes[lane].put(job)
        self.idle_changed.emit()
        return job

    @property
    def held(self) -> bool:
        """Whether nothing begins yet."""
        return self._held is not None

    def soon(self, owner: QObject, call: Callable[[], None]) -> None:
        """Call on the UI thread in a later turn, if `owner` still lives; held like the jobs."""
        if self._held is None:
            QTimer.singleShot(0, owner, call)
        else:
            self._postponed.append((owner, call))

    def release(self) -> None:
        """Begin with what was held."""
        queued = QtCore.Qt.ConnectionType.QueuedConnection
        self._arrived.connect(self._empty_inbox, queued)
        held, self._held = self._held or [], None
        for owner, call in self._postponed:
            QTimer.singleShot(0, owner, call)
        self._postponed.clear()
        for job, lane in held:
            self.run(job, lane)

    def cancel(self, lane: str) -> None:
        """Cancel everything on `lane`."""
        if lane in self._lanes:
            self._lanes[lane].cancel()
            self.idle_changed.emit()

    def busy(self, lane: str) -> bool:
        """Whether `lane` has work that is not cancelled."""
        return lane in self._lanes and self._lanes[lane].busy()

    def finish(self) -> None:
        """Cancel everything and wait for the workers; later jobs get new ones."""
        for lane in self._lanes.values():
            lane.close()
        for lane in self._lanes.values():
            lane.join(JOIN_SECONDS)
        self._lanes.clear()

    def _deliver(self, outcome: _Outcome) -> None:
        self._inbox.append(outcome)
        self._arrived.emit()

    def _empty_inbox(self) -> None:
        while self._inbox:
            self._tell(self._inbox.popleft())

    def _tell(self, outcome: _Outcome) -> None:
        job = outcome.job
        if job.cancelled:
            return
        if outcome.kind is _Kind.PROGRESS:
            job.progressed(outcome.value)
            return
        self.idle_changed.emit()
        if outcome.kind is _Kind.RESULT:
            job.succeeded(outcome.value)
        else:
            job.failed(outcome.value)


class Collector(QObject):
    """Runs the cyclic garbage collector on the UI thread only, and gives freed memory back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._limits = gc.get_threshold()
        self._times = 0
        timer = QTimer(self)
        timer.setInterval(COLLECT_EVERY_MS)
        timer.setTimerType(QtCore.Qt.TimerType.VeryCoarseTimer)
        timer.timeout.connect(self._tend)
        timer.start()

    def _tend(self) -> None:
        self.collect()
        self._times += 1
        if self._times % GIVE_BACK_EVERY == 0:
            give_back()

    def collect(self) -> None:
        """Collect the oldest generation that is due, as the interpreter would have done."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > self._limits[generation]:
                gc.collect(generation)
                return
