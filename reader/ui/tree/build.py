"""The branches of the tree for what is wanted: filtered, ordered, grouped. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.ui.tree.model import Entry, Group, Order, arranged, branches
from reader.ui.tree.pinyin import matcher


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the tree is to show. `build` is pure and runs on a worker."""

    entries: Sequence[Entry]
    leaves: Sequence[Group]
    order: Order
    text: str

    def build(self) -> tuple[str, tuple[Group, ...]]:
        """The filter text and the branches."""
        entries = arranged(self._passing(), self.order)
        leaves = () if self.text else self.leaves
        return self.text, (*branches(entries), *leaves)

    def _passing(self) -> Sequence[Entry]:
        if not self.text:
            return self.entries
        named = [(entry, f"{entry.title} {entry.series} {entry.key}") for entry in self.entries]
        holds = matcher(self.text, "".join(name for _, name in named))
        return [entry for entry, name in named if holds(name)]
