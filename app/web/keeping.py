"""Keeping what was computed, by its content alone, until too much is held."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Kept(Generic[V]):
    """Values by key, the least recently used dropped when they take too many bytes.

    >>> kept = Kept(10)
    >>> kept.put("a", "A", 6), kept.put("b", "B", 6)
    (None, None)
    >>> kept.get("a"), kept.get("b"), kept.bytes
    (None, 'B', 6)
    """

    def __init__(self, most_bytes: int, most: int | None = None) -> None:
        self.most_bytes = most_bytes
        self.most = most
        self.bytes = 0
        self._held: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Return how many values are held."""
        return len(self._held)

    def get(self, key: Hashable) -> V | None:
        """Return a value that is held, which is then the last to be dropped."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: Hashable, value: V, size: int) -> None:
        """Hold a value of so many bytes; one that is larger than all room is not held."""
        with self._lock:
            if key in self._held:
                self.bytes -= self._held.pop(key)[1]
            if size > self.most_bytes:
                return
            self._held[key] = value, size
            self.bytes += size
            while self.bytes > self.most_bytes or len(self._held) > (self.most or len(self._held)):
                _, (_, dropped) = self._held.popitem(last=False)
                self.bytes -= dropped
