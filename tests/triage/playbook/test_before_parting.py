"""What is tried before anybody parts, and what a complaint and a loss ask."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.lives import TODAY, healthy
from tests.triage.playbook.scene import Desk, hard
from tests.ways import at, decided
from triage.playbook.ask.fact_lines import fact_lines
from triage.playbook.errors import BadAnswer
from triage.playbook.gates.gates import GateKey
from triage.playbook.load.playbook_file import builtin
from triage.playbook.state.situation import situation

ON = "2026-03-20"
BOOK = builtin()
OVER = GateKey(override="There is no other way left, and I have thought about it for long")
PRICES = {"trade": "5", "walk": "60", "gain": "the report is in it", "kind": "1"}


def asks(desk: Desk, screen: str, answers: dict[str, str], question: str) -> bool:
    """Whether the answers lead to a question, one that a test knows nothing of passed by."""
    view = desk.view(ON, screen, answers, key=OVER, goal=at(question))
    return view.question is not None and view.question.id == question


def decides(desk: Desk, screen: str, answers: dict[str, str]) -> str | None:
    decision = desk.view(ON, screen, answers, key=OVER, goal=decided).decision
    return decision.code if decision else None


def labels(screen: str, question: str) -> list[str]:
    return [option.label for option in BOOK.screens[screen].questions[question].options]


def troubled() -> Desk:
    desk = Desk.of()
    hard(desk, "2026-03-18", "2026-03-19")
    return desk


class TestHalfway:
    @pytest.mark.parametrize(
        ("option", "cause"),
        [
            ("1", "bad_experience"),
            ("2", "personal_trouble"),
            ("3", "money_tight"),
            ("4", "new_person"),
            ("5", "our_fault"),
        ],
    )
    def test_the_cause_one_supposes_is_kept(self, option: str, cause: str) -> None:
        desk = Desk.of()
        answers = {"cause": option, "people": "yes", "ours": "answer the mails sooner"}
        answers |= {"essence": "4", "style": "4"}
        taken = desk.take(
            ON, "adapt", answers, {"reason": "we have changed all there is to change"}
        )
        assert taken.decision.code == "CANNOT"
        assert {step["value"] for step in taken.decision.because} >= {cause}

    def test_a_guess_is_asked_about_first(self) -> None:
        taken = Desk.of().take(ON, "adapt", {"cause": "6", "ask": "no"})
        assert (taken.decision.code, taken.decision.template) == ("ASK", "ask_what_matters")
        assert taken.attempt.taken_on is None

    def test_ones_own_part_is_a_cause_too(self) -> None:
        assert asks(Desk.of(), "adapt", {"cause": "5"}, "ours")
        with pytest.raises(BadAnswer, match="ours"):
            Desk.of().view(ON, "adapt", {"cause": "5", "ours": "no"})

    def test_done_finished_or_both_and_less_polish(self) -> None:
        assert labels("adapt", "essence")[:3] == [
            "Just done; less polish is fine",
            "Polished, and they pay for it",
            "Polished, at the old price",
        ]
        path = {"cause": "1", "essence": "1"}
        assert decides(Desk.of(), "adapt", {**path, "gourmet": "3"}) == "SIMPLIFY"

    def test_bending_ends_at_a_line_in_one_sentence(self) -> None:
        path = {"cause": "1", "essence": "2", "style": "1"}
        assert asks(Desk.of(), "adapt", path, "line")
        with pytest.raises(BadAnswer, match="line"):
            Desk.of().view(ON, "adapt", {**path, "line": "enough"})
        line = {"line": "One list of changes a week, please"}
        assert decides(Desk.of(), "adapt", {**path, **line}) == "CHANGE"
        assert decides(Desk.of(), "adapt", {**path, "style": "4"}) == "CANNOT"

    def test_the_other_side_is_looked_at_and_may_be_noted(self) -> None:
        busy = Desk.of(linked=["x"])
        hard(busy, "2026-03-18", "2026-03-19")
        busy.log("new_person", "2026-03-01", who="Rolf")
        busy.log("our_promise", "2026-03-01", due="2026-03-05")
        busy.add("energy", on="2026-03-19", mark=2)
        busy.log("thanks", "2026-03-01")
        for desk in (Desk.of(), busy):
            lines = [f.text for f in desk.view(ON, "adapt").facts if f.label == "their side"]
            assert lines == ["in their place, what would you expect today? Press n to note it"]

    def test_our_own_missed_promises_stand_beside_it(self) -> None:
        desk = troubled()
        desk.log("our_promise", "2026-02-01", due="2026-02-10", kept_on="2026-02-12")
        ours = [f.text for f in desk.view(ON, "adapt").facts if f.label == "your side"]
        assert ours == ["1 promise of yours went overdue in the last 90 days (Tue 10 February)"]


class TestExplaining:
    def explained(self, answers: dict[str, str]) -> Desk:
        desk = troubled()
        desk.outcome(ON, "adapt", "na", "they asked us not to change a thing")
        desk.take(ON, "train", {"known": "1", "topic": "1", "gloss": "", **answers})
        return desk

    @pytest.mark.parametrize(("belief", "days"), [("1", 14), ("4", 28)])
    def test_belief_sets_the_length_of_the_trial(self, belief: str, days: int) -> None:
        (decision,) = self.explained({"believe": belief}).of_kind("decision")
        assert (decision.review_by - decision.on).days == days

    def test_not_understood_not_liked_and_not_able_are_three_things(self) -> None:
        path = {"known": "3", "repeat": "1"}
        ways = [decides(troubled(), "train", {**path, "gap": n}) for n in ("1", "3", "4")]
        assert ways == ["TEACH", "TEACH_UP", "TEACH"]
        assert asks(troubled(), "train", {**path, "gap": "2"}, "both")

    def test_while_both_try_it_goes_on(self) -> None:
        path = {"known": "3", "repeat": "2"}
        assert asks(troubled(), "train", {**path, "both": "yes"}, "believe")
        assert decides(troubled(), "train", {**path, "both": "no"}) == "FAILED"

    def test_what_they_ask_again_and_again_is_offered_for_the_word_list(self) -> None:
        desk = troubled()
        for on in ("2026-03-01", "2026-03-02", "2026-03-03"):
            desk.log("question_repeat", on, text="Where is the login?")
        question = desk.view(
            ON, "train", {"known": "1", "topic": "1"}, key=OVER, goal=at("gloss")
        ).question
        assert question is not None and question.id == "gloss"
        assert "They often ask: Where is the login?)" in question.ask

    def test_passing_it_by_opens_terms_and_not_the_goodbye(self) -> None:
        desk = troubled()
        for step in ("adapt", "train"):
            desk.outcome(ON, step, "na", "they know it all, and say so themselves")
        assert desk.shut(ON, "renegotiate") == {}
        assert "G2" in desk.shut(ON, "part")


class TestTerms:
    @pytest.mark.parametrize("way", ["2", "3"])
    def test_a_plea_and_pressure_lead_to_the_same_price(self, way: str) -> None:
        path = {**PRICES, "trade": way, "cause": "5", "scope": "the monthly report"}
        desk = Desk.of()
        taken = desk.take(ON, "renegotiate", path, key=OVER)
        assert taken.decision.code == "PRICE"
        plea = labels("renegotiate", "trade")[int(way) - 1]
        assert plea[:20] in (taken.decision.note or "")

    def test_what_drops_out_is_asked_before_a_lower_price(self) -> None:
        path = {"trade": "2", "cause": "1"}
        assert asks(Desk.of(), "renegotiate", path, "scope")
        with pytest.raises(BadAnswer, match="scope"):
            Desk.of().view(ON, "renegotiate", {**path, "scope": "less"}, key=OVER)
        assert "less work, not the same work for less" in (
            BOOK.screens["renegotiate"].questions["cause"].why
        )

    def test_what_they_gain_must_be_said(self) -> None:
        path = {key: value for key, value in PRICES.items() if key in ("trade", "walk")}
        assert asks(Desk.of(), "renegotiate", path, "gain")
        with pytest.raises(BadAnswer, match="gain"):
            Desk.of().view(ON, "renegotiate", {**path, "gain": ""}, key=OVER)

    def test_a_price_has_its_reason_and_no_shame(self) -> None:
        why = BOOK.screens["renegotiate"].questions["walk"].why
        assert why == "Set it before you talk; below it, every hour costs you money."

    def test_under_the_floor_it_is_a_gift_or_ends_on_a_day(self) -> None:
        under = {**PRICES, "walk": "30"}
        assert asks(Desk.of(), "renegotiate", {"trade": "5", "walk": "30"}, "loss")
        gift = (
            Desk.of()
            .view(ON, "renegotiate", {**under, "loss": "2"}, key=OVER, goal=decided)
            .decision
        )
        assert gift is not None and gift.code == "GIFT"
        assert [need.field for need in gift.needs] == ["hours_per_month", "until", "reason"]
        fill_in = {**under, "loss": "1"}
        ends = "The time for work below your floor is over: agree on new terms, or stop"
        for values, day in (({}, "2026-06-12"), ({"until": "2026-05-01"}, "2026-05-01")):
            desk = Desk.of()
            desk.take(ON, "renegotiate", fill_in, values, key=OVER)
            assert (ends, day) in desk.todo()
        desk = Desk.of()
        desk.take(ON, "renegotiate", {**under, "loss": "3"}, key=OVER)
        assert ends not in dict(desk.todo())


class TestAnotherWay:
    def test_ones_own_offers_stand_above_the_question(self) -> None:
        desk = troubled()
        for offers, listed in (
            (("small package", "workshop"), "small package, workshop"),
            ((), "none in your settings yet"),
        ):
            at = replace(situation(desk.book, "c", desk.at(ON).on), offers=offers)
            shown = {f.label: f.text for f in fact_lines(at, "redirect")}
            assert shown["offers"] == listed

    def test_paying_in_advance_is_one(self) -> None:
        assert decides(troubled(), "redirect", {"misfit": "1", "prepay": "yes"}) == "PREPAY"

    def test_so_is_somebody_else_between_the_two_of_you(self) -> None:
        assert decides(troubled(), "redirect", {"misfit": "4", "person": "yes"}) == "SWAP"

    def test_a_colleague_is_asked_without_the_name(self) -> None:
        path = {"misfit": "3", "other": "yes"}
        assert decides(troubled(), "redirect", {**path, "consent": "yes"}) == "REFER"
        say = BOOK.screens["redirect"].decisions["ASK_PEER"].say
        assert say == "Ask your colleague without naming the client"


class TestComplaint:
    def test_where_it_came_from_has_its_own_branches(self) -> None:
        path = {"feel": "the price was wrong", "right": "3"}
        assert asks(Desk.of(), "complaint", path, "asked")
        assert labels("complaint", "asked") == [
            "My reply was not clear",
            "My reply was clear, but they did not like it",
            "I replied in a hurry or while annoyed",
            "They often ask this: explain it once, in writing",
            "Nobody had explained it yet",
        ]


class TestLesson:
    def test_sometimes_nobody_did_wrong(self) -> None:
        sides = [label.partition(":")[0] for label in labels("lesson", "side")]
        assert sides == ["My side", "Their side", "Fit", "Market", "Nobody"]


def test_ups_and_downs_are_normal() -> None:
    """One small event is none: no flag, and the client stays good."""
    life = healthy()
    life.event("message_in", 3, tone=-1).event("after_hours", 4).event("no_show", 5)
    life.event("request", 6, outcome="absorbed").event("price_ask", 7)
    assert (life.health(TODAY).health, life.flags()) == ("good", {})


@pytest.mark.parametrize("role", ["contact", "manager", "owner", "adviser"])
def test_whoever_is_new_has_to_be_met(role: str) -> None:
    assert healthy().event("new_person", 5, role=role).flags() == {"CHANGE_OF_HANDS": 2}
    assert "New boss, owner or buyer" in labels("adapt", "cause")


@pytest.mark.parametrize("tie", ["friend", "family", "community"])
def test_a_tie_hides_nothing(tie: str) -> None:
    free = healthy(tie=tie)
    free.event("message_in", 3, 4, 5, tone=-1)
    assert free.flags() == {"DISRESPECT": 3}
    cheap = healthy(tie=tie, rate="30")
    assert "RATE_FLOOR" in cheap.flags()
