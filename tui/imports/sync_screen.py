"""All sources by one key: a strip over the page that says how far it is, and then what came."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen
from textual.widgets import Static
from typing_extensions import override

from storage.importing.sync import SourceNews
from tui.imports.sync_words import nothing_came, what_came, what_failed, what_waits
from tui.imports.sync_worker import SyncOutcome, SyncWork
from tui.routes import ImportRoute
from tui.ui.base_screen import BaseScreen
from tui.wording.pace import Pace
from tui.wording.safe_text import content, short

_READABLE = 12
"""Seconds for which it is said what came: more lines than of other toasts."""


class SyncScreen(BaseScreen[None], ModalScreen[None]):
    """It closes by itself. A source that has to ask something opens its preview, one after the
    other, when all others are in.
    """

    GROUP = "sync"
    CSS_PATH = "sync_screen.tcss"
    SHOWS_RECORDS = False

    def __init__(self) -> None:
        super().__init__()
        self._work = SyncWork(self)
        self._pace, self._label = Pace(), ""
        self._outcome: SyncOutcome | None = None
        self._asking: list[SourceNews] = []

    @override
    def body(self) -> ComposeResult:
        yield Static("Looking for your sources ...", id="sync-line")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._work.start()

    @on(SyncWork.Counted)
    def _count(self, event: SyncWork.Counted) -> None:
        if event.label != self._label:
            self._pace, self._label = Pace(), event.label
        self._pace.total = event.total or self._pace.total
        far = f"  {self._pace.words(event.rows)}" if event.rows else ""
        line = content(f"Reading {short(event.label, 40)} ...{far}")
        self.query_one("#sync-line", Static).update(line)

    # --- afterwards ---------------------------------------------------------------------

    @on(SyncWork.Ended)
    def _ended(self, event: SyncWork.Ended) -> None:
        self._outcome = event.outcome
        if self.is_active:  # else the help lies above: it is told when that is gone
            self._tell(event.outcome)

    @override
    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self._outcome is not None and not self._asking:
            self._tell(self._outcome)

    def _tell(self, outcome: SyncOutcome) -> None:
        self._outcome = None
        news = outcome.news
        self.host.records_changed()  # also after a look that brought nothing: it was today
        came = what_came(news, self.key_of("everywhere.undo"))
        stopped = (
            "Stopped. What was read before is saved." if came else "Stopped. Nothing was saved."
        )
        parts = [came, stopped if outcome.stopped else what_waits(news)]
        if not any(parts):
            parts = [nothing_came(news, self.workspace.today)]
        if said := "\n".join(filter(None, parts)):
            self.notify_user(said, seconds=_READABLE)
        for failure in what_failed(news):
            self.notify_user(failure, bad=True, seconds=_READABLE)
        if outcome.trouble is not None:
            self.host.trouble(outcome.trouble)
        elif not news and not outcome.stopped:
            key = self.key_in_sentence("clients.import")
            self.notify_user(
                f"There is no source yet. Press {key} on the client list to import a file."
            )
        if not outcome.stopped:
            self._asking = [each for each in news if each.to_ask]
        self._ask_next()

    def _ask_next(self, _: object = None) -> None:
        """The preview of the next source that has to ask something; after the last, the page
        below."""
        if not self._asking:
            self.dismiss()
            return
        news = self._asking.pop(0)
        data, (first, *more) = news.source.configured, news.to_ask
        then = self._asking[0].to_ask[0] if self._asking else None
        route = ImportRoute(first, data.name if data else None, tuple(more), then)
        if self._asking:
            self.open(route, self._ask_next)
        else:
            self.replace(route)

    @override
    def action_leave(self) -> None:
        """Stop; what is in stays in."""
        self._work.stop()
