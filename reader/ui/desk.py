"""What every pane is given: paths, settings, jobs, look and library, in one plain object.

The library opens its index and notes at their first use; nothing here touches them
before the first article is painted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.library import Library
    from reader.paths import DataPaths
    from reader.ui.jobs import Jobs
    from reader.ui.settings import Settings
    from reader.ui.theme import Look


@dataclass(slots=True)
class Desk:
    """The things on the desk. Panes keep this object and ask it; they do not know each other.

    `library` is another one after the user added or removed a folder: ask for it each time.
    """

    paths: DataPaths
    settings: Settings
    jobs: Jobs
    look: Look
    library: Library
