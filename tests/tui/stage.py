"""The whole program in a test: a data file, an app, keys, and what stands on the screen."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic
from typing import Any, TypeVar

from textual._compositor import Compositor
from textual.events import Key, Ready
from textual.keys import key_to_character
from textual.message import Message
from textual.pilot import Pilot
from textual.widgets import Static
from textual.worker import WorkerCancelled

from storage.opened_files import OpenedFiles
from storage.rescue import RescueFile
from storage.settings.settings import Settings
from storage.store import Store
from triage.changes import Put
from triage.records import Record
from triage.records.base import BaseRecord
from triage.records.codec import parse
from tui.app import GoodTerms
from tui.ui.keybar import KeyBar
from tui.ui.line_list import LineList
from tui.ui.pause import Pause
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

R = TypeVar("R", bound=BaseRecord)

_MOST_ROUNDS = 1000
_MOST_STEPS = 100_000
_A_MOMENT = 0.005
TODAY = date(2026, 3, 13)
"""A Friday."""


def now() -> datetime:
    return datetime(2026, 3, 13, 16, 30, tzinfo=UTC)


def client(name: str = "Northlake Foods", id: str = "north", **fields: Any) -> Record:  # noqa: A002  as the records call it
    """A client whose terms are known."""
    return parse(
        {"kind": "client", "id": id, "name": name, "rate": "75.00", "floor": "50.00", **fields}
    )


def record(kind: str, id: str, client: str = "north", **fields: Any) -> Record:  # noqa: A002  as the records call it
    """A record of a kind; `from_` stands for the field `from`."""
    named = {name.rstrip("_"): value for name, value in fields.items()}
    owner = {} if kind == "payment" else {"client": client}
    return parse({"kind": kind, "id": id, **owner, **named})


def event(id: str, what: str, on: str = "2026-03-10", **fields: Any) -> Record:  # noqa: A002  as the records call it
    return record("event", id, what=what, on=on, **fields)


_draw = Compositor.render_update


def put_off(self: Compositor, full: bool = False, **options: Any) -> Any:
    """Draw a full picture, as for a screenshot, at once; what changed on it, not before `settle`.

    In the place of `Compositor.render_update`, which forgets what has changed when it has drawn it.
    """
    return _draw(self, full, **options) if full else None


def something_can_run() -> bool:
    """Whether the event loop has anything to do that waits for no time, thread or file."""
    return bool(asyncio.get_running_loop()._ready)  # type: ignore[attr-defined]


async def nothing_runs() -> None:
    """Let the others run until all of them wait: nobody has a message left to answer."""
    for _ in range(_MOST_STEPS):
        await asyncio.sleep(0)
        if not something_can_run():
            return
    raise AssertionError("something goes round in circles: the event loop never comes to rest")


@dataclass
class Stage:
    """A running app and its pilot."""

    app: GoodTerms
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press keys, one right after the other, and wait until all they started is drawn."""
        for key in keys:
            self.app.post_message(Key(key, key_to_character(key)))
        await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    async def settle(self) -> None:
        """Wait until no key waits and nothing is left to be loaded, laid out or drawn.

        Pilot's own waiting asks every widget for an answer, several times for each key: half of the
        time of these tests. Here the event loop tells that nobody has anything to do.
        """
        for _ in range(_MOST_ROUNDS):
            with suppress(WorkerCancelled):  # it closed its screen, which cancels what has ended
                await self.app.workers.wait_for_complete()
            await nothing_runs()
            if self.app.return_code is not None:
                return
            self.app.screen._on_timer_update()  # at once what would wait for the next sixtieth
            self._rest()
            if something_can_run() or any(not worker.is_finished for worker in self.app.workers):
                continue
            if not self.app.keys_waiting:
                break
            await asyncio.sleep(_A_MOMENT)  # they wait for something that takes its time
        self._draw()

    def _rest(self) -> None:
        """Whoever looks at the screen pauses: what waits for that is done."""
        # Textual keeps what a timer calls as an argument of what it calls it by.
        timers = [*self.app.screen._timers]
        called = [arg for timer in timers for arg in getattr(timer._callback, "args", ())]
        owners = [getattr(callback, "__self__", None) for callback in called]
        waiting = [owner for owner in owners if isinstance(owner, Pause)]
        for pause in waiting:
            pause.now()

    def _draw(self) -> None:
        """Draw what `put_off` has left undone: a picture that cannot be drawn is a failure."""
        _draw(self.app.screen._compositor, screen_stack=self.app._background_screens)

    async def until(self, there: Callable[[], bool]) -> None:
        """Wait for what comes a moment later, by a timer."""
        for _ in range(200):
            if there():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"it did not come:\n{self.text}")

    @property
    def lines(self) -> list[str]:
        """The screen as text, row by row, toasts included."""
        strips = self.app.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]

    @property
    def text(self) -> str:
        """The screen as one text with single blanks, for sentences that may be wrapped."""
        return " ".join(" ".join(self.lines).split())

    # --- the model of what is drawn: words may change, these do not -----------------------

    @property
    def list(self) -> LineList:
        """The list that has the focus, else the first one."""
        lists = list(self.app.screen.query(LineList))
        return next((lines for lines in lists if lines.has_focus), lists[0])

    def items(self) -> Sequence[Hashable]:
        """What the lines of the list stand for, from top to bottom; headings are left out."""
        return [item.key for item in self.list.items if item.key is not None]

    def drawn(self, key: Hashable) -> str:
        """The text of the line with this key, with single blanks."""
        line = next(item for item in self.list.items if item.key == key)
        return " ".join(line.text.plain.split())

    async def go_to(self, key: Hashable) -> None:
        """Put the cursor on the line with this key, in whichever list of the screen it is."""
        lists = self.app.screen.query(LineList)
        lines = next(
            line_list for line_list in lists if any(item.key == key for item in line_list.items)
        )
        lines.go_to(key)
        lines.focus()
        await self.settle()

    def verdict(self, client_id: str = "north") -> str:
        """The computed verdict of a client, as every screen draws it."""
        return self.app.workspace.overviews[client_id].health.health

    def actions(self) -> set[str]:
        """The actions of the key bars that can run now."""
        entries = (entry for bar in self.app.screen.query(KeyBar) for entry in bar.entries)
        return {entry.action for entry in entries if entry.disabled_reason is None}

    def words(self, selector: str) -> str:
        """The text of one part of the screen, with single blanks."""
        return " ".join(str(self.app.screen.query_one(selector, Static).content).split())

    @property
    def toast(self) -> str:
        """The newest toast."""
        toasts = list(self.app._notifications)
        return toasts[-1].message if toasts else ""

    @property
    def store(self) -> Store:
        return self.app.workspace.store


