"""Taking a decision: from every answer something follows, and all of it can be stored."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from tests.triage.playbook.scene import Desk, day, filled, hard, paid_invoice
from tests.triage.playbook.test_walk import BOOK, paths
from tests.ways import decided
from triage.changes import RecordIds
from triage.health import RULES
from triage.open_items import LOOK_FOR_ANSWER
from triage.playbook.decide.commit import commit_decision
from triage.playbook.decide.form import form
from triage.playbook.errors import BadAnswer, BadField, DecisionRefused
from triage.playbook.gates.gates import GateKey
from triage.playbook.presentation import decide_view
from triage.playbook.state.situation import Situation
from triage.records.codec import dump, parse

ON = "2026-03-20"
KEY = GateKey(override="There is no other way left, and I have thought about it for long")
LINE = {"line": "No calls after six and no shouting."}
VALUES = {
    "reason": "a reason of more than forty characters, whoever asks",
    "person": "Ann",
    "hold": "Pity",
    "hours_per_month": "2.5",
    "until": "2026-05-01",
    "due": "2026-03-27",
    "fix_by": "2026-03-23",
    "invoices": "inv1",
    "instalments": "2026-04-01=50.00, 2026-05-01=50.00",
    "text": "a text that is long enough",
    "what": "one more time",
    "when": "count(no_show, 28) >= 2",
    "sentence": "Two missed meetings in a month",
}


@cache
def busy() -> Situation:
    """A client with something of everything, before whom all screens are open."""
    desk = Desk.of(since="2025-01-01")
    hard(desk, "2026-03-02", "2026-03-03")
    desk.log("request", "2026-03-04", outcome="absorbed")
    desk.log("message_out", "2026-03-10", asks=True)
    desk.add(
        "invoice",
        id="inv1",
        number="2026-01",
        issued="2026-02-01",
        due="2026-02-20",
        amount="100.00",
    )
    paid_invoice(desk, "2026-01-01", "2026-01-05")
    desk.log("thanks", "2026-01-12")
    desk.add("time", on="2026-03-05", minutes=300)
    desk.add("work_item", text="logo")
    desk.visit("2026-03-15", key=KEY)
    return desk.at(ON)


def typed(field: str) -> str:
    """What is typed into a field of the last small form."""
    assert field in VALUES, (
        f"VALUES of tests/triage/playbook/test_commit.py: what is typed as {field}"
    )
    return VALUES[field]


def values_for(screen: str, answers: Mapping[str, str]) -> dict[str, str]:
    """What the decision that the answers lead to asks for."""
    view = decide_view(busy(), screen, answers, key=KEY)
    assert view.decision is not None
    return {need.field: typed(need.field) for need in view.decision.needs}


@pytest.mark.parametrize("screen", list(BOOK.screens))
def test_every_path_leads_to_something_that_can_be_stored(screen: str) -> None:
    for answers in paths(screen):
        view = decide_view(busy(), screen, answers, key=KEY)
        assert view.open
        if view.decision is None:
            # An answer that opens another screen goes on there.
            assert view.screen != screen and view.question is not None
            continue
        taken = commit_decision(
            busy(), screen, answers, RecordIds("one"), values=values_for(screen, answers), key=KEY
        )
        assert taken.decision.code == view.decision.code
        assert [step["question"] for step in taken.decision.because] == list(answers)
        assert taken.decision.note is not None and taken.decision.note.startswith(f"{ON} - ")
        keys = [(record.kind, record.id) for record in taken.changes.records]
        assert len(keys) == len(set(keys))
        for record in taken.changes.records:
            assert parse(dump(record, "EUR")) == record


class TestRecords:
    def test_a_step(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-02", "2026-03-03")
        taken = desk.take(ON, "adapt", LINE, {"expect": "no shouting for a month"})
        assert taken.attempt.screen == "adapt" and taken.attempt.flag == "DISRESPECT"
        assert taken.attempt.taken_on == day(ON)
        assert taken.attempt.review_by == day("2026-04-03")
        decision = taken.decision
        assert (decision.code, decision.template) == ("CHANGE", "reset_expectations")
        assert decision.attempt == taken.attempt.id
        assert decision.playbook == "playbook.toml 2"
        assert decision.expect == "no shouting for a month" and decision.set == {}
        assert decision.note is not None
        assert decision.note.startswith(f"{ON} - Adjust - Make the change you named - because ")
        assert LINE["line"] in decision.note
        assert decision.proposed == RULES["DISRESPECT"].next_action
        assert decision.known[0].startswith("why: since Tue 3 March: 2 harsh messages")
        assert desk.todo() == [("Make the change you named", "2026-03-23")]
        (answer,) = (a for a in desk.of_kind("answer") if a.question == "line")
        assert (answer.value, answer.screen) == (LINE["line"], "adapt")
        assert answer.ask.startswith("Where do you draw the line?")

    def test_facts_stand_in_the_stored_question(self) -> None:
        desk = Desk.of()
        desk.add("time", on="2026-03-05", minutes=90, work="own")
        desk.take(ON, "adapt", {"gourmet": "3"}, key=GateKey(flag="OVER_SERVICE"))
        (decision,) = desk.of_kind("decision")
        (step,) = (step for step in decision.because if step["question"] == "gourmet")
        assert "(logged: 1.5 in 28 days)" in step["ask"]

    def test_a_yes_is_named_with_its_question(self) -> None:
        desk = Desk.of()
        taken = desk.take(ON, "watch", {"real": "no", "quirk": "no"})
        assert taken.decision.note is not None
        for named in ("happened before: no", "can you live with it: no"):
            assert named in taken.decision.note

    def test_a_half_time_look_and_the_day_their_answer_is_due(self) -> None:
        desk = Desk.of()
        desk.take(ON, "train", {"known": "1", "topic": "1", "gloss": "", "believe": "4"}, key=KEY)
        assert desk.todo() == [
            ("Send the how-we-work guide and offer a 20-minute call", "2026-03-23"),
            ("Midpoint check: Train", "2026-04-03"),
        ]
        assert [a.check_on for a in desk.of_kind("attempt")] == [day("2026-04-03")]
        terms = Desk.of()
        terms.take(
            ON,
            "renegotiate",
            {"trade": "5", "walk": "60", "gain": "no more haggling", "kind": "1"},
            key=KEY,
        )
        assert terms.todo()[1] == (LOOK_FOR_ANSWER, "2026-04-06")
        assert terms.of_kind("decision")[0].set == {"effective_from": "2026-04-19"}

    def test_what_stays_decides_nothing_yet(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-02", "2026-03-03")
        taken = desk.take(ON, "adapt", {"cause": "6", "ask": "no"}, key=GateKey(flag="DRAIN"))
        assert taken.attempt.taken_on is None and taken.attempt.outcome is None
        assert taken.decision.review_by == day("2026-03-22")
        again = desk.take("2026-03-23", "adapt", LINE)
        assert again.attempt.id == taken.attempt.id

    def test_an_outcome_that_the_decision_gives(self) -> None:
        desk = Desk.of()
        taken = desk.take(ON, "train", {"known": "3", "repeat": "0"}, key=KEY)
        assert (taken.attempt.outcome, taken.attempt.outcome_on) == ("worked", day(ON))
        assert taken.attempt.outcome_reason == "It worked: thank them and watch for 8 weeks"
        assert taken.decision.watch_until == day("2026-05-15")
        assert taken.decision.review_by is None
        passed = desk.take(
            ON,
            "redirect",
            {"misfit": "3", "other": "no"},
            {"reason": "nobody does this here"},
            key=KEY,
        )
        assert (passed.attempt.outcome, passed.attempt.outcome_reason) == (
            "na",
            "nobody does this here",
        )
        assert passed.decision.next == "part"

    def test_answers_through_two_screens_belong_to_the_last(self) -> None:
        desk = Desk.of()
        answers = {"real": "yes", "cost": "1", "trip": "3", "cause": "6", "ask": "no", "style": "1"}
        taken = desk.take(ON, "watch", answers)
        assert taken.decision.screen == "adapt"
        screens = [step["screen"] for step in taken.decision.because]
        first = screens.count("watch")
        assert 0 < first < len(screens)
        assert screens == ["watch"] * first + ["adapt"] * (len(screens) - first)
        # An answer off the way is kept, and led nowhere.
        on_the_way = {(step["screen"], step["question"]) for step in taken.decision.because}
        assert ("adapt", "style") not in on_the_way
        kept = {(a.screen, a.question) for a in desk.of_kind("answer")}
        assert kept == on_the_way | {("adapt", "style")}
        assert {question for _, question in kept} >= answers.keys()


class TestOnce:
    def test_a_second_try_lands_on_the_first(self) -> None:
        desk = Desk.of()
        first = desk.take(ON, "adapt", LINE, key=GateKey(flag="DISRESPECT"), seed="s")
        before = dict(desk.records)
        again = desk.take(ON, "adapt", LINE, key=GateKey(flag="DISRESPECT"), seed="s")
        assert again.already and again.changes.puts == ()
        assert (again.decision, again.attempt) == (first.decision, first.attempt)
        assert desk.records == before

    def test_two_windows_that_decide_alike_have_decided_once(self) -> None:
        desk = Desk.of()
        answers = {"got": "yes", "dispute": "no", "stage": "1"}
        first = desk.take(ON, "late", answers)
        again = desk.take(ON, "late", answers)
        assert again.already and again.decision == first.decision
        assert len(desk.of_kind("decision")) == len(desk.of_kind("action")) == 1
        assert not desk.take(ON, "late", {**answers, "stage": "2"}).already
        assert not desk.take("2026-03-21", "late", {**answers, "stage": "2"}).already

    def test_the_same_seed_makes_the_same_records(self) -> None:
        at, key = busy(), GateKey(flag="DISRESPECT")
        answers = filled(at, "adapt", LINE, key)
        first = commit_decision(at, "adapt", answers, RecordIds("s"), key=key)
        two = commit_decision(at, "adapt", answers, RecordIds("s"), key=key)
        assert first.changes == two.changes

    def test_two_windows_enter_a_step_with_the_same_record(self) -> None:
        at, key = busy(), GateKey(flag="DISRESPECT")
        answers = filled(at, "adapt", LINE, key)
        first = commit_decision(at, "adapt", answers, RecordIds("a"), key=key)
        two = commit_decision(at, "adapt", answers, RecordIds("b"), key=key)
        assert first.attempt.id == two.attempt.id
        assert first.decision.id != two.decision.id

    def test_a_new_decision_takes_the_place_of_what_was_to_do(self) -> None:
        desk = Desk.of()
        desk.add("invoice", issued="2026-02-01", due="2026-03-10", amount="100.00")
        answers = {"got": "yes", "dispute": "no", "stage": "1"}
        desk.take("2026-03-13", "late", answers)
        desk.take(ON, "late", {**answers, "stage": "2"})
        assert [text for text, _ in desk.todo()] == [
            "Send a second reminder with the invoice, and ask what is holding up payment"
        ]


class TestRefused:
    def test_while_a_gate_is_shut(self) -> None:
        with pytest.raises(
            DecisionRefused, match="“Train” is not available yet: G1: “Adjust” not yet tried"
        ):
            Desk.of().take(ON, "train", {"known": "4"}, {"reason": "x" * 20})

    def test_on_the_way(self) -> None:
        with pytest.raises(DecisionRefused, match="“Adjust”: answer"):
            commit_decision(Desk.of().at(ON), "adapt", {"cause": "1"}, RecordIds("on the way"))

    def test_an_answer_that_does_not_fit_even_off_the_path(self) -> None:
        with pytest.raises(BadAnswer, match="gourmet: “lots” is not a number"):
            Desk.of().take(ON, "adapt", {"cause": "6", "ask": "no", "gourmet": "lots"})

    def test_an_unknown_flag_or_screen(self) -> None:
        with pytest.raises(DecisionRefused, match="no flag 'RUDE'"):
            Desk.of().take(ON, "adapt", LINE, key=GateKey(flag="RUDE"))
        with pytest.raises(DecisionRefused, match="no page 'fire'"):
            Desk.of().take(ON, "fire", {})

    def test_the_last_small_form_by_name(self) -> None:
        answers = {"misfit": "3", "other": "no"}
        with pytest.raises(BadField, match="reason: is still needed") as caught:
            Desk.of().take(ON, "redirect", answers, key=KEY)
        assert caught.value.field == "reason"
        with pytest.raises(BadField, match="mood: this decision has no such field"):
            Desk.of().take(ON, "redirect", answers, {"mood": "x"}, key=KEY)


class TestInstead:
    """What is used up, or never offered, is replaced by what is there."""

    def test_one_last_try_is_one(self) -> None:
        desk = Desk.of()
        desk.visit("2026-03-15", key=KEY)
        values = {"reason": "they asked for one more month", "until": "2026-03-30"}
        first = desk.take(ON, "part", {"still": "2"}, values)
        assert (first.decision.code, first.decision.review_by) == ("LAST_TRY", day("2026-03-30"))
        assert desk.todo() == [("Make one last specific attempt, with an end date", "2026-03-30")]
        again = desk.take("2026-03-31", "part", {"still": "2"})
        assert again.decision.code == "WAIT"
        assert again.attempt.id == first.attempt.id

    @pytest.mark.parametrize(
        ("flag", "code"),
        [("OUR_TURN", "WATCH28"), ("LIQUIDITY", "WATCH28"), ("BOUNDARY", "ACCEPT")],
    )
    def test_some_flags_are_never_accepted(self, flag: str, code: str) -> None:
        key = GateKey(flag=flag)
        answers = filled(busy(), "watch", {"real": "no", "quirk": "yes"}, key)
        view = decide_view(busy(), "watch", answers, key=key)
        assert view.decision is not None and view.decision.code == code

    def test_an_insult_is_never_accepted(self) -> None:
        desk = Desk.of()
        hard(desk, "2026-03-18", "2026-03-19")
        answers = {"real": "no", "quirk": "yes"}
        mild = desk.view(ON, "watch", answers, goal=decided)
        assert mild.decision is not None and mild.decision.code == "ACCEPT"
        hard(desk, "2026-03-20", tone=-2)
        rude = desk.view(ON, "watch", answers, goal=decided)
        assert rude.decision is not None and rude.decision.code == "WATCH28"

    def test_an_offer_to_somebody_leaving_is_made_once(self) -> None:
        desk = Desk.of()
        answers = {"sure": "1", "reason": "2", "offer": "yes", "relief1": "no", "terms1": "1"}
        assert desk.take("2026-03-18", "leaving", answers).decision.code == "GO_OFFER"
        view = desk.view(ON, "leaving", answers, goal=decided)
        assert view.decision is not None and view.decision.code == "GO"


def test_every_need_of_the_playbook_has_a_sample() -> None:
    asked = {
        need.field
        for screen in BOOK.screens.values()
        for rule in screen.decisions.values()
        for need in form(rule)
    }
    unknown = asked - set(VALUES) - {"expect", "end_date", "effective_from"}
    assert not unknown, (
        f"VALUES of tests/triage/playbook/test_commit.py: what is typed as {unknown}"
    )
