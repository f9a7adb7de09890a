"""How a step ended: the records suggest it, the user says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import ClassVar

from triage.changes import ChangeSet
from triage.health import FLAG_CODES
from triage.playbook.ask.fact_lines import FactLine, fact_lines
from triage.playbook.ask.trail import trail
from triage.playbook.decide.outcomes import (
    NA_CHARS,
    WATCH_DAYS,
    Suggestion,
    extend,
    record_outcome,
    suggestion,
)
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.as_of import decisions
from triage.playbook.state.ladder import ladder
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS
from triage.records import Outcome
from tui.decide.question_screen import FACT_ROWS, AnswerChoice, QuestionScreen
from tui.routes import DecideRoute
from tui.wording.formatting import day, flag_label

_WORDS: dict[Outcome, str] = {"worked": "It worked", "partly": "Partly", "failed": "It failed"}
_EXTEND, _DECIDE, _PASS, _LEAVING = "extend", "decide", "pass", "leaving"
_REASON_ROWS = 5
_GOODBYE = STEPS[-1]
_CODE = re.compile(r"\b[A-Z]+(?:_[A-Z]+)*\b")


class OutcomeScreen(QuestionScreen):
    """Of the step that runs; without one, the next step can be passed by with a reason."""

    GROUP = "outcome"
    SECOND_ROW: ClassVar[tuple[str, ...]] = ("outcome.back", "outcome.note", "outcome.why")

    def __init__(self, client_id: str) -> None:
        super().__init__(client_id)
        self._step = STEPS[0]
        self._passing = False

    # --- drawing ------------------------------------------------------------------------

    def look_again(self) -> None:
        now = self.situation
        steps = ladder(now)
        found = suggestion(now)
        self._step = found.step if found else steps.next
        self.show_head("How did it go?", trail(self.workspace.playbook, steps, self._step))
        self.show_facts((*self._decided(now), *fact_lines(now, self._step))[:FACT_ROWS])
        if steps.left is not None:
            self.ask("They are leaving, so every step rests.", "Nothing has to be said here now.")
            self.offer([AnswerChoice(_LEAVING, "Open the page about their leaving")])
        elif found is not None:
            self._ask_about(found)
        elif not self._passing:
            self._ask_to_pass()
        elif not self.typing:
            self._ask_reason()
        self.show_keys()

    @property
    def _title(self) -> str:
        return self.workspace.playbook.screens[self._step].title

    def _decided(self, now: Situation) -> list[FactLine]:
        """What was decided in the step that runs, and what was expected of it."""
        current = ladder(now).current
        own = [
            decision
            for decision in decisions(now.ledger, now.on)
            if current is not None and decision.attempt == current.id
        ]
        if not own:
            return []
        last, today = own[-1], self.workspace.today
        lines = [FactLine("decided", f"{day(last.on, today)}: {last.say}")]
        if last.expect:
            lines.append(FactLine("expected", last.expect))
        if current is not None and current.review_by is not None:
            lines.append(FactLine("look again", day(current.review_by, today)))
        return lines

    def _ask_about(self, found: Suggestion) -> None:
        said = _CODE.sub(_in_words, found.reason)
        why = f"The records say: {_WORDS[found.outcome].lower()}. {said[:1].upper()}{said[1:]}."
        self.ask(f"How did “{self._title}” go?", why)
        following = self._following()
        choices = [
            AnswerChoice("worked", _WORDS["worked"], f"watched for {WATCH_DAYS} days"),
            AnswerChoice("partly", _WORDS["partly"], following),
            AnswerChoice("failed", _WORDS["failed"], following),
        ]
        if found.extend_to is not None:
            until = day(found.extend_to, self.workspace.today)
            choices.append(AnswerChoice(_EXTEND, "It gets better: the same time once more", until))
        self.offer(choices, found.outcome)

    def _following(self) -> str:
        place = STEPS.index(self._step) + 1
        return (
            f"next: {self.workspace.playbook.screens[STEPS[place]].title}"
            if place < len(STEPS)
            else ""
        )

    def _ask_to_pass(self) -> None:
        self.ask(
            f"No step is running. The next one is “{self._title}”.",
            "How a step went can be said once something is decided in it.",
        )
        choices = [AnswerChoice(_DECIDE, f"Open “{self._title}”")]
        if self._step != _GOODBYE:
            words = f"Pass it by: it does not apply here ({NA_CHARS} characters why)"
            choices.append(AnswerChoice(_PASS, words, self._following()))
        self.offer(choices)

    def _ask_reason(self) -> None:
        self.ask(
            f"Why does “{self._title}” not apply here?",
            "It is shown again before a goodbye. To pass it by is not to have tried it.",
        )
        self.let_type(self.kept_draft() or "", rows=_REASON_ROWS)
        self.typed_so_far(self.typed.strip())

    def typed_so_far(self, text: str) -> None:
        short_of = len(text) < NA_CHARS
        self.set_remark(f"{len(text)} of {NA_CHARS} characters" if short_of else "")

    def draft_key(self) -> str:
        return f"outcome:{self._client_id}:{self._step}"

    # --- answering ----------------------------------------------------------------------

    def answered(self, typed: str) -> None:
        if not self.is_current or not self.there:
            return
        if self.typing and len(typed) < NA_CHARS:
            self.set_remark(
                f"{NA_CHARS} characters or more, please; these are {len(typed)}", wrong=True
            )
        elif self.typing:
            self._record("na", typed)
        elif typed in (_DECIDE, _LEAVING):
            self._open(self._step if typed == _DECIDE else typed)
        elif typed == _PASS:
            self._passing = True
            self.look_again()
        elif typed == _EXTEND:
            self._store(lambda: extend(self.situation), "More time")
        else:
            outcome = next(one for one in _WORDS if one == typed)
            self._record(outcome, None)

    def _record(self, outcome: Outcome, reason: str | None) -> None:
        step = self._step
        said = _WORDS.get(outcome, "passed by").lower()
        self._store(lambda: record_outcome(self.situation, step, outcome, reason), said)

    def _store(self, make: Callable[[], ChangeSet], said: str) -> None:
        try:
            written = make()
        except DecisionRefused as refused:
            sentence = str(refused).replace(self._step, self._title, 1)
            if self.typing:
                self.set_remark(sentence, wrong=True)
            else:
                self.notify_user(sentence)
            return
        if self.store(written, self.draft_key()):
            self.draft_done()
            self.notify_user(
                f"{self._title}: {said}. {self.key_of('everywhere.undo')} takes it back"
            )
            self.dismiss()

    def _open(self, screen: str) -> None:
        self.replace(DecideRoute(self._client_id, screen))

    def action_question_back(self) -> None:
        """From the reason back to the choice; from there, leave."""
        if not self._passing:
            self.action_leave()
            return
        self.flush_draft()
        self._passing = False
        self.look_again()


def _in_words(found: re.Match[str]) -> str:
    return flag_label(found[0]) if found[0] in FLAG_CODES else found[0]
