"""A virtual screen with the real program on it, driven as a person drives it: keys and eyes.

Needs Xvfb and xdotool. There is no window manager, so a window is given the keyboard by hand.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeVar

Found = TypeVar("Found")

GRAB = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
app.primaryScreen().grabWindow(0).save(sys.argv[1])
"""


def missing() -> list[str]:
    """The programs a screen needs that are not here."""
    return [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]


class Screen:
    """A display of its own; `environment` is what a program on it needs."""

    def __init__(self, environment: dict[str, str], pictures: Path) -> None:
        self.environment = environment
        self._pictures = pictures

    def start(self, *arguments: str, log: IO[bytes]) -> subprocess.Popen[bytes]:
        """Start the program as a person would."""
        return subprocess.Popen(
            [sys.executable, "-m", "reader", *arguments],
            env=self.environment, stdout=log, stderr=log,
        )  # fmt: skip

    def xdotool(self, *words: str) -> str:
        done = subprocess.run(
            ["xdotool", *words], env=self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def windows(self, name: str) -> list[str]:
        """The visible windows whose title matches."""
        return self.xdotool("search", "--onlyvisible", "--name", name).split()

    def wait_for_window(self, name: str, seconds: float = 30) -> str:
        """The window with this title, with the keyboard."""
        window = until(lambda: self.windows(name)[-1:], f"a window named {name}", seconds)[0]
        self.xdotool("windowfocus", window)
        time.sleep(0.3)
        return window

    def press(self, *keys: str) -> None:
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)
            time.sleep(0.15)

    def type(self, text: str) -> None:
        self.xdotool("type", "--delay", "30", text)
        time.sleep(0.15)

    def picture(self, name: str) -> Path:
        """What is on the screen now, as a PNG."""
        path = self._pictures / f"{name}.png"
        subprocess.run(
            [sys.executable, "-c", GRAB, str(path)], env=self.environment, check=True,
            capture_output=True,
        )  # fmt: skip
        return path


@contextlib.contextmanager
def virtual_screen(
    data: Path, pictures: Path, size: str = "1400x900x24", **extra: str
) -> Iterator[Screen]:
    """A fresh display whose programs keep their data in `data`."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = re.sub(r"\D", "", pipe.readline())
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb",
                       "JIANBAO_DATA_DIR": str(data), **extra}  # fmt: skip
        yield Screen(environment, pictures)
    finally:
        server.terminate()
        server.wait()


def until(look: Callable[[], Found], what: str, seconds: float = 20) -> Found:
    """What `look` finds, as soon as it finds something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"waited {seconds} s in vain for {what}")
