"""Goodbyes: closing lists, the five questions, lessons, the shelf, and the rules that watch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from typing_extensions import override

from triage.changes import Put
from triage.goodbyes import Goodbye, goodbyes
from triage.lessons.hindsight import false_green_ledger
from triage.records import WatchRule
from triage.watch.rules import dismissed, is_live
from tui.goodbyes.lines import goodbye_sections, headed, past_items, rule_items
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import Item, LineList
from tui.wording.formatting import count
from tui.wording.safe_text import content, padded

_EMPTY = (
    "Nobody is leaving and nobody has left. When somebody does, the closing list, the lesson and "
    "the day to say hello again stand here. {key} makes a rule that watches your clients."
)


class GoodbyesScreen(BaseScreen[None]):
    """One list: those on the way out, the shelf, watch rules, and what had shown early."""

    GROUP = "goodbyes"
    CSS_PATH = "screen.tcss"
    AUTO_FOCUS = "#goodbyes-list"

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Goodbye] = []

    @override
    def body(self) -> ComposeResult:
        yield Static(id="goodbyes-top", classes="title")
        yield Static(classes="rule")
        yield Static(id="goodbyes-empty")
        yield LineList(id="goodbyes-list")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.refresh_from_workspace()

    def on_resize(self) -> None:
        self.refresh_from_workspace()

    @override
    def refresh_from_workspace(self) -> None:
        width = max(20, self.size.width - 3)
        items = list(self._items(width))
        going = sum(one.place == "going" for one in self._found)
        later = sum(one.place == "later" for one in self._found)
        right = f"{going} on the way out, {later} on the shelf"
        top = Content.assemble(
            padded(Content.styled("Goodbyes", "bold"), width - len(right) - 1),
            " ",
            (right, "$quiet"),
        )
        self.query_one("#goodbyes-top", Static).update(top)
        self.query_one(LineList).show(items)
        empty = self.query_one("#goodbyes-empty", Static)
        empty.display = not items
        empty.update(content(_EMPTY.format(key=self.key_of("goodbyes.add"))))

    def _items(self, width: int) -> Iterator[Item]:
        today, book = self.workspace.today, self.workspace.book
        self._found = goodbyes(self.workspace.overviews.values(), today)
        names = {id_: ledger.client.name for id_, ledger in book.ledgers.items()}
        past = false_green_ledger(book.ledgers.values(), today, self.workspace.settings.limits)
        yield from headed(
            [
                *goodbye_sections(self._found, today, width),
                ("Watch rules", rule_items(book, self._firing(), today, width)),
                ("Looking back", past_items(past, names, today, width)),
            ]
        )

    def _firing(self) -> dict[str, list[str]]:
        """Rule id -> the names of the clients it fires for today."""
        found: dict[str, list[str]] = {}
        for one in self.workspace.overviews.values():
            for flag in one.health.flags:
                sort, _, rule = flag.code.partition(":")
                if sort == "RULE":
                    found.setdefault(rule, []).append(one.name)
        return found

    # --- the line at hand ---------------------------------------------------------------

    def _at_hand(self) -> tuple[str, str]:
        sort, _, id_ = (self.query_one(LineList).current or "").partition(":")
        return sort, id_

    @override
    def selected_client_id(self) -> str | None:
        sort, id_ = self._at_hand()
        return id_ if sort in ("client", "past") and id_ in self.workspace.overviews else None

    def _rule(self) -> WatchRule | None:
        sort, id_ = self._at_hand()
        rules = self.workspace.book.watch_rules if sort == "rule" else ()
        return next((rule for rule in rules if rule.id == id_), None)

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        rule = self._rule()
        if (
            action in ("checklist", "lesson", "message", "note")
            and self.selected_client_id() is None
        ):
            return "Put the cursor on a client first."
        if action in ("wave_away", "retire"):
            if rule is None:
                return "Put the cursor on a watch rule first."
            if not is_live(rule, self.workspace.today, self.workspace.book.reviews):
                return "This rule watches no more."
        if action == "wave_away" and rule is not None and rule.id not in self._firing():
            return "This rule fires for nobody now: there is nothing to dismiss."
        if action == "open" and not self.query_one(LineList).current:
            return "There is nothing to open yet."
        return None

    @on(OptionList.OptionHighlighted)
    def _cursor_moved(self) -> None:
        self.show_keys()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """The client, the lesson of a look back, or the rule."""
        if self.blocked("open"):
            return
        sort, id_ = self._at_hand()
        rule = self._rule()
        if rule is not None:
            from tui.goodbyes.watch_rule_screen import WatchRuleScreen

            self.app.push_screen(WatchRuleScreen(rule=rule))
        elif sort == "past":
            self.action_lesson()
        elif id_ in self.workspace.overviews:
            from tui.client.screen import ClientScreen

            self.app.push_screen(ClientScreen(id_))

    def action_lesson(self) -> None:
        """The lesson of this ending."""
        if (client := self.client_for("lesson")) is not None:
            from tui.goodbyes.lesson_screen import LessonScreen

            self.app.push_screen(LessonScreen(client))

    def action_add(self) -> None:
        """A new watch rule."""
        from tui.goodbyes.watch_rule_screen import WatchRuleScreen

        self.app.push_screen(WatchRuleScreen())

    def action_wave_away(self) -> None:
        """Its hit means nothing here; the third time the rule retires."""
        rule = self._rule()
        if self.blocked("wave_away") or rule is None:
            return
        changed = dismissed(rule, self.workspace.today)
        said = f"Dismissed, {count(len(changed.dismissed), 'time')} by now"
        if changed.retired_on is not None:
            said = "Dismissed for the last time: the rule retires"
        self._change(rule, changed, said)

    def action_retire(self) -> None:
        """The rule watches no more."""
        rule = self._rule()
        if not self.blocked("retire") and rule is not None:
            self._change(
                rule, replace(rule, retired_on=self.workspace.today), "The rule watches no more"
            )

    def _change(self, rule: WatchRule, changed: WatchRule, said: str) -> None:
        self.write(f"Watch rule: {said.lower()}", Put(changed, was=rule), said=said)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()
