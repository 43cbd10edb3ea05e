"""The command line: the first skin over the library. It starts without Qt."""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line on `arguments` (default: the program's own); return the exit code.

    Opening the window is what people wait for: it goes past the command line's own library,
    which takes as long to load as an article takes to be painted.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    from reader.cli.opening import Opening

    opening = Opening.asked_by(words)
    if opening is not None:
        return opening.carry_out()
    from reader.cli.app import run

    return run(words)