def stored(store: Store, cls: type[R], id: str) -> R:  # noqa: A002  as the records call it
    """The record of this kind and id, which must be there."""
    record = store.get(cls.kind, id)
    assert isinstance(record, cls)
    return record


async def one_by_one(on: Stage, *keys: str) -> None:
    """Press each key only after what the one before it started is done: threads take their time."""
    for key in keys:
        await on.press(key)


def fill(path: Path, records: Iterable[Record]) -> None:
    """A data file with these records."""
    with Store.open(path, now=now) as store:
        store.apply("Test", [Put(entry) for entry in records])


@asynccontextmanager
async def stage(
    path: Path,
    *records: Record,
    size: tuple[int, int] = (80, 24),
    settings: Settings | None = None,
    settings_file: Path | None = None,
    clock: Callable[[], float] = monotonic,
    opened: OpenedFiles | None = None,
    rescue: RescueFile | None = None,
) -> AsyncIterator[Stage]:
    """The app on `path`, with `records` in it, ready for keys."""
    if records:
        fill(path, records)
    workspace = Workspace(
        path,
        today=TODAY,
        now=now,
        configuration=Configuration(settings_file, settings=settings or Settings()),
        clock=clock,
        opened=opened,
        rescue=rescue,
    )
    app = GoodTerms(workspace)
    drawn = asyncio.Event()

    def watch(message: Message) -> None:
        if isinstance(message, Ready):
            drawn.set()

    async with app.run_test(size=size, notifications=True, message_hook=watch) as pilot:
        ready = Stage(app, pilot)
        while not drawn.is_set():  # the first picture: only then is the counting begun
            await nothing_runs()
            app.screen._on_timer_update()  # at once what would wait for the next sixtieth
            with suppress(TimeoutError):
                await asyncio.wait_for(drawn.wait(), _A_MOMENT)
        for timer in app._timers:  # what they look for, a test looks for when it wants to
            timer.pause()
        await ready.settle()
        try:
            yield ready
        finally:
            app.workspace.close()
