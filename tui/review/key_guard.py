"""A card takes no key before it is painted, and none in the moment after."""

from __future__ import annotations

from collections.abc import Callable

SETTLES = 0.15
"""Seconds after a card is painted in which keys were meant for the one before; seed rule."""
PAUSE = 0.7
"""Seconds without a key after which a number that was dropped is over; seed rule."""


class Guard:
    """`clock` gives seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._painted_at: float | None = None
        self._number_at: float | None = None

    def another_card(self) -> None:
        """Another card is being drawn."""
        self._painted_at = None

    def painted(self) -> None:
        """It is on the screen."""
        self._painted_at = self._clock()
        if self._number_at is not None:
            self._number_at = self._painted_at

    @property
    def takes_keys(self) -> bool:
        """Whether a key can be meant for this card."""
        return self._painted_at is not None and self._clock() - self._painted_at >= SETTLES

    def drops(self, *, of_number: bool = False) -> bool:
        """Whether the key pressed now is dropped. After a digit `of_number`, so is what follows it
        without a pause: a number is taken whole or not at all, "20" never as "0".
        """
        now = self._clock()
        follows = self._number_at is not None and now - self._number_at < PAUSE
        dropped = follows or not self.takes_keys
        self._number_at = now if dropped and (follows or of_number) else None
        return dropped

    @property
    def drops_number(self) -> bool:
        """Whether what was dropped last belongs to a number."""
        return self._number_at is not None
