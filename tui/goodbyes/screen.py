"""Goodbyes: closing lists, the five questions, lessons, the shelf, and the rules that watch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList
from typing_extensions import override

from triage.changes import Put
from triage.clients.goodbyes import Goodbye, goodbyes
from triage.lessons.hindsight import false_green_ledger
from triage.records import WatchRule
from triage.watch.rules import dismissed, is_live
from tui.goodbyes.lines import HindsightKey, goodbye_sections, past_items, rule_items
from tui.goodbyes.watch_rule_screen import WatchRuleScreen
from tui.routes import ClientRoute, LessonRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.client_glance import ClientGlance
from tui.ui.line_keys import ClientKey, RecordKey
from tui.ui.line_list import Item, headed
from tui.ui.list_pane import ListPane
from tui.wording.formatting import count

_EMPTY = (
    "Nobody is leaving or has left. When a client leaves, their closing checklist, your lesson "
    "and a date to say hello again appear here. {key} adds a watch rule: it warns of early signs."
)


class GoodbyesScreen(BaseScreen[None]):
    """One list: those leaving, the shelf, watch rules, and what had shown early."""

    GROUP = "goodbyes"

    def __init__(self) -> None:
        super().__init__()
        self.list_pane = self._pane = ListPane(self.refresh_from_workspace, self.action_open)
        self._glance = ClientGlance()

    @override
    def body(self) -> ComposeResult:
        yield from super().body()
        yield self._glance

    @override
    def refresh_from_workspace(self) -> None:
        partings = goodbyes(self.workspace.overviews.values(), self.workspace.today)
        going = sum(goodbye.place == "going" for goodbye in partings)
        later = sum(goodbye.place == "later" for goodbye in partings)
        self._pane.show(
            Content.styled("Leaving and past clients", "bold"),
            self._items(partings, self._pane.width),
            right=Content.styled(f"{going} leaving, {later} past", "$quiet"),
            empty=_EMPTY.format(key=self.key_of("goodbyes.add")),
        )
        self._show_glance()

    def _show_glance(self) -> None:
        overview = self.workspace.overviews.get(self.selected_client_id() or "")
        self._glance.show(overview, self.workspace.look.glyphs, self._pane.rows)

    def _items(self, partings: list[Goodbye], width: int) -> Iterator[Item]:
        today, book = self.workspace.today, self.workspace.book
        names = {id_: ledger.client.name for id_, ledger in book.ledgers.items()}
        past = false_green_ledger(book.ledgers.values(), today, self.workspace.settings.limits)
        return headed(
            [
                *goodbye_sections(partings, today, width),
                ("Watch rules", rule_items(book, self._firing(), today, width)),
                ("Looking back", past_items(past, names, today, width)),
            ]
        )

    def _firing(self) -> dict[str, list[str]]:
        """Rule id -> the names of the clients it fires for today."""
        names: dict[str, list[str]] = {}
        for overview in self.workspace.overviews.values():
            for flag in overview.health.flags:
                sort, _, rule = flag.code.partition(":")
                if sort == "RULE":
                    names.setdefault(rule, []).append(overview.name)
        return names

    # --- the line at hand ---------------------------------------------------------------

    @override
    def selected_client_id(self) -> str | None:
        match self._pane.lines.current:
            case ClientKey(id_) | HindsightKey(id_) if id_ in self.workspace.overviews:
                return id_
        return None

    def _rule(self) -> WatchRule | None:
        current = self._pane.lines.current
        rules = self.workspace.book.watch_rules
        return next((rule for rule in rules if RecordKey.of(rule) == current), None)

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        rule = self._rule()
        if (
            action in ("checklist", "lesson", "message", "note")
            and self.selected_client_id() is None
        ):
            return "Move to a client first."
        if action in ("wave_away", "retire"):
            if rule is None:
                return "Move to a watch rule first."
            if not is_live(rule, self.workspace.today, self.workspace.book.reviews):
                return "This rule is switched off."
        if action == "wave_away" and rule is not None and rule.id not in self._firing():
            return "This rule has no alert now, so there is nothing to dismiss."
        if action == "open" and self._pane.lines.current is None:
            return "There is nothing to open yet."
        return None

    @on(OptionList.OptionHighlighted)
    def _cursor_moved(self) -> None:
        self.show_keys()
        self._show_glance()

    def action_open(self) -> None:
        """The client, the lesson of a look back, or the rule."""
        if self.blocked("open"):
            return
        rule = self._rule()
        if rule is not None:
            self.app.push_screen(WatchRuleScreen(rule=rule))
        elif isinstance(self._pane.lines.current, HindsightKey):
            self.action_lesson()
        elif (client := self.selected_client_id()) is not None:
            self.open(ClientRoute(client))

    def action_lesson(self) -> None:
        """The lesson of this ending."""
        self.open_for_client("lesson", LessonRoute)

    def action_add(self) -> None:
        """A new watch rule."""
        self.app.push_screen(WatchRuleScreen())

    def action_wave_away(self) -> None:
        """Its hit means nothing here; the third time the rule retires."""
        rule = self._rule()
        if self.blocked("wave_away") or rule is None:
            return
        changed = dismissed(rule, self.workspace.today)
        words = f"Dismissed ({count(len(changed.dismissed), 'time')} so far)"
        if changed.retired_on is not None:
            words = "Dismissed; the rule is now switched off"
        self._change(rule, changed, words)

    def action_retire(self) -> None:
        """The rule is switched off."""
        rule = self._rule()
        if not self.blocked("retire") and rule is not None:
            self._change(
                rule, replace(rule, retired_on=self.workspace.today), "The rule is switched off"
            )

    def _change(self, rule: WatchRule, changed: WatchRule, words: str) -> None:
        self.write(f"Watch rule: {words.lower()}", Put(changed, was=rule), message=words)
