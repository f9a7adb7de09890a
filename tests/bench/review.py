"""`python -m tests.bench.review`: opening the review and each next card, with two hundred clients.

Printed as ratios to drawing the Clients list once more, and in milliseconds of this machine.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from textual.screen import Screen

from storage.settings.settings import Settings
from storage.store import Store
from tests.bench.fifty import fifty_clients
from triage.changes import Put, Remove
from triage.clients.overview import overviews
from triage.review.queue import queue
from triage.review.session import begin, finished
from tui.app import GoodTerms
from tui.clients.screen import ClientsScreen
from tui.review.opening_screen import OpeningScreen
from tui.review.screen import ReviewScreen
from tui.ui.input_dialog import InputDialog
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

CLIENTS, TODAY, LAST = 200, date(2026, 3, 13), date(2026, 3, 6)
ROUNDS, CARDS = 9, 20


def fill(path: Path) -> None:
    """Two hundred clients, their last review a week ago, nobody in danger."""
    with Store.open(path, now=datetime.now) as store:
        records = fifty_clients(TODAY, CLIENTS)
        store.import_batch("clients", file="bench", fingerprint="", new=records)
        book = store.book()
        incidents = [
            e for ledger in book.ledgers.values() for e in ledger.event if e.what == "incident"
        ]
        store.apply("calm", [Remove("event", event.id) for event in incidents])
        last = finished(begin("last", LAST), overviews(book, LAST), LAST)
        store.apply("last", [Put(replace(last, on=LAST))])


async def painted(app: GoodTerms, act: Callable[[], object]) -> float:
    """Milliseconds from a key's action until the screen it leads to is painted."""
    done = asyncio.Event()
    start = perf_counter()
    act()
    await asyncio.sleep(0)
    screen: Screen[object] = app.screen
    screen.call_after_refresh(done.set)
    await done.wait()
    return (perf_counter() - start) * 1000


async def measure(path: Path) -> dict[str, list[float]]:
    """The times of each kind of picture."""
    clock = itertools.count()
    workspace = Workspace(
        path,
        today=TODAY,
        now=datetime.now,
        configuration=Configuration(settings=Settings()),
        clock=lambda: next(clock),
    )
    app = GoodTerms(workspace)
    seconds: dict[str, list[float]] = {"list": [], "open": [], "card": []}
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        clients = app.screen
        assert isinstance(clients, ClientsScreen)
        for _ in range(ROUNDS):
            seconds["list"].append(await painted(app, clients.refresh_from_workspace))
        for _ in range(ROUNDS):
            seconds["open"].append(await painted(app, clients.action_review))
            await pilot.pause()
            await pilot.press("q")
        clients.action_review()
        await pilot.pause()
        if isinstance(app.screen, OpeningScreen):
            await pilot.press("enter")
            await pilot.pause()
        for _ in range(CARDS):
            review = app.screen
            assert isinstance(review, ReviewScreen)
            take = (
                review.action_good if review.flow.overview.verdict == "good" else review.action_hold
            )
            before = review.flow.card
            took = await painted(app, take)
            await pilot.pause()
            if review.flow.card != before:
                seconds["card"].append(took)
            else:
                await pilot.press("z", "1")
                if isinstance(app.screen, InputDialog):
                    await pilot.press(*"they are away", "enter")
    workspace.close()
    return seconds


def queue_beside_health(path: Path) -> float:
    """How long the queue takes, as a part of judging everybody."""
    with Store.open(path, now=datetime.now) as store:
        book = store.book()
    judging, queueing = [], []
    for _ in range(ROUNDS):
        start = perf_counter()
        by_client = overviews(book, TODAY)
        judged = perf_counter()
        queue(by_client, book.reviews, TODAY, TODAY.weekday())
        judging.append(judged - start)
        queueing.append(perf_counter() - judged)
    return median(queueing) / median(judging)


def main() -> int:
    """Print the numbers; there is nothing to fail."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.db"
        fill(path)
        part = queue_beside_health(path)
        seconds = asyncio.run(measure(path))
    times = {name: median(taken) for name, taken in seconds.items()}
    for name, words in (
        ("list", "the Clients list again"),
        ("open", "opening the review"),
        ("card", f"the next card ({len(seconds['card'])} of them)"),
    ):
        ratio = times[name] / times["list"]
        sys.stdout.write(f"{words:<32}{times[name]:8.1f} ms{ratio:8.2f} x\n")
    sys.stdout.write(f"the queue beside judging everybody {part:19.2f} x\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
