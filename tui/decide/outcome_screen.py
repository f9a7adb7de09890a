"""How a step ended: the records suggest it, the user says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from typing_extensions import override

from triage.changes import ChangeSet
from triage.clients.current_step import CurrentStep
from triage.clients.door_look import door_look, record_door
from triage.clients.look_again import look_again
from triage.clients.safety_look import ANSWERS, SafetyLook, record_look
from triage.health import FLAG_CODES
from triage.playbook.ask.entry_points import GO_FIRST, entry_point
from triage.playbook.ask.fact_lines import WIDE, FactLine, fact_lines
from triage.playbook.ask.trail import trail
from triage.playbook.decide.expectations import expected_outcome
from triage.playbook.decide.form import why_held
from triage.playbook.decide.outcomes import (
    WATCH_DAYS,
    Suggestion,
    extend,
    record_outcome,
    suggestion,
)
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.abuse import SAFETY
from triage.playbook.state.as_of import newest_decision
from triage.playbook.state.ladder import counted_by_late, ladder
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import NA_CHARS, STEPS
from triage.records import Decision, Outcome
from triage.terms import flag_term
from tui.decide.guided import GuidedClient
from tui.decide.question_screen import FACT_ROWS, AnswerChoice, QuestionPane
from tui.routes import DecideRoute, LogRoute
from tui.ui.base_screen import BaseScreen
from tui.wording.formatting import day

_WORDS: dict[Outcome, str] = {
    "worked": "It worked",
    "partly": "Partly",
    "failed": "It did not work",
}
_EXTEND, _DECIDE, _PASS, _LEAVING = "extend", "decide", "pass", "leaving"
_REASON_ROWS = 5
_TOO_EARLY = "The records do not show it yet"
_IMPROVING = "Improving: allow the same amount of time again"
_BEGINS_LATER = "Too early to say: look again once it has begun"
_SECOND_ROW = ("outcome.back", "outcome.note", "outcome.why")
_GOODBYE = STEPS[-1]
_CODE = re.compile(r"\b[A-Z]+(?:_[A-Z]+)*\b")


@dataclass(frozen=True, slots=True)
class _DoorLook:
    """A door whose day has come, and what is to be seen at it."""

    door: CurrentStep
    look: str


class OutcomeScreen(BaseScreen[None]):
    """Of the step that runs; without one, the next step can be passed by with a reason."""

    CSS_PATH: ClassVar[str] = "guided.tcss"
    AUTO_FOCUS: ClassVar[str | None] = None
    GROUP = "outcome"
    TYPING = True

    def __init__(self, client_id: str, then_decide: bool = False) -> None:
        super().__init__()
        self._then_decide = then_decide
        self.guided = GuidedClient(self, client_id, self.look_again)
        self.key_rows = self.pane = QuestionPane(
            _SECOND_ROW, answered=self.answered, typed_so_far=self._typed_so_far
        )
        self._step = self._page = STEPS[0]
        self._asked: Suggestion | _DoorLook | SafetyLook | None = None
        """What an outcome is asked of: the step that runs or a door; None while of nothing."""
        self._passed_by: str | None = None
        """The step of which is asked why it does not apply; None while that is not asked."""

    @override
    def body(self) -> ComposeResult:
        yield from self.guided.head()
        yield self.pane

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.query_one("#guide-so-far").display = False  # nothing is asked one after the other

    # --- drawing ------------------------------------------------------------------------

    def look_again(self) -> None:
        now = self.guided.situation
        steps = ladder(now)
        asked = self._asked = self._to_ask(now)
        self._step = asked.step if isinstance(asked, Suggestion) else steps.next
        door = None if isinstance(asked, Suggestion) else self._door(now)
        self._page = self._step if door is None else door[0]
        facts = (*self._decided(now), *fact_lines(now, self._page, width=WIDE))[:FACT_ROWS]
        where = trail(self.workspace.playbook, steps, self._page)
        self.pane.show_background(now, self._flag(now))
        self.pane.show_facts(
            facts,
            lambda free: self.guided.show_head("How did it go?", where, more_rows=free),
        )
        if steps.left is not None:
            self.pane.ask(
                "They are leaving, so all steps are on hold.",
                "There is nothing to record here now.",
            )
            self.pane.offer([AnswerChoice(_LEAVING, "Open the page about their leaving")])
        elif isinstance(asked, Suggestion):
            self._ask_about(asked)
        elif isinstance(asked, SafetyLook):
            self._ask_about_safety(asked)
        elif asked is not None:
            self._ask_about_door(asked.look)
        elif self._passed_by != self._step:  # another window may have passed it by meanwhile
            self._stop_passing_by()
            self._offer_page(now, door)
        elif not self.pane.typing:
            self._ask_reason()
        self.show_keys()

    def _to_ask(self, now: Situation) -> Suggestion | _DoorLook | SafetyLook | None:
        """What the user can say the outcome of now: safety first; a step comes before a door, but
        not one that late payment only counts as tried.
        """
        safety = self.workspace.overviews[self.guided.client_id].safety_look
        if safety is not None:
            return safety
        current = ladder(now).current
        by_late = current is not None and counted_by_late(current, now.decisions)
        if not by_late and (suggested := suggestion(now)) is not None:
            return suggested
        door = self.workspace.overviews[self.guided.client_id].step
        look = door_look(now, door)
        return _DoorLook(door, look) if door is not None and look is not None else None

    @staticmethod
    def _flag(now: Situation) -> str | None:
        current = ladder(now).current
        return current.flag if current is not None else None

    @property
    def _title(self) -> str:
        return self.workspace.playbook.screens[self._step].title

    def _decided(self, now: Situation) -> list[FactLine]:
        """What was decided in the step that runs, and what was expected of it."""
        if isinstance(self._asked, SafetyLook):
            decided = self._asked.as_decided(now.on)
            return [FactLine("decided", decided)] if decided else []
        current = ladder(now).current
        last, today = self._own_decision(now), self.workspace.today
        if last is None:
            return []
        lines = [FactLine("decided", f"{day(last.on, today)}: {last.say}")]
        if hold := why_held(now.playbook, last):
            lines.append(FactLine("you stayed", hold))
        if last.expect:
            lines.append(FactLine("expected", last.expect))
        if current is not None and current.review_by is not None:
            lines.append(FactLine("review", day(current.review_by, today)))
        return lines

    @staticmethod
    def _own_decision(now: Situation) -> Decision | None:
        """The newest one of the step that runs."""
        current = ladder(now).current
        return None if current is None else newest_decision(now.decisions, current.id)

    def _ask_about(self, suggested: Suggestion) -> None:
        reason = _CODE.sub(_in_words, suggested.reason)
        verdict = (
            f"According to the records: {_WORDS[suggested.outcome].lower()}"
            if suggested.outcome
            else _TOO_EARLY
        )
        why = f"{verdict}. {reason[:1].upper()}{reason[1:]}."
        self.pane.ask(f"How did “{self._title}” go?", why)
        following = self._following()
        leads: dict[Outcome, str] = {
            "worked": f"watched for {WATCH_DAYS} days",
            "partly": following,
            "failed": following,
        }
        if (guess := self._guess()) is not None:
            leads[guess] = f"as you expected; {leads[guess]}".removesuffix("; ")
        choices = [AnswerChoice(code, _WORDS[code], words) for code, words in leads.items()]
        if suggested.extend_to is not None:
            until = day(suggested.extend_to, self.workspace.today)
            label = _BEGINS_LATER if suggested.begins else _IMPROVING
            choices.append(AnswerChoice(_EXTEND, label, until))
        if self._then_decide:
            choices.append(
                AnswerChoice(_DECIDE, f"Not now: open “{self._title}” without recording an outcome")
            )
        self.pane.offer(choices, suggested.outcome or _EXTEND)

    def _ask_about_door(self, look: str) -> None:
        self.pane.ask(f"{look}. How did it go?", "Recording an outcome here ends the wait.")
        choices = [AnswerChoice(code, label) for code, label in _WORDS.items()]
        page = self.workspace.playbook.title(self._page)
        choices.append(AnswerChoice(_DECIDE, f"Not now: open “{page}”"))
        self.pane.offer(choices)

    def _ask_about_safety(self, look: SafetyLook) -> None:
        today = self.workspace.today
        why = f"If nothing is new, you will be asked again on {day(look.next_on, today)}."
        self.pane.ask(look.question(today), why)
        labels = (f"{answer[0].upper()}{answer[1:]}" for answer in ANSWERS)
        self.pane.offer([AnswerChoice(str(n), label) for n, label in enumerate(labels, 1)])

    def _guess(self) -> Outcome | None:
        """What was expected of the running step, where it is one of the outcomes."""
        decided = self._own_decision(self.guided.situation)
        return None if decided is None else expected_outcome(decided.expect)

    def _following(self) -> str:
        place = STEPS.index(self._step) + 1
        return (
            f"next: {self.workspace.playbook.screens[STEPS[place]].title}"
            if place < len(STEPS)
            else ""
        )

    def _door(self, now: Situation) -> tuple[str, bool] | None:
        """The page of no step that goes on or comes first, and whether it goes on already."""
        step = self.workspace.overviews[self.guided.client_id].step
        if step is not None and not step.of_ladder:
            return step.code, True
        screen = entry_point(now).screen
        return None if screen in STEPS else (screen, False)

    def _offer_page(self, now: Situation, door: tuple[str, bool] | None) -> None:
        """Say that no outcome is due; open the page instead, or pass the next step by."""
        page, decide = self.workspace.playbook.title(self._page), self.key_of("clients.decide")
        prepared = self._prepared(now)
        if door is None and prepared is not None:
            self.pane.ask(
                f"You decided on {day(prepared.on, self.workspace.today)}: {prepared.say}. "
                f"“{page}” continues from there.",
                "You can record an outcome once this step is decided.",
            )
        elif door is None:
            self.pane.ask(
                f"This client has no current step. The next step is “{page}”.",
                "You can record an outcome once you have decided something in this step.",
            )
        elif door[1]:
            self.pane.ask(
                f"“{page}” is in progress. It has no outcome to record.",
                "You continue it on its own page.",
            )
        else:
            self.pane.ask(
                f"This client has no current step. What fits now is “{page}”.",
                "That page has no outcome to record.",
            )
        choices = [AnswerChoice(_DECIDE, f"Open “{page}”", f"the same as {decide}")]
        leads_on = door is None or door[1]
        if leads_on and self._step != _GOODBYE and self._may_pass(now):
            words = f"Skip “{self._title}”, and say why in {NA_CHARS} characters or more"
            choices.append(AnswerChoice(_PASS, words, self._following()))
        self.pane.offer(choices)

    def _prepared(self, now: Situation) -> Decision | None:
        """What was decided on the page of the next step and leaves it open, as to ask them."""
        draft = ladder(now).drafts.get(self._step)
        return None if draft is None else newest_decision(now.decisions, draft.id)

    @staticmethod
    def _may_pass(now: Situation) -> bool:
        """Whether a step comes next at all: not after an end, and not before danger is over."""
        return not now.view.ended and entry_point(now).screen not in GO_FIRST

    def _ask_reason(self) -> None:
        self.pane.ask(
            f"Why does “{self._title}” not apply here?",
            "You will see it again before you part ways. Skipping it does not count as trying it.",
        )
        key = f"outcome:{self.guided.client_id}:{self._step}"
        draft = self.draft.keep(key, lambda: self.pane.typed if self.pane.typed.strip() else None)
        self.pane.let_type(draft or "", rows=_REASON_ROWS)
        self._typed_so_far(self.pane.typed.strip())

    def _stop_passing_by(self) -> None:
        if self._passed_by is not None:
            self.draft.leave()
            self._passed_by = None

    def _typed_so_far(self, text: str) -> None:
        self.draft.changed()
        short_of = len(text) < NA_CHARS
        self.pane.remark.say(f"{len(text)} of {NA_CHARS} characters" if short_of else "")

    # --- answering ----------------------------------------------------------------------

    def answered(self, typed: str) -> None:
        """Take an answer: the key of a choice, or what was typed."""
        if not self.is_current or not self.guided.there:
            return
        if self.pane.typing:
            self._record("na", typed)
        elif isinstance(self._asked, SafetyLook):
            self._answer_safety(self._asked, int(typed))
        elif typed in (_DECIDE, _LEAVING):
            screen = self._page if typed == _DECIDE else typed
            self.replace(DecideRoute(self.guided.client_id, screen))
        elif typed == _PASS:
            self._passed_by = self._step
            self.look_again()
        elif typed == _EXTEND:
            if self._store(lambda: extend(self.guided.situation), "More time"):
                self.dismiss()
        else:
            outcome = next(outcome for outcome in _WORDS if outcome == typed)
            self._record(outcome, None)

    def _answer_safety(self, look: SafetyLook, number: int) -> None:
        changes = record_look(self.guided.situation, look, number)
        if changes is None:
            client_id, decided = self.guided.client_id, look.decision
            before = decided.id if decided is not None else None
            host = self.host
            self.replace(DecideRoute(client_id, SAFETY, look.attempt.flag, before))
            host.open(LogRoute(client_id))
        elif self._store(lambda: changes, ANSWERS[number - 1], look_again(SAFETY)):
            self.dismiss()

    def _record(self, outcome: Outcome, reason: str | None) -> None:
        step, asked = self._step, self._asked
        words = _WORDS.get(outcome, "skipped").lower()
        if isinstance(asked, _DoorLook):
            door, title = asked.door, self.workspace.playbook.title(asked.door.code)
            stored = self._store(
                lambda: record_door(self.guided.situation, door, outcome), words, title
            )
            leads_on = stored and outcome != "worked"
        else:
            stored = self._store(
                lambda: record_outcome(self.guided.situation, step, outcome, reason), words
            )
            ended = ladder(self.guided.situation).ended.get(step) if stored else None
            failed = ended is not None and ended.outcome in ("partly", "failed")
            leads_on = self._then_decide and failed
        if leads_on:
            self.replace(DecideRoute(self.guided.client_id))
        elif stored:
            self.dismiss()

    def _store(self, make: Callable[[], ChangeSet], words: str, title: str = "") -> bool:
        """Whether it is on the disk; what was refused is said."""
        try:
            written = make()
        except DecisionRefused as refused:
            sentence = str(refused).replace(self._step, self._title, 1)
            if self.pane.typing:
                self.pane.remark.say(sentence, wrong=True)
            else:
                self.notify_user(sentence)
            return False
        title = title or self._title
        if not self.guided.store(written):
            return False
        self.notify_stored(f"{title}: {words}")
        return True

    # --- keys ---------------------------------------------------------------------------

    def action_go(self) -> None:
        """Go on with what is marked or typed."""
        self.pane.go()

    @override
    def action_back(self) -> None:
        """From the reason back to the choice; from there, leave."""
        if self._passed_by is None:
            self.action_leave()
            return
        self._stop_passing_by()
        self.look_again()

    action_question_back = action_back


def _in_words(code: re.Match[str]) -> str:
    return flag_term(code[0]) if code[0] in FLAG_CODES else code[0]
