"""Goodbyes, theirs and ours: what is asked, what is shown, and what is never done."""

from __future__ import annotations

import re

import pytest

from tests.triage.playbook.scene import Desk, hard, paid_invoice
from tests.ways import at, decided, to_send
from triage.playbook.gates.gates import GateKey
from triage.playbook.load.playbook_file import builtin
from triage.records import Attempt

ON = "2026-03-20"
KEY = GateKey(override="There is no other way left, and I have thought about it")
BOOK = builtin()
PRICE = {"sure": "1", "reason": "2", "offer": "yes"}
END = {"still": "1", "solid": "1", "cushion": "1", "contract": "1", "open": "1", "mood": "1"}


def lines(desk: Desk, screen: str) -> dict[str, str]:
    return {fact.label: fact.text for fact in desk.view(ON, screen).facts}


def asks(desk: Desk, screen: str, answers: dict[str, str], question: str) -> bool:
    """Whether the answers lead to a question, one that a test knows nothing of passed by."""
    view = desk.view(ON, screen, answers, key=KEY, goal=at(question))
    return view.question is not None and view.question.id == question


def decides(desk: Desk, screen: str, answers: dict[str, str]) -> str | None:
    decision = desk.view(ON, screen, answers, key=KEY, goal=decided).decision
    return decision.code if decision else None


def opened() -> Desk:
    """A goodbye whose night is over."""
    desk = Desk.of()
    desk.visit("2026-03-19", key=KEY)
    return desk


class TestTheyLeave:
    def test_the_income_that_goes_is_said_once_and_plainly(self) -> None:
        desk = Desk.of()
        paid_invoice(desk, "2026-02-01", "2026-02-10")
        shown = lines(desk, "leaving")
        assert shown["share"] == "100% of your income in the last 180 days"
        assert sum("income" in text for text in shown.values()) == 1
        texts = [q.ask + q.why for q in BOOK.screens["leaving"].questions.values()]
        assert not any("income" in text for text in texts)

    def test_there_is_no_waiting_and_the_reply_is_due_at_once(self) -> None:
        codes = set(BOOK.screens["leaving"].decisions)
        assert codes == {"MEND", "LOOK_UP", "GO", "GO_OFFER", "GO_KEEP", "GO_QUIET"}
        desk = Desk.of()
        desk.take(ON, "leaving", {"sure": "4", "terms": "1"})
        assert desk.todo()[0] == ("Reply today or tomorrow", "2026-03-21")

    def test_who_had_wanted_out_makes_no_offer(self) -> None:
        desk = Desk.of()
        assert asks(desk, "leaving", PRICE, "relief1")
        wished_to_end = {**PRICE, "relief1": "yes"}
        assert asks(desk, "leaving", wished_to_end, "terms")
        assert decides(desk, "leaving", {**wished_to_end, "terms": "1"}) == "GO"
        held_on = {**PRICE, "relief1": "no", "terms1": "1"}
        assert decides(desk, "leaving", held_on) == "GO_OFFER"

    def test_before_it_is_decided_it_can_be_mended(self) -> None:
        desk = Desk.of()
        assert decides(desk, "leaving", {"sure": "2", "early": "yes"}) == "MEND"
        assert asks(desk, "leaving", {"sure": "2", "early": "no"}, "reason")

    @pytest.mark.parametrize("option", ["1", "4", "5"])
    def test_what_nobody_can_fix_asks_for_no_offer(self, option: str) -> None:
        assert asks(Desk.of(), "leaving", {"sure": "1", "reason": option}, "relief")

    def test_their_notice_is_waived_or_shortened_or_its_cost_named(self) -> None:
        desk = Desk.of()
        path = {"sure": "1", "reason": "1", "relief": "no"}
        question = desk.view(ON, "leaving", path, goal=at("terms")).question
        assert question is not None and "28 days" in question.ask
        labels = [option.label.lower() for option in question.options]
        assert any("waive" in text for text in labels) and any("shorten" in t for t in labels)
        keep = desk.view(ON, "leaving", {**path, "terms": "3"}, goal=decided).decision
        assert keep is not None and keep.needs[0].least == 20
        assert "close the door for good" in keep.say

    def test_it_is_no_verdict_on_you_is_said_once(self) -> None:
        mentions = {}
        for screen in BOOK.screens:
            view = Desk.of().view(ON, screen, key=KEY)
            texts = [fact.text for fact in view.facts]
            texts += [q.ask + " " + q.why for q in BOOK.screens[screen].questions.values()]
            mentions[screen] = len(re.findall(r"verdict on you", " ".join(texts)))
        assert {screen: n for screen, n in mentions.items() if n} == {"leaving": 1, "lesson": 1}

    def test_feedback_waits_until_the_first_pain_is_over(self) -> None:
        desk = Desk.of()
        desk.take(ON, "leaving", {"sure": "4", "terms": "1"})
        due = dict(desk.todo())[to_send("feedback_request")]
        assert 14 <= (desk.at(due).on - desk.at(ON).on).days <= 42
        assert dict(desk.todo())[to_send("later_checkin")] == "2026-06-18"


def test_a_reference_is_facts_or_a_polite_no() -> None:
    desk = Desk.of(state="closed", closed_on="2026-03-01")
    desk.log("reference_request", ON, asker="Kim")
    for what in ("2", "3"):
        assert decides(desk, "later", {"what": what, "facts": "yes"}) == "REFERENCE"
        assert decides(desk, "later", {"what": what, "facts": "no"}) == "DECLINE"
    assert lines(desk, "later")["asked"] == "by Kim on Fri 20 March"


