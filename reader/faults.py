"""The report of a fault of the program: where it happened, never what was being read.

Types, files, functions and lines only: an exception's own words may hold the text of an
article or a note, so they stay out of what is logged and copied.
"""

from __future__ import annotations

import platform
import traceback
from pathlib import Path
from types import TracebackType

from reader import __version__


def report(kind: type[BaseException], trace: TracebackType | None, *versions: str) -> str:
    """Versions (`versions` are more of them) and the way to the fault, a line each."""
    frames = [
        f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    known = [f"Jianbao {__version__}", *versions, f"Python {platform.python_version()}"]
    head = " · ".join([*known, platform.platform()])
    return "\n".join([head, *frames, f"{kind.__module__}.{kind.__qualname__}"])
