"""Importing this keeps the window alive where a method that Qt calls fails, before Python 3.12.

Such a method may be called from within a call of ours into Qt. PySide (6.8 to 6.11) then reads
the arguments of the exception. Up to Python 3.11 one raised by the interpreter itself, such as
an IndexError, is not an object until something handles it: PySide reads memory that is none,
and the process ends instead of the fault being reported. So every method of ours that takes
the place of one of Qt's handles what it raises, and raises it again. Import it before the
classes that are to be watched.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from PySide6.QtCore import QObject

_SHORT_NAMES = frozenset(
    ("accept", "data", "done", "event", "flags", "index", "match", "paint", "parent", "reject")
)


def _handled(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def called(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except BaseException:  # handled is enough: it is an object now
            raise

    return called


def _watched(cls: type[QObject], **named: Any) -> None:
    """Every class made from one of Qt's passes here. Names in camelCase are Qt's."""
    super(QObject, cls).__init_subclass__(**named)
    for name, value in list(vars(cls).items()):
        theirs = name in _SHORT_NAMES or not (name.islower() or name.startswith("_"))
        if theirs and isinstance(value, FunctionType):
            setattr(cls, name, _handled(value))


if sys.version_info < (3, 12):
    QObject.__init_subclass__ = classmethod(_watched)  # type: ignore[assignment]
