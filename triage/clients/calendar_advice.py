"""The advice that goes by a calendar: the steps of late payment, and messages without an answer."""

from __future__ import annotations

from triage.clients.advice import NextAction
from triage.clients.look_again import look_again
from triage.playbook.ask.entry_points import EntryPoint
from triage.playbook.ask.facts import touches
from triage.playbook.state.late_stage import NextStage, next_stage, payments_unread
from triage.playbook.state.situation import Situation
from triage.playbook.state.waiting import late_case
from triage.text import lower_first

_IMPORT_FIRST = "Import first; if they have not paid"
"""What is done before anybody is asked for money that may have come in since the last import."""


def of_late_payment(situation: Situation, entry: EntryPoint) -> NextAction | None:
    """The stage of late payment whose predecessor is on record; None for another flag."""
    following = next_stage(situation) if entry.flag == "PAY_LATE" else None
    if following is None:
        return None
    late = situation.playbook.screens["late"]
    options = [option for question in late.questions.values() for option in question.options]
    of_case = {option.when: option for option in options if option.when is not None}
    of_stage = {option.stage: option for option in options if option.stage is not None}
    on, earliest = situation.on, following.earliest
    case = late_case(situation)
    option = of_stage.get(following.stage) if case is None else of_case.get(case.code)
    if case is not None:
        earliest = case.until or on
    text = (option.do or option.label) if option is not None else late.do
    if case is None and (first := _look_first(situation, following)) is not None:
        text = f"{first}: {lower_first(text)}"
    return NextAction(text, max(earliest, on), entry.screen, held=earliest > on)


def of_silence(situation: Situation, entry: EntryPoint) -> NextAction | None:
    """What comes after so many messages without an answer; None for another flag."""
    written = len(touches(situation)) if entry.flag == "SILENT" else 0
    silent = situation.playbook.screens["silent"]
    options = [option for question in silent.questions.values() for option in question.options]
    reached = [option for option in options if option.times and option.times <= written]
    if not reached:
        return None
    said = max(reached, key=lambda option: option.times or 0)
    return NextAction(said.do or said.label, situation.on, entry.screen)


def _look_first(situation: Situation, following: NextStage) -> str | None:
    """What comes before a step of late payment: whether they have paid meanwhile; None where that
    is known."""
    if payments_unread(situation):
        return _IMPORT_FIRST
    is_read = situation.payments_read_on is not None and following.earliest <= situation.on
    return None if following.stage == 1 or is_read else f"{look_again('late')}; if not"
