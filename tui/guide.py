"""One guided decision while it is being made: the answers, where one stands, what it will store.

No Textual in here: the screens draw what `view` says and hand back what was typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from uuid import uuid4

from triage.playbook import (
    DecideView,
    Ids,
    Key,
    Need,
    Playbook,
    Situation,
    Taken,
    Written,
    builtin,
    check_override,
    decide_view,
    door,
    form,
    keep_answers,
    kept_answers,
    open_visit,
    situation,
    take,
)
from triage.playbook.answers import check_answer
from triage.playbook.wanted import further_needs

if TYPE_CHECKING:
    from storage.changes import Change
    from tui.desk import Desk


class Guide:
    """Going back pauses at a question and keeps the answers behind it, ready to be agreed to again.

    `reached` are the questions that were agreed to on this visit (or the one before it).
    """

    def __init__(
        self, desk: Desk, client_id: str, screen: str | None = None, flag: str | None = None
    ) -> None:
        self.desk = desk
        self.client_id = client_id
        self.key = Key(flag=flag)
        self.values: dict[str, str] = {}
        self._answers: dict[str, str] = {}
        self._reached: set[str] = set()
        # Made before the first try: a decision that is tried again lands once.
        self._ids = Ids(str(uuid4()))
        first = door(self.situation) if screen is None else None
        # A door may begin at a question of its own; only asking for the door again keeps that.
        self._screen = screen if first is None or first.start else first.screen
        self._take_up(screen or (first.screen if first else ""))

    @property
    def playbook(self) -> Playbook:
        """The playbook in force."""
        return _playbook()

    @property
    def situation(self) -> Situation:
        """The client as of now."""
        desk = self.desk
        return situation(
            desk.book,
            self.client_id,
            desk.today,
            now=desk.now(),
            limits=desk.settings.limits,
            health=desk.overviews[self.client_id].health,
        )

    def _take_up(self, screen: str) -> None:
        """Go on with what was answered at an earlier visit."""
        answers, flag = kept_answers(self.situation, self.playbook, screen)
        new = {id_: value for id_, value in answers.items() if id_ not in self._answers}
        self._answers |= new
        self._reached |= set(new)
        if flag is not None and self.key.flag is None:
            self.key = replace(self.key, flag=flag)

    # --- where it stands ----------------------------------------------------------------

    def view(self) -> DecideView:
        """Shut gates, or the next question, or the decision. Raises Refused."""
        agreed = {id_: self._answers[id_] for id_ in self._reached}
        return decide_view(
            self.situation,
            self.playbook,
            self._screen,
            agreed,
            values=self.values,
            key=self.key,
        )

    def given(self, question: str) -> str | None:
        """What was answered here before, to be shown as marked."""
        return self._answers.get(question)

    # --- going on and back --------------------------------------------------------------

    def answer(self, view: DecideView, typed: str) -> Written:
        """Take an answer to the question of `view`; what has to be stored for it.

        Raises BadAnswer, with nothing changed.
        """
        assert view.question is not None
        id_ = view.question.id
        value = check_answer(self.playbook.screens[view.screen].questions[id_], typed)
        kept = keep_answers(self.situation, self.playbook, view.screen, {id_: value}, self.key)
        self._answers[id_] = value
        self._reached.add(id_)
        return kept

    def back(self, view: DecideView) -> bool:
        """Back to the question before; whether there was one."""
        if not view.path:
            return False
        self._reached.discard(view.path[-1].question.id)
        return True

    # --- gates --------------------------------------------------------------------------

    def own_plans(self) -> None:
        """It is for the user's own plans: nobody's fault."""
        self.key = replace(self.key, own_plans=True)

    def override(self, reason: str, name: str) -> None:
        """Pass the gates that can be passed. Raises Refused."""
        checked = check_override(self.situation.client, reason, name)
        self.key = replace(self.key, override=checked)

    def opened(self, view: DecideView) -> Written | None:
        """A goodbye that only has to wait is opened by being looked at."""
        return open_visit(self.situation, view.screen, self.key)

    def go_to(self, screen: str) -> Guide:
        """Another screen of the same client."""
        return Guide(self.desk, self.client_id, screen)

    # --- deciding -----------------------------------------------------------------------

    def needs(self, view: DecideView) -> tuple[Need, ...]:
        """The fields of the last small form."""
        assert view.decision is not None
        rule = self.playbook.screens[view.screen].decisions[view.decision.code]
        return form(rule, further_needs(self.situation, rule))

    def take(self, values: Mapping[str, str]) -> Taken:
        """The decision with everything it stores. Raises Refused, BadAnswer, BadField."""
        agreed = {id_: self._answers[id_] for id_ in self._reached}
        return take(
            self.situation,
            self.playbook,
            self._screen,
            agreed,
            self._ids,
            values=values,
            key=self.key,
        )


@cache
def _playbook() -> Playbook:
    return builtin()


def changes(written: Written) -> list[Change]:
    """What the playbook sets down, as changes of the store."""
    from storage.changes import Put, Remove

    return [
        *(Put(put.record, was=put.was) for put in written.puts),
        *(Remove(record.kind, record.id) for record in written.removed),
    ]
