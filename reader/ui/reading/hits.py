"""A row of places in one article and the one the reader is at. Without Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from reader.ui.places import Place
from reader.ui.reading.layers import Layer, Mark, layer_of


@dataclass(slots=True)
class Hits:
    """Places in reading order; `current` is an index, -1 before the first step."""

    kind: str
    places: list[Place] = field(default_factory=list)
    current: int = -1

    def fill(self, places: Iterable[Place]) -> None:
        """Take other places; none of them is the current one."""
        self.places = sorted(places, key=_order)
        self.current = -1

    def here(self) -> Place | None:
        """The current place."""
        return self.places[self.current] if 0 <= self.current < len(self.places) else None

    def step(self, by: int) -> bool:
        """Go on (1) or back (-1); False at the ends."""
        if not 0 <= self.current + by < len(self.places):
            return False
        self.current += by
        return True

    def seek(self, place: Place) -> None:
        """Make the first place at or behind `place` the current one, else the last."""
        behind = (at for at, hit in enumerate(self.places) if _order(hit) >= _order(place))
        self.current = next(behind, len(self.places) - 1)

    def settle(self, block: int, offset: int) -> None:
        """Make the hit that begins at a clean offset the current one, if there is one."""
        found = (at for at, hit in enumerate(self.places) if _order(hit) == (block, offset))
        self.current = next(found, -1)

    def layer(self) -> Layer:
        """The places as marks, the current one set apart."""
        return layer_of(
            (
                place.block or 0,
                Mark(
                    place.start,
                    place.start + 1 if place.end is None else place.end,
                    f"{self.kind}.current" if at == self.current else self.kind,
                ),
            )
            for at, place in enumerate(self.places)
        )


def _order(place: Place) -> tuple[int, int]:
    return place.block or 0, place.start
