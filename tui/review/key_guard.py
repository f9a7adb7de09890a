"""A card takes no key before it is painted, and none in the moment after."""

from __future__ import annotations

from collections.abc import Callable

SETTLES = 0.15
"""Seconds after a card is painted in which keys were meant for the one before; seed rule."""


class Guard:
    """`clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._painted_at: float | None = None

    def another_card(self) -> None:
        """Another card is being drawn."""
        self._painted_at = None

    def painted(self) -> None:
        """It is on the screen."""
        self._painted_at = self._clock()

    @property
    def takes_keys(self) -> bool:
        """Whether a key can be meant for this card."""
        return self._painted_at is not None and self._clock() - self._painted_at >= SETTLES
