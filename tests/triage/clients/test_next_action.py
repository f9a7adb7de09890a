"""The one next action: one sentence, and the page that `decide` opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given

from tests.triage.creeping import D, action, ago, client, creeping
from tests.triage.lives import TODAY
from tests.triage.strategies import ledgers
from triage.clients.next_action import next_action
from triage.clients.overview import overview
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.open_items import TO_SAVE_IT
from triage.playbook.after.closing import may_end
from triage.playbook.ask.entry_points import GO_FIRST, entry_point
from triage.playbook.decide.outcomes import WATCH_DAYS, outcome_due
from triage.playbook.load.playbook_file import builtin
from triage.playbook.state.situation import Situation
from triage.playbook.vocabulary import STEPS
from triage.records import Attempt, Checklist, Decision, Event, Invoice, Outcome


def attempt(id_: str = "a", **more: Any) -> Attempt:
    facts: dict[str, Any] = {
        **{"screen": "adapt", "on": ago(10), "taken_on": ago(10), "review_by": ago(-4)},
        **more,
    }
    return Attempt(id=id_, client="n", **facts)


def decision(id_: str, of: str) -> Decision:
    return Decision(
        id=id_, client="n", attempt=of, screen="adapt", code="X", on=ago(10), say="", playbook="1"
    )


def next_of(ledger: Ledger) -> tuple[str, date | None] | None:
    proposal = overview(ledger, D).next_action
    return (proposal.text, proposal.due) if proposal else None


def page_of(ledger: Ledger) -> tuple[str | None, str | None]:
    """The page it opens, and the step whose outcome it asks for."""
    proposal = overview(ledger, D).next_action
    assert proposal is not None
    return proposal.screen, proposal.outcome


def test_an_action_that_is_due_comes_first() -> None:
    ledger = replace(creeping(), action=(action("later", ago(-3)), action("due", ago(1))))
    assert next_of(ledger) == ("due", ago(1))


def test_an_action_of_the_running_step_comes_before_the_flag() -> None:
    ledger = replace(
        creeping(),
        attempt=(attempt(),),
        decision=(decision("d", "a"), decision("e", "other")),
        action=(action("other", ago(-1), decision="e"), action("mine", ago(-3), decision="d")),
    )
    assert next_of(ledger) == ("mine", ago(-3))


def test_a_running_step_for_the_flag_asks_how_it_went() -> None:
    ledger = replace(creeping(), attempt=(attempt(flag="SCOPE_CREEP"),))
    assert next_of(ledger) == ("Record how “1 Adjust” went", ago(-4))


def test_a_goodbye_with_nothing_left_open_waits_to_be_closed() -> None:
    points = tuple(
        Checklist(id=f"p{n}", client="n", list="closing", n=n, on=ago(3), state="done")
        for n in range(1, 15)
    )
    bill = Invoice(
        id="i", client="n", issued=ago(30), due=ago(16), amount=Decimal(9), state="written_off"
    )
    done = Ledger(client=client(state="leaving"), checklist=points, invoice=(bill,))
    assert page_of(done) == (None, None)
    unpaid = replace(done, invoice=(replace(bill, state="sent"),))
    assert page_of(unpaid) != (None, None)
    assert next_of(replace(done, client=client())) != next_of(done)


def test_a_door_asks_for_what_its_flag_asks_for() -> None:
    asked = Event(id="m", client="n", on=ago(9), what="message_out", asks=True)
    door = attempt(screen="silent", flag="SILENT", review_by=ago(1))
    proposal = next_of(Ledger(client=client(), event=(asked,), attempt=(door,)))
    assert proposal is not None and proposal[1] == ago(1)
    assert proposal[0] not in ("Record how “1 Adjust” went", "See how it is going")
    answered = Event(id="i", client="n", on=ago(1), what="message_in")
    calm = Ledger(client=client(), event=(asked, answered), attempt=(replace(door, review_by=D),))
    assert next_of(calm) == ("See how it is going", D)


def test_a_step_beside_an_open_door_is_looked_at_in_the_same_words() -> None:
    step = attempt(flag="SCOPE_CREEP", review_by=ago(1))
    door = attempt("b", screen="finished", on=ago(3), taken_on=ago(3))
    alone, beside = (
        overview(replace(creeping(), attempt=attempts), D).next_action
        for attempts in ((step,), (step, door))
    )
    assert alone is not None and alone.look == "a"
    assert beside == alone


def test_a_worse_flag_is_not_hidden_by_a_step_for_another() -> None:
    ledger = replace(creeping(), attempt=(attempt(flag="DRAIN"),))
    worst = overview(ledger, D).worst
    assert worst is not None
    assert next_of(ledger) == (worst.next_action, D)


def test_without_a_flag_the_missing_fact_is_asked_and_then_later_actions_stand() -> None:
    bare = Ledger(client=client(), action=(action("check in", ago(-90)),))
    assert next_of(bare) == (overview(bare, D).health.unknown[0].do, None)
    resting = replace(bare, client=client(state="dormant"))
    assert next_of(resting) == ("check in", ago(-90))
    assert next_of(replace(resting, action=())) is None


def test_the_step_is_asked_about_once_its_day_has_come_whatever_flag_is_worst() -> None:
    ledger = replace(creeping(), attempt=(attempt(flag="DRAIN", review_by=ago(1)),))
    assert next_of(ledger) == ("Record how “1 Adjust” went", ago(1))
    assert page_of(ledger) == ("adapt", "adapt")


def overdue(id_: str = "i", days: int = 40) -> Invoice:
    return Invoice(
        id=id_, client="n", issued=ago(days + 14), due=ago(days), amount=Decimal(900), number=id_
    )


def test_no_money_is_asked_for_while_a_complaint_is_open() -> None:
    complaint = Event(id="m", client="n", on=ago(3), what="message_in", complaint=True)
    ledger = Ledger(client=client(), event=(complaint,), invoice=(overdue(),))
    assert page_of(ledger) == ("complaint", None)
    fresh = replace(ledger, event=(replace(complaint, on=D),))
    assert next_of(fresh) == (builtin().screens["complaint"].do, D)


def test_no_money_is_asked_for_first_while_somebody_is_unsafe_or_leaves() -> None:
    reminder = action("send a reminder", ago(2))
    threat = Event(id="t", client="n", on=ago(1), what="incident")
    unsafe = Ledger(client=client(), event=(threat,), invoice=(overdue(),), action=(reminder,))
    assert page_of(unsafe) == ("safety", None)
    assert next_of(unsafe) != next_of(replace(unsafe, event=()))
    bye = replace(unsafe, event=(replace(threat, what="leaving"),))
    assert next_of(bye) == (builtin().screens["leaving"].do, D)


def test_a_first_insult_asks_for_what_its_page_asks() -> None:
    insult = Event(id="t", client="n", on=ago(2), what="message_in", tone=-2, answered_on=ago(1))
    ledger = Ledger(client=client(), event=(insult,))
    assert page_of(ledger) == ("safety", None)
    assert next_of(ledger) == (builtin().screens["safety"].do, D)


def test_what_was_decided_for_their_safety_is_the_next_action() -> None:
    threat = Event(id="t", client="n", on=ago(1), what="incident")
    door = attempt(screen="safety", flag="SAFETY", on=ago(1), taken_on=ago(1))
    ledger = Ledger(
        client=client(),
        event=(threat,),
        attempt=(door,),
        decision=(replace(decision("d", "a"), screen="safety"),),
        action=(action("call the lawyer", ago(-2), decision="d"),),
    )
    assert next_of(ledger) == ("call the lawyer", ago(-2))


@given(ledgers())
def test_it_is_always_what_decide_opens(ledger: Ledger) -> None:
    shown = overview(ledger, TODAY)
    situation = Situation(ledger=ledger, health=shown.health, on=TODAY)
    proposal = next_action(situation, shown.step)
    if proposal is None:
        assert shown.verdict in ("good", "resting", "ended")
        return
    assert proposal.text
    entry = entry_point(situation)
    assert proposal.screen == entry.screen or may_end(situation)
    if entry.screen in STEPS and outcome_due(situation) and proposal.action is None:
        assert proposal.outcome == entry.screen, "decide asks for it before anything else"
    if situation.flag("SAFETY") or situation.view.open_complaints:
        assert entry.screen in GO_FIRST or (situation.view.ended and entry.screen != "late")


LATE = builtin().screens["late"]
STAGES = {
    option.do: option.stage
    for question in LATE.questions.values()
    for option in question.options
    if option.stage is not None
}


@given(ledgers())
def test_money_waits_for_what_comes_before_it(ledger: Ledger) -> None:
    """A second reading of health.md, "One next action", from the records alone."""
    proposal = overview(ledger, TODAY).next_action
    stage = STAGES.get(proposal.text) if proposal is not None else None
    if stage is None:
        return
    past = [event for event in ledger.event if event.on <= TODAY]
    assert not overview(ledger, TODAY).health.flag("SAFETY")
    assert not any(
        event.complaint and not (event.solved_on and event.solved_on <= TODAY)
        for event in past
        if event.what == "message_in"
    )
    assert not any(
        event.what == "message_in" and event.reason_to_wait and (TODAY - event.on).days < 60
        for event in past
    )
    assert not any(
        event.what == "pause"
        and event.by == "them"
        and event.until is not None
        and event.until >= TODAY
        for event in past
    )
    assert stage == 1, "no reminder is on record"


# --- after the end --------------------------------------------------------------------------


def ended(**records: Any) -> Ledger:
    """Closed a month ago, with a flag still there, and the steps that were taken to save it."""
    terms = attempt("r", screen="renegotiate", on=ago(60), taken_on=ago(60), review_by=ago(45))
    before = {
        "attempt": (terms,),
        "decision": (replace(decision("d", "r"), screen="renegotiate", on=ago(60)),),
        "action": (action("ask for new terms", ago(50), decision="d", on=ago(60)),),
    }
    life = replace(creeping(), client=client(state="closed", closed_on=ago(30), ended_by="us"))
    return replace(life, **{**before, **records})


def lesson() -> Attempt:
    return attempt("l", screen="lesson", on=ago(20), taken_on=ago(20), review_by=ago(6))


def test_what_was_to_save_it_is_over_with_the_end() -> None:
    assert page_of(ended()) == ("lesson", None)
    assert next_of(ended()) == (builtin().screens["lesson"].do, None), "it has no day"
    assert next_of(ended(attempt=(lesson(),))) is None


def test_what_is_left_of_the_goodbye_stands() -> None:
    hello = action("say hello", ago(-40), decision="p")
    goodbye = replace(decision("p", "g"), screen="part", on=ago(30))
    left = ended(attempt=(lesson(),), decision=(goodbye,), action=(hello,))
    assert next_of(left) == ("say hello", ago(-40))
    own = ended(attempt=(lesson(),), decision=(), action=(action("send the files", ago(2)),))
    assert next_of(own) == ("send the files", ago(2))


def test_the_money_of_somebody_who_is_gone_is_still_asked_for() -> None:
    assert page_of(ended(invoice=(overdue(),))) == ("late", None)


def test_only_the_steps_before_the_last_and_a_watch_are_to_save_it() -> None:
    assert {*STEPS[:-1], "watch"} == TO_SAVE_IT


def test_what_was_to_save_it_does_not_come_back_with_them() -> None:
    back = client(state="returned", closed_on=ago(30), returned_on=ago(5), ended_by="us")
    proposal = next_of(replace(ended(), client=back))
    assert proposal is None or proposal[0] != "ask for new terms"


def insulted(**more: Any) -> Ledger:
    """Two abusive messages, and the step that was decided about them."""
    harsh = tuple(
        Event(id=f"m{n}", client="n", on=ago(n), what="message_in", tone=-2) for n in (30, 12)
    )
    step = attempt(screen="renegotiate", flag="DISRESPECT", review_by=D)
    return Ledger(client=client(), event=harsh, attempt=(step,), **more)


def test_an_insult_asks_for_what_its_page_is_for() -> None:
    flag = overview(insulted(), D).health.flag("DISRESPECT")
    assert flag is not None
    assert page_of(insulted()) == ("safety", None)
    assert next_of(insulted()) == (builtin().screens["safety"].do, D) != (flag.next_action, D)


def warned(outcome: Outcome | None = None) -> Ledger:
    """They got a boundary note last week, while the step was still running."""
    door = attempt(
        "b", screen="safety", flag="DISRESPECT", on=ago(7), taken_on=ago(7), review_by=ago(6)
    )
    note = replace(decision("d", "b"), screen="safety", on=ago(7), template="boundary_note")
    ledger = insulted(decision=(note,))
    (step,) = ledger.attempt
    ended = replace(step, outcome=outcome, outcome_on=D if outcome else None)
    return replace(ledger, attempt=(ended, door))


def test_a_door_opened_beside_a_step_does_not_hide_that_its_day_has_come() -> None:
    assert page_of(warned()) == ("renegotiate", "renegotiate")
    assert next_of(warned()) == ("Record how “3 Renegotiate” went", D)


def test_a_late_step_asks_for_what_its_page_is_for() -> None:
    before = tuple(
        attempt(id_, screen=id_, flag="DISRESPECT", outcome="failed", outcome_on=D)
        for id_ in ("adapt", "train")
    )
    ledger = warned("failed")
    failed = replace(ledger, attempt=(*before, *ledger.attempt))
    assert page_of(failed) == ("redirect", None)
    assert next_of(failed) == (builtin().screens["redirect"].do, D)


def test_after_a_step_that_worked_nothing_more_is_asked_for_than_to_look_again() -> None:
    ledger = warned("worked")
    shown = overview(ledger, D)
    assert page_of(ledger) == ("watch", None)
    assert shown.worst is not None and shown.next_action is not None
    assert shown.next_action.text != shown.worst.next_action
    again = replace(ledger, attempt=ledger.attempt[:1])
    assert next_of(again) == (shown.next_action.text, shift(D, WATCH_DAYS))
