"""Back and forward: the places a reader jumped from. Without Qt."""

from __future__ import annotations

from dataclasses import dataclass, field

from reader.ui.places import Place

LONGEST = 200


@dataclass(slots=True)
class History:
    """Places behind and ahead of the one in sight."""

    _behind: list[Place] = field(default_factory=list)
    _ahead: list[Place] = field(default_factory=list)

    def left(self, place: Place) -> None:
        """The reader jumped away from `place`; what was ahead is forgotten."""
        if not self._behind or self._behind[-1] != place:
            self._behind.append(place)
            del self._behind[:-LONGEST]
        self._ahead.clear()

    def back(self, here: Place | None) -> Place | None:
        """The place to go back to from `here`, or None."""
        return self._move(self._behind, self._ahead, here)

    def forward(self, here: Place | None) -> Place | None:
        """The place to go forward to from `here`, or None."""
        return self._move(self._ahead, self._behind, here)

    @property
    def can_go_back(self) -> bool:
        return bool(self._behind)

    @property
    def can_go_forward(self) -> bool:
        return bool(self._ahead)

    @staticmethod
    def _move(source: list[Place], target: list[Place], here: Place | None) -> Place | None:
        if not source:
            return None
        if here is not None:
            target.append(here)
        return source.pop()
