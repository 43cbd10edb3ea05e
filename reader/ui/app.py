"""The start of the window, in the order that shows the first article soonest.

Before Qt: what would make it abort. Then the settings, the window and one article, read
straight from its file. Everything else (tree, index, notes, translations of Qt's own
dialogs, log) comes in steps after the first paint.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from reader.errors import UsageError
from reader.paths import DataPaths
from reader.ui import preflight


def run(
    data: DataPaths,
    *,
    folders: Sequence[Path] = (),
    paths: Sequence[str] = (),
    until_painted: bool = False,
) -> int:
    """Open the window and return the exit code when it closes.

    `folders` are the collection (default: the user's own, else the bundled articles);
    `paths` are folders or articles to open now. With `until_painted` the program ends as
    soon as the first article has been painted. Raises UsageError where no window can open.
    """
    complaint = preflight.complaint()
    if complaint:
        raise UsageError(complaint)
    preflight.choose_input_method()
    gc.disable()  # loading makes much and drops nothing; `jobs.Collector` collects later on

    from reader.ui.program import Program  # Qt, only now that it can be loaded

    program = Program(data, folders, paths, until_painted=until_painted)
    return program.run(sys.argv[:1])
