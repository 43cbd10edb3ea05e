"""Processes that work on a data directory, tell what was acknowledged, and get killed.

A victim is a function of `(paths, acknowledge)`; what it passes to `acknowledge` after a
call has returned must be there after the kill.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from reader.paths import DataPaths

Acknowledge = Callable[[Any], None]
Victim = Callable[[DataPaths, Acknowledge], None]


def killed(victim: Victim, paths: DataPaths, seconds: float) -> list[Any]:
    """Run a victim in a process of its own, kill -9 it, and return what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _suffer(victim, paths, writing)
    os.close(writing)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().split(b"\n")[:-1]
    told = [json.loads(line) for line in lines]
    failed = [each for each in told if isinstance(each, dict) and "traceback" in each]
    assert not failed, failed[0]["traceback"]
    return told


def _suffer(victim: Victim, paths: DataPaths, writing: int) -> None:
    """The child's whole life: it never returns to the test that forked it."""

    def tell(what: Any) -> None:
        os.write(writing, json.dumps(what).encode() + b"\n")

    try:
        victim(paths, tell)
        tell("end")
    except BaseException:  # noqa: BLE001  (whatever it was, the test must hear of it)
        import traceback

        tell({"traceback": traceback.format_exc()[-3000:]})
    finally:
        os._exit(0)


def moments(rng: Random, count: int, longest: float) -> Iterator[float]:
    """Random moments for kills, half of them early, where starting and migrating happen."""
    for number in range(count):
        yield rng.uniform(0, longest / 5 if number % 2 else longest)


def files_of(folder: Path) -> list[Path]:
    """Every file under a folder that holds something, by name."""
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.stat().st_size)
