"""What an ending taught: our column first, then theirs, the evidence, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import ClassVar, Literal
from uuid import uuid4

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static
from typing_extensions import override

from triage.changes import Put
from triage.clients.goodbyes import Learned, learned
from triage.lessons.sheet import (
    Column,
    habit_task,
    stated_reason,
    why_not_final,
    why_not_theirs,
    with_line,
)
from triage.open_items import late_promises
from triage.playbook.ask.facts import biggest_other_share
from triage.records import Event, Lesson, Record, WatchRule
from triage.records.codec import BadValue, changed
from tui.goodbyes.evidence_screen import EvidenceScreen
from tui.goodbyes.lesson_lines import LineKey, OfferKey, column, promise_line, rest
from tui.goodbyes.watch_rule_screen import WatchRuleScreen
from tui.routes import DecideRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.client_glance import ClientGlance
from tui.ui.input_dialog import InputDialog
from tui.ui.line_keys import FieldKey, NewKey, RecordKey
from tui.ui.line_list import LineList
from tui.ui.screen_parts import ShownClient
from tui.wording.formatting import dated
from tui.wording.safe_text import both_ends, padded, short
from tui.workspace.situation import situation_of

_MOST = 300
Part = Column | Literal["rest"]
_PARTS: tuple[Part, ...] = ("ours", "theirs", "rest")
_ASKED: dict[str, str] = {
    "ours": "What was your part in it?",
    "theirs": "What was their part in it?",
    "stated": "What did they say was the reason?",
    "cause": "What was the cause?",
    "where": "When did it start to go wrong, and what was the sign?",
    "habit": "Which habit of yours will you change?",
}
_MARKED: dict[str, tuple[str, tuple[str, ...]]] = {
    "work_mark": ("How good was the work itself?", ("poor", "", "fair", "", "fine")),
    "care_mark": ("How good was the service?", ("badly", "", "fairly", "", "well")),
}
_TAKEN_OUT = ("stated", "cause", "where", "habit", *_MARKED)


class LessonScreen(BaseScreen[None]):
    """One lesson. Every line is on the disk as soon as it is written."""

    GROUP = "lesson"
    CSS_PATH = "lesson_screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#lesson-ours"

    def __init__(self, client_id: str) -> None:
        super().__init__()
        self._client = ShownClient(self, client_id, self._draw)
        # Made before the first line: a save that is tried again lands once.
        self._new_id = str(uuid4())

    @override
    def body(self) -> ComposeResult:
        yield Static(id="lesson-top")
        yield Static(classes="rule")
        with Horizontal(id="lesson-columns"):
            yield LineList(self.action_open, id="lesson-ours")
            yield LineList(self.action_open, id="lesson-theirs")
        yield Static(classes="rule")
        yield LineList(self.action_open, id="lesson-rest")
        yield ClientGlance()

    # --- what there is ------------------------------------------------------------------

    @property
    def _learned(self) -> Learned:
        return learned(self._client.overview)

    @property
    def _lesson(self) -> Lesson:
        """The lesson as stored, or a blank one."""
        blank = Lesson(id=self._new_id, client=self._client.client_id, on=self.workspace.today)
        return self._learned.lesson or blank

    def _offers(self) -> list[Event]:
        """Late promises of ours that do not stand in the column yet."""
        until = self._client.overview.client.closed_on or self.workspace.today
        lines = self._lesson.ours
        return [
            event
            for event in late_promises(self._client.ledger, until)
            if promise_line(event, self.workspace.today) not in lines
        ]

    def _rules(self) -> list[WatchRule]:
        return [rule for rule in self.workspace.book.watch_rules if rule.lesson == self._lesson.id]

    # --- drawing ------------------------------------------------------------------------

    def _draw(self) -> None:
        lesson, today = self._lesson, self.workspace.today
        width = max(20, self.size.width - 2)
        half = max(20, width // 2 - 3)
        self.query_one("#lesson-top", Static).update(self._head(width))
        self._list("ours").show(column("My part", lesson.ours, self._offers(), today, half))
        self._list("theirs").show(column("Their part", lesson.theirs, (), today, half))
        below = rest(lesson, self._client.ledger, self._rules(), self._load(), today, width - 1)
        self._list("rest").show(below)
        glyphs = self.workspace.look.glyphs
        self.query_one(ClientGlance).show(self._client.overview, glyphs)
        self.show_keys()

    def _head(self, width: int) -> Content:
        lesson, today = self._learned, self.workspace.today
        state = "still a client: nothing has ended yet"
        if lesson.final_on is not None:
            state = f"finished {dated(lesson.final_on, today)}"
        elif lesson.ready_from is not None:
            when = (
                "now" if today >= lesson.ready_from else f"from {dated(lesson.ready_from, today)}"
            )
            state = f"can be finished {when}"
        name = Content.assemble(("Lesson", "bold"), "  ", short(self._client.overview.name, 60))
        remark = "This is not a verdict on you. People leave, and work ends, for many reasons."
        first = both_ends(name, Content.styled(state, "$quiet"), width)
        return Content("\n").join([first, padded(remark, width, "$quiet")])

    def _load(self) -> str:
        share = biggest_other_share(situation_of(self.workspace, self._client.client_id))
        return "" if share is None else f"your biggest other client had {share:.0%} of your hours"

    # --- keys ---------------------------------------------------------------------------

    @property
    def _part(self) -> Part:
        """The part of the page that has the focus."""
        return next((part for part in _PARTS if self._list(part).has_focus), "rest")

    def _list(self, part: Part) -> LineList:
        return self.query_one(f"#lesson-{part}", LineList)

    @override
    def disabled_reason(self, action: str) -> str | None:
        if not self._client.there:
            return "This client was deleted."
        if action == "final":
            lesson = self._learned
            if lesson.final_on is not None:
                return "It is already finished."
            return why_not_final(self._lesson, lesson.ready_from, self.workspace.today)
        return None

    def action_open(self) -> None:
        """Change the line, or fill it in."""
        part = self._part
        match self._list(part).current:
            case LineKey() | OfferKey() | NewKey("line") as key if part != "rest":
                self._open_line(part, key)
            case FieldKey("cause"):
                self._pick_cause()
            case FieldKey("evidence") | RecordKey("event"):
                self._pick_evidence()
            case FieldKey(name) if name in _MARKED:
                self._pick_mark(name)
            case FieldKey(name):
                self._open_text(name)
            case RecordKey("watch_rule", id_):
                self._open_rule(id_)
            case NewKey("watch_rule"):
                self._open_rule(None)

    def _open_line(self, part: Column, key: LineKey | OfferKey | NewKey) -> None:
        lesson = self._lesson
        reason = why_not_theirs(lesson) if part == "theirs" else None
        if reason is not None:
            self.notify_user(reason)
            return
        lines = lesson.ours if part == "ours" else lesson.theirs
        at, text = None, ""
        match key:
            case LineKey(n):
                at, text = n, lines[n]
            case OfferKey(n):
                text = promise_line(self._offers()[n], self.workspace.today)

        def keep(text: str) -> bool:
            return self._keep(with_line(self._lesson, part, at, text))

        self._ask(f"{part}:{'+' if at is None else at}", _ASKED[part], text, keep)

    def _open_text(self, name: str) -> None:
        stored = getattr(self._lesson, name)
        typed = stored or ""
        if name == "stated" and not typed:
            typed = stated_reason(self._client.ledger, self.workspace.today)

        def keep(text: str) -> bool:
            today = self.workspace.today
            task = habit_task(str(uuid4()), self._client.client_id, text, today)
            beside = [task] if name == "habit" else []
            return text != stored and self._keep(changed(self._lesson, {name: text}), beside=beside)

        self._ask(name, _ASKED[name], typed, keep)

    def _ask(self, part: str, question: str, typed: str, keep: Callable[[str], bool]) -> None:
        """Ask for a line. What is typed stays a draft of this part until `keep` has stored it."""
        draft = f"lesson:{self._client.client_id}:{part}"

        def answered(text: str | None) -> None:
            if text and keep(text):
                self.host.drafts.drop(draft)

        dialog = InputDialog(question, _not_too_long, typed=typed, begun=True, draft=draft)
        self.app.push_screen(dialog, answered)

    def _pick_cause(self) -> None:
        side = self.workspace.playbook.screens["lesson"].questions.get("side")
        causes = [(option.label, option.label) for option in side.options] if side else []

        def picked(cause: str | None) -> None:
            if cause is not None:
                self._keep(replace(self._lesson, cause=cause))
            else:
                self._open_text("cause")

        remark = "What they said and the real cause may differ."
        answers = [*causes, ("In my own words", None)]
        choose(self, _ASKED["cause"], answers, picked, remark, now=self._lesson.cause)

    def _pick_mark(self, name: str) -> None:
        question, words = _MARKED[name]
        marks = [(f"{mark} {word}".rstrip(), mark) for mark, word in enumerate(words, start=1)]

        remark = "Good work and good service are rated separately: neither makes up for the other."
        choose(
            self,
            question,
            marks,
            lambda mark: self._keep(changed(self._lesson, {name: mark})),
            remark,
            now=getattr(self._lesson, name),
        )

    def _pick_evidence(self) -> None:
        def ticked(ids: tuple[str, ...] | None) -> None:
            if ids is not None and set(ids) != set(self._lesson.evidence):
                self._keep(replace(self._lesson, evidence=ids), "Evidence saved")

        self.app.push_screen(EvidenceScreen(self._client.client_id, self._lesson.evidence), ticked)

    def _open_rule(self, id_: str | None) -> None:
        rule = next((rule for rule in self._rules() if rule.id == id_), None)
        lesson = self._lesson
        if (
            rule is None
            and self._learned.lesson is None
            and not self._keep(lesson, "Lesson started")
        ):
            return
        self.app.push_screen(WatchRuleScreen(rule=rule, lesson=lesson.id))

    def action_remove(self) -> None:
        """Take the line out."""
        part = self._part
        match self._list(part).current:
            case LineKey(n) if part != "rest":
                self._keep(with_line(self._lesson, part, n, ""), "Removed")
            case RecordKey("event", id_):
                evidence = tuple(other for other in self._lesson.evidence if other != id_)
                self._keep(replace(self._lesson, evidence=evidence), "Removed")
            case FieldKey(name) if name in _TAKEN_OUT and getattr(self._lesson, name):
                self._keep(changed(self._lesson, {name: None}), "Removed")
            case _:
                self.notify_user("Move to a line that you wrote.")

    def action_final(self) -> None:
        """The lesson is final."""
        if not self.blocked("final"):
            self._keep(replace(self._lesson, final_on=self.workspace.today), "Lesson finished")

    def action_guide(self) -> None:
        """The lesson's questions, one at a time."""
        self.open(DecideRoute(self._client.client_id, screen="lesson"))

    def _keep(
        self, lesson: Record, words: str = "Written down", beside: Sequence[Record] = ()
    ) -> bool:
        was = self._learned.lesson
        changes = [Put(lesson, was=was, new=was is None), *(Put(r, new=True) for r in beside)]
        return self.write(f"Lesson about {self._client.overview.name}", *changes, message=words)


def _not_too_long(text: str) -> None:
    if len(text) > _MOST:
        raise BadValue(f"At most {_MOST} characters: one thing in one line")
