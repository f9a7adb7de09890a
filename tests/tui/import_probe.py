"""Whether another thread could import something while this module is imported."""

from __future__ import annotations

from threading import Thread

from tui.workspace.importing import IMPORTING

another_could: list[bool] = []


def _try() -> None:
    free = IMPORTING.acquire(blocking=False)
    if free:
        IMPORTING.release()
    another_could.append(free)


_thread = Thread(target=_try)
_thread.start()
_thread.join()


class Probe:
    """What the route leads to."""
