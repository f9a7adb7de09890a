"""One advice a card: whatever a life looks like, it never contradicts the next action."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.examples import examples
from tests.triage.lives import TODAY
from tests.triage.strategies import MAYBE_DAYS, days, ledgers
from triage.clients.overview import Overview, overviews
from triage.clients.review_history import NEVER
from triage.health import FLAG_CODES
from triage.ledger import Book, Ledger
from triage.playbook.vocabulary import HELPERS, STEPS
from triage.records import Action, Attempt, Decision, Review
from triage.review.action_question import ACTION, due_action
from triage.review.card_question import asked
from triage.review.proposal import offer
from triage.review.queue import Card, place_of

SCREENS = (*STEPS, *HELPERS)


@st.composite
def decided_lives(draw: st.DrawFn) -> Ledger:
    """A made-up life with steps taken, decided and not, and what they left to do."""
    ledger = draw(ledgers())
    attempts, decisions, actions = [], [], []
    for number in range(draw(st.integers(0, 3))):
        on = draw(days())
        screen = draw(st.sampled_from(SCREENS))
        attempt = Attempt(
            id=f"t{number}",
            client="c",
            screen=screen,
            on=on,
            flag=draw(st.none() | st.sampled_from(FLAG_CODES)),
            taken_on=draw(st.sampled_from([None, on, on])),
            review_by=draw(MAYBE_DAYS),
            outcome=draw(st.sampled_from([None, None, "worked", "failed"])),
        )
        attempts.append(replace(attempt, outcome_on=on if attempt.outcome else None))
        if attempt.taken_on is not None and draw(st.booleans()):
            decision = Decision(
                id=f"d{number}",
                client="c",
                attempt=attempt.id,
                screen=screen,
                code="X",
                on=on,
                say="Do it",
                playbook="p",
                flag=attempt.flag,
            )
            decisions.append(decision)
            action = Action(
                id=f"x{number}",
                client="c",
                text=f"Do {number}",
                on=on,
                decision=decision.id,
                due=draw(MAYBE_DAYS),
                template=draw(st.sampled_from([None, "payment_reminder"])),
            )
            actions.append(action)
    return replace(
        ledger, attempt=tuple(attempts), decision=tuple(decisions), action=tuple(actions)
    )


def card_of(ledger: Ledger, review: Review | None) -> Overview:
    book = Book(ledgers={"c": ledger}, reviews=(review,) if review else ())
    return overviews(book, TODAY)["c"]


REVIEWS = st.sampled_from(
    [
        None,
        Review(id="r", on=TODAY - timedelta(days=7), finished_on=TODAY - timedelta(days=7)),
        Review(
            id="r",
            on=TODAY - timedelta(days=7),
            finished_on=TODAY - timedelta(days=7),
            seen={"c": {code: {"severity": 5} for code in FLAG_CODES}},
        ),
    ]
)


@pytest.mark.parametrize("seeds", range(5))  # a hundred lives, shared among the processes
@given(ledger=decided_lives(), review=REVIEWS)
@examples(20)
def test_no_card_proposes_two_things_that_contradict(
    seeds: int, ledger: Ledger, review: Review | None
) -> None:
    overview = card_of(ledger, review)
    if overview.verdict in ("ended", "resting"):
        return
    card = Card(("c",), place_of(overview, NEVER, TODAY))
    takes = offer(overview, card, NEVER, TODAY, TODAY.weekday())
    action, question = overview.next_action, asked(overview)
    if takes.proposed in ("good", "hold", "answer"):
        assert not _due(action.due if action else None), "it can wait, and is to be done today"
    if takes.proposed == "answer":
        assert question is not None, "there is something to answer"
    if takes.proposed == "hold":
        assert takes.hold is not None and not takes.hold_refused
    if takes.proposed == "good":
        assert overview.verdict == "good"
    if question is not None and question.fact == ACTION:
        due = due_action(overview)
        assert due is not None and action is not None and action.action == due.id
        assert takes.proposed == "decide", "what is asked about is what is to be done next"
    if overview.step is not None:
        assert _chosen(overview, ledger), "a step that the user did not choose"


def _due(day: date | None) -> bool:
    return day is not None and day <= TODAY


def _chosen(overview: Overview, ledger: Ledger) -> bool:
    """Whether the step that is shown was taken by a decision of its own, or by no other's."""
    assert overview.step is not None
    (attempt,) = (a for a in ledger.attempt if a.id == overview.step.attempt)
    if any(decision.attempt == attempt.id for decision in ledger.decision):
        return True
    of_late = any(d.screen == "late" and d.on == attempt.taken_on for d in ledger.decision)
    return attempt.taken_on is not None and not (of_late and attempt.screen in STEPS)
