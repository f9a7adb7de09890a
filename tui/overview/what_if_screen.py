"""What if I let this client go: the figures, and the gentler ways beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static
from typing_extensions import override

from triage.changes import Put
from triage.clients.what_if import LOOK_AGAIN_DAYS, Without, without
from triage.fields.days import Day
from triage.fields.numbers import Amount
from triage.health.windows import shift
from triage.records import Action
from tui.overview.what_if_lines import verdict, what_if_text
from tui.routes import ChecklistRoute, ClientRoute, DecideRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import ask_value
from tui.ui.line_list import Item, LineList
from tui.ui.screen_parts import ShownClient
from tui.wording.formatting import dated, health_word
from tui.wording.safe_text import both_ends, content, hanging, short

_MONEY = Amount(low=0)
_QUESTIONS = {
    "monthly_costs": "What do you need per month, including business and living costs? ({})",
    "savings": "How much do you have in savings to live on? ({})",
}


class WhatIfScreen(BaseScreen[None]):
    """Shows whether there is room to decide freely. It ends nothing."""

    GROUP = "what_if"
    CSS_PATH = "what_if_screen.tcss"
    AUTO_FOCUS = "#what-if-list"

    def __init__(self, client_id: str) -> None:
        super().__init__()
        self._client = ShownClient(self, client_id, self._draw)

    # --- drawing ------------------------------------------------------------------------

    @override
    def body(self) -> ComposeResult:
        yield Static(id="what-if-top", classes="title")
        yield Static(classes="rule")
        with VerticalScroll(id="what-if-text", can_focus=False):
            yield Static(id="what-if-facts")
        yield Static(id="what-if-verdict")
        yield LineList(self.action_go, id="what-if-list")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        settings = self.workspace.settings
        if settings.monthly_costs is None and not self.workspace.costs_asked:
            self.workspace.costs_asked = True
            self.call_after_refresh(self.action_money)  # over the page, not over nothing

    def _draw(self) -> None:
        overview = self._client.overview
        gone, name = self._without(), short(overview.name, 40)
        width = max(20, self.size.width - 3)
        health = overview.health.health
        right = health_word(health, self.workspace.settings.glyphs)
        title = Content.assemble(("What if I part ways?", "bold"), f"  {name}")
        self.query_one("#what-if-top", Static).update(
            both_ends(title, Content.styled(right, f"$health-{health}"), width)
        )
        names = {id_: other.name for id_, other in self.workspace.overviews.items()}
        change = self.key_of("what_if.money")
        self.query_one("#what-if-facts", Static).update(
            what_if_text(gone, names, self.workspace.settings.limits, change, width)
        )
        sentence, then = verdict(gone, name)
        self.query_one("#what-if-verdict", Static).update(
            Content.assemble((sentence, "bold"), f"\n{then}")
        )
        self.query_one(LineList).show(self._items(gone, width))

    def _without(self) -> Without:
        settings = self.workspace.settings
        return without(
            self._client.client_id,
            self.workspace.overviews,
            self.workspace.today,
            savings=settings.savings,
            monthly_costs=settings.monthly_costs,
            replace_months=settings.replace_months,
            limits=settings.limits,
        )

    def _items(self, gone: Without, width: int) -> list[Item]:
        titles = {id_: screen.title for id_, screen in self.workspace.playbook.screens.items()}
        last = (
            ("part", f"{titles['part']}: open the guided page")
            if gone.fits
            else ("prepare", "Prepare first: the checklist before you part ways")
        )
        choices = (
            ("renegotiate", f"{titles['renegotiate']} with them"),
            (
                "redirect",
                f"{titles['redirect']}: a smaller service or another provider",
            ),
            last,
            ("again", f"Decide later: in {LOOK_AGAIN_DAYS} days, or on a date you choose"),
        )
        return [
            Item(key, hanging(Content.styled(f"{n}  ", "$accent bold"), content(text), width))
            for n, (key, text) in enumerate(choices, start=1)
        ]

    # --- keys ---------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        digit = event.character or ""
        if digit.isdecimal() and 1 <= int(digit) <= self.query_one(LineList).option_count:
            event.stop()
            self.action_choose(int(digit))

    def action_choose(self, number: int) -> None:
        """Go one of the ways by its number."""
        self.query_one(LineList).highlighted = number - 1
        self.action_go()

    def action_go(self) -> None:
        """Go the way under the cursor."""
        match self.query_one(LineList).current:
            case "again":
                self._ask_day()
            case "prepare":
                self.open(ChecklistRoute(self._client.client_id, "prepare"))
            case "part" if self._from_goodbye:
                self.dismiss()
            case str(screen):
                self.open(DecideRoute(self._client.client_id, screen=screen))

    @property
    def _from_goodbye(self) -> bool:
        """Whether the guided goodbye waits below: it asked whether there is room for it."""
        below = self.app.screen_stack[-2]
        return isinstance(below, BaseScreen) and below.GROUP == "decide"

    def action_open(self) -> None:
        """Open the client."""
        self.open(ClientRoute(self._client.client_id))

    # --- a day to look again ------------------------------------------------------------

    def _ask_day(self) -> None:
        today = self.workspace.today
        ask_value(
            self,
            "Check again on which date?",
            Day(ahead=True, earliest=shift(today, 1)),
            self.workspace.typing(),
            self._look_again,
            typed=shift(today, LOOK_AGAIN_DAYS).isoformat(),
        )

    def _look_again(self, day: date) -> None:
        today, name = self.workspace.today, self.name_of(self._client.client_id)
        action = Action(
            id=str(uuid4()),
            client=self._client.client_id,
            on=today,
            text="Check again whether you can afford to lose them",
            due=day,
        )
        sentence = f"You will check again on {dated(day, today)}"
        if self.write(f"{name}: check again later", Put(action), message=sentence):
            self.dismiss()

    # --- costs and savings --------------------------------------------------------------

    def action_money(self) -> None:
        """Tell what a month costs and what is put by; kept in the settings."""
        self._ask_money("monthly_costs", lambda: self._ask_money("savings", lambda: None))

    def _ask_money(self, key: str, then: Callable[[], None]) -> None:
        stored = getattr(self.workspace.settings, key)

        def answered(money: Decimal | None) -> None:
            if self.change_setting(key, money):
                then()

        currency = self._without().currency
        ask_value(
            self,
            _QUESTIONS[key].format(currency),
            _MONEY,
            self.workspace.typing(currency),
            answered,
            typed="" if stored is None else _MONEY.format(stored),
            empty="Stays on this computer, in the settings. Enter to skip",
        )