def test_what_a_loss_costs_stands_before_its_lesson() -> None:
    desk = Desk.of(state="closed", closed_on="2026-03-10", ended_by="them")
    paid_invoice(desk, "2026-02-01", "2026-02-10")
    assert lines(desk, "lesson")["share"] == "100% of your income in the last 180 days"


class TestYouPart:
    def test_it_begins_with_a_calm_sentence_and_may_wait(self) -> None:
        desk = opened()
        question = desk.view(ON, "part", key=KEY, goal=at("still")).question
        assert question is not None and question.why.startswith("It is never pleasant")
        assert [o.label for o in question.options] == [
            "End it",
            "Make one last specific attempt",
            "Sleep on it",
        ]
        taken = desk.take(ON, "part", {"still": "3"}, key=KEY)
        assert taken.decision.code == "WAIT"
        assert desk.todo() == [("Sleep on it", "2026-03-21")]

    def test_past_effort_is_no_reason_and_in_no_figure(self) -> None:
        desk = opened()
        before = lines(desk, "part")
        desk.add("time", on="2023-05-01", minutes=6000)
        paid_invoice(desk, "2023-05-01", "2023-05-01", "9000.00")
        after = lines(desk, "part")
        assert {k: v for k, v in after.items() if k != "good"} == {
            k: v for k, v in before.items() if k != "good"
        }
        assert "spent in the past is no reason" in BOOK.screens["part"].questions["still"].why

    def test_no_word_of_shame_stands_in_it(self) -> None:
        screen = BOOK.screens["part"]
        texts = [screen.title, screen.purpose, *(d.say for d in screen.decisions.values())]
        for question in screen.questions.values():
            texts += [question.ask, question.why, *(o.label for o in question.options)]
        shame = r"\b(fire|firing|dump|get rid|guilt\w*|shame\w*|fail\w*|give up|quit\w*)\b"
        assert not re.search(shame, " ".join(texts).lower())

    def test_trifles_are_no_ground(self) -> None:
        assert decides(opened(), "part", {"still": "1", "solid": "2"}) == "LAST_TRY"

    def test_whom_it_touches_is_shown_first(self) -> None:
        desk = Desk.of(linked=["d"])
        desk.add("client", id="d", name="Dana Ltd")
        desk.visit("2026-03-19", key=KEY)
        paid_invoice(desk, "2026-02-01", "2026-02-10")
        question = desk.view(
            ON, "part", {"still": "1", "solid": "1"}, key=KEY, goal=at("cushion")
        ).question
        assert question is not None
        assert question.ask.startswith(
            "They bring in 100% of your income. Linked clients: Dana Ltd."
        )

    def test_your_own_notice_is_kept_and_theirs_is_not_asked_for(self) -> None:
        desk = opened()
        taken = desk.take(ON, "part", {**END, "way": "2"})
        assert taken.decision.set == {"end_date": "2026-04-19"}
        go = Desk.of().take(ON, "leaving", {"sure": "4", "terms": "1"})
        assert "end_date" not in go.decision.set

    def test_what_they_may_feel_is_asked_and_how_they_hear_it(self) -> None:
        desk = opened()
        assert asks(desk, "part", {k: v for k, v in END.items() if k != "mood"}, "mood")
        assert decides(desk, "part", {**END, "way": "1"}) == "MEETING"
        assert decides(desk, "part", {**END, "way": "2"}) == "LETTER"

    def test_the_end_is_written_down_whole(self) -> None:
        desk = opened()
        hard(desk, "2026-03-01")
        taken = desk.take(ON, "part", {**END, "way": "2"}, {"expect": "they take it calmly"})
        decision = taken.decision
        asked = [step["question"] for step in decision.because]
        assert [question for question in asked if question in {*END, "way"}] == [*END, "way"]
        assert decision.known and decision.expect == "they take it calmly"
        assert decision.note is not None and decision.note.startswith("2026-03-20 - Part ways")
        assert len(desk.of_kind("checklist")) == 14


class TestWhatIsOwed:
    PAID = ("finish", "hand_over", "nothing_open", "paused_until_paid")

    def test_work_is_finished_handed_over_or_rests_until_it_is_paid(self) -> None:
        options = BOOK.screens["part"].questions["open"].options
        assert tuple(option.key for option in options) == self.PAID

    def test_a_pause_needs_the_right_to_pause(self) -> None:
        desk = Desk.of()
        desk.add("invoice", issued="2026-02-01", due="2026-02-15", amount="100.00")
        path = {"got": "yes", "dispute": "no", "stage": "4"}
        assert decides(desk, "late", {**path, "clause": "1"}) == "PAUSE"
        assert decides(desk, "late", {**path, "clause": "3"}) == "ADVICE"

    def test_danger_ends_courtesy_and_not_the_handover(self) -> None:
        desk = Desk.of()
        desk.log("incident", ON, type="threat")
        taken = desk.take(
            ON, None, {"danger": "no", "kind": "1", "keep": "", "over": "no", "how": "1"}
        )
        assert taken.decision.template == "safety_stop"
        points = " ".join(p.text or "" for p in desk.of_kind("checklist"))
        assert "files, data, accounts and domains returned" in points


def test_every_goodbye_of_the_playbook_leaves_a_closing_list() -> None:
    for screen in ("leaving", "part", "safety"):
        for rule in BOOK.screens[screen].decisions.values():
            if rule.state in ("leaving", "closing"):
                assert rule.checklist == "closing", rule.code


def test_a_step_that_was_passed_by_is_kept_with_its_reason() -> None:
    desk = Desk.of()
    desk.outcome(ON, "adapt", "na", "they asked us not to change a thing")
    (attempt,) = desk.of_kind("attempt")
    assert isinstance(attempt, Attempt)
    assert (attempt.outcome, attempt.outcome_reason) == (
        "na",
        "they asked us not to change a thing",
    )
