"""A watch rule: what it says, when, and for whom it would have fired in the last half year."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import ClassVar
from uuid import uuid4

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from typing_extensions import override

from triage.changes import Put
from triage.health.windows import shift
from triage.lessons.starters import starters
from triage.records import WatchRule
from triage.watch.grammar import BadRule
from triage.watch.rules import EXPIRES_AFTER, NARROW_ABOVE, PREVIEW_DAYS, RulePreview, preview
from tui.ui.base_screen import BaseScreen
from tui.ui.field import TextInput
from tui.ui.line_list import Item, LineList
from tui.ui.pause import Pause
from tui.ui.remark import Remark
from tui.wording.safe_text import hanging, padded, safe, short

LEAST_SENTENCE = 10
"""Characters; what a flag says must mean something in half a year."""
_LOOKED_AFTER = 0.3
"""Seconds without a key after which the last half year is looked through."""
_MOST_NAMES = 6
_FIELDS = {"sentence": "Message", "when": "When"}
_GRAMMAR = (
    "count(price_ask, 56) >= 2   flag(PAY_LATE) >= 1   metric(er28) < 60   age(first60)   "
    "joined by “and”, at most three"
)


class WatchRuleScreen(BaseScreen[str | None]):
    """A new rule (of a lesson, when there is one) or an old one to change; answers with its id."""

    GROUP = "rule"
    CSS_PATH = "watch_rule_screen.tcss"
    TYPING = True
    AUTO_FOCUS: ClassVar[str | None] = "#rule-list"

    def __init__(self, rule: WatchRule | None = None, lesson: str | None = None) -> None:
        super().__init__()
        self._rule = rule
        self._lesson = lesson
        # Made before the first try: a save that is tried again lands once.
        self._new_id = str(uuid4())
        self._typing = Pause(self, self._look, _LOOKED_AFTER)
        self._remark = Remark(id="rule-said")

    @override
    def body(self) -> ComposeResult:
        yield Static(id="rule-top", classes="title")
        yield Static(classes="rule")
        for name, label in _FIELDS.items():
            with Horizontal(classes="rule-line"):
                yield Static(label, classes="rule-label")
                yield TextInput(getattr(self._rule, name) if self._rule else "", id=f"rule-{name}")
        yield self._remark
        yield LineList(id="rule-list")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        key = f"rule:{self._rule.id if self._rule else 'new'}:{self._lesson or ''}"
        draft = self.draft.keep(key, self._unsaved)
        if draft is not None:
            for name, text in json.loads(draft).items():
                self._field(name).value = text
            self.notify_user("Your unsaved text from last time is back.")
        self._draw()
        self._look()
        if self._rule is not None:
            self._field("when").focus()

    def on_resize(self) -> None:
        self._draw()

    def _texts(self) -> dict[str, str]:
        return {name: self._field(name).value for name in _FIELDS}

    def _unsaved(self) -> str | None:
        texts = self._texts()
        stored = {name: safe(getattr(self._rule, name, "")) for name in _FIELDS}
        return json.dumps(texts) if texts != stored else None

    def _field(self, name: str) -> TextInput:
        return self.query_one(f"#rule-{name}", TextInput)

    @override
    def takes_letters(self) -> bool:
        return isinstance(self.focused, TextInput)

    def _draw(self) -> None:
        width = max(20, self.size.width - 5)
        title = "Watch rule" if self._rule else "New watch rule"
        self.query_one("#rule-top", Static).update(padded(title, width, "bold"))
        head = "Ready-made rules: press Enter to copy one and edit it"
        items = [Item(None, Content.styled(head, "$accent"))]
        for starter in starters():
            beneath = hanging(Content("    "), Content.styled(starter.when, "$quiet"), width)
            text = hanging(Content("  "), Content(starter.sentence), width)
            items.append(Item(starter.id, Content("\n").join([text, beneath])))
        self.query_one(LineList).show(items)

    # --- the preview --------------------------------------------------------------------

    @on(Input.Changed)
    def _typed(self) -> None:
        self.draft.changed()
        self._typing.key()

    def _look(self) -> None:
        if self.is_over:
            return
        when = self._field("when").value.strip()
        if not when:
            self._remark.say(f"Conditions look like: {_GRAMMAR}")
            return
        try:
            seen = self._preview(when)
        except BadRule as bad:
            self._remark.say(str(bad), wrong=True)
            return
        names = [short(self.name_of(id_), 24) for id_ in seen.clients]
        listed = ", ".join(names[:_MOST_NAMES]) + (" ..." if len(names) > _MOST_NAMES else "")
        text = (
            f"In the last {PREVIEW_DAYS} days it would have warned you about "
            f"{len(names)} of {seen.of} clients" + (f": {listed}." if names else ".")
        )
        if seen.too_wide:
            text += (
                f" That is more than {NARROW_ABOVE:.0%}: "
                "a rule that warns about everyone is no warning. "
                "Narrow it with a larger number or a second condition."
            )
        self._remark.say(text, wrong=seen.too_wide)

    def _preview(self, when: str) -> RulePreview:
        """The last half year by these conditions. Raises BadRule."""
        workspace = self.workspace
        return preview(when, workspace.book, workspace.today, workspace.limits)

    # --- keys ---------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def _entered(self, event: Message) -> None:
        event.stop()
        self.action_next()

    def action_next(self) -> None:
        """Take a starter over; from what it says to when; from there save."""
        sentence, when = self._field("sentence"), self._field("when")
        if sentence.has_focus:
            when.focus()
        elif when.has_focus:
            self.action_save()
        else:
            chosen = self.query_one(LineList).current
            for starter in starters():
                if starter.id == chosen:
                    sentence.value, when.value = starter.sentence, starter.when
                    when.cursor_position = len(when.value)
                    when.focus()

    def action_save(self) -> None:
        """Keep the rule; one that fires for too many can still be meant."""
        sentence, when = self._field("sentence"), self._field("when")
        text, condition = safe(sentence.value.strip()), when.value.strip()
        if len(text) < LEAST_SENTENCE:
            self._remark.say("Write one sentence for the alert.", wrong=True)
            sentence.focus()
            return
        try:
            self._preview(condition)
        except BadRule as bad:
            self._remark.say(str(bad), wrong=True)
            when.focus()
            return
        base = self._rule or WatchRule(
            id=self._new_id, on=self.workspace.today, when="", sentence="", lesson=self._lesson
        )
        until = shift(self.workspace.today, EXPIRES_AFTER)
        rule = replace(base, when=condition, sentence=text, until=until)
        put = Put(rule, was=self._rule, new=self._rule is None)
        if self.write(f"Watch rule: {text}", put, message="Active from today"):
            self.draft.discard()
            self.dismiss(rule.id)
