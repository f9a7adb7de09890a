"""The five lives that go wrong, walked along the ladder by their own records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.triage.playbook.scene import Desk, day
from tests.ways import at, decided, to_send
from triage.codec import parse
from triage.health import assess
from triage.ledger import Ledger
from triage.playbook.after.closing import in_the_way, tick
from triage.playbook.decide.outcomes import suggestion
from triage.playbook.state.ladder import ladder
from triage.playbook.state.training import trainings
from triage.records import Plan, PointState

STAGE = {"got": "yes", "dispute": "no"}
GO = {"sure": "1", "reason": "1", "relief": "no", "terms": "1"}


def story(stories: Path, name: str, *, without: str = "") -> Desk:
    """The records of one life; the client is still with us, whatever the end of the story."""
    lines = (stories / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    desk = Desk(*(parse(json.loads(line)) for line in lines), client=name.lower())
    desk.change("client", desk.client, closed_on=None)
    for record in desk.of_kind(without):
        del desk.records[record.kind, record.id]
    return desk


def number(desk: Desk, issued: str) -> str:
    """The number of the invoice of that day."""
    (invoice,) = (i for i in desk.of_kind("invoice") if i.issued == day(issued))
    return str(invoice.number)


def screens(desk: Desk) -> dict[str, str | None]:
    """Every attempt's screen and outcome, the newest of each screen."""
    attempts = sorted(desk.of_kind("attempt"), key=lambda a: (a.taken_on or a.on, a.on))
    return {attempt.screen: attempt.outcome for attempt in attempts}


def state(desk: Desk) -> str:
    (client,) = desk.of_kind("client")
    return str(client.state)


class TestMarta:
    """A scope creeper who can be taught."""

    ADAPT = ("2026-01-23", {"cause": "1", "essence": "1", "gourmet": "0", "style": "1"})

    def taught(self, stories: Path) -> Desk:
        desk = story(stories, "S1")
        on, answers = self.ADAPT
        taken = desk.take(on, None, {**answers, "line": "One list of changes a week, please"})
        assert (taken.decision.code, taken.decision.flag) == ("CHANGE", "SCOPE_CREEP")
        assert taken.decision.review_by == day("2026-02-06")
        suggested = suggestion(desk.at("2026-02-06"))
        assert suggested is not None and suggested.outcome == "failed"
        desk.outcome("2026-02-06", "adapt", "failed")
        answers = {"known": "1", "topic": "2", "gloss": "change form", "believe": "4"}
        assert desk.take("2026-02-06", None, answers).decision.code == "TEACH"
        desk.sent("2026-02-06", "how_we_work")
        return desk

    def test_in_week_4_the_review_is_not_due(self, stories: Path) -> None:
        desk = story(stories, "S1")
        on, answers = self.ADAPT
        desk.take(on, None, {**answers, "line": "One list of changes a week, please"})
        current = ladder(desk.at("2026-01-30")).current
        assert current is not None and current.review_by == day("2026-02-06")

    def test_goodbye_stays_shut_in_week_5(self, stories: Path) -> None:
        shut = self.taught(stories).shut("2026-02-06", "part")
        assert "renegotiate and redirect not yet tried; train has no outcome" in shut["G1"]
        assert {"G1", "G2", "G3", "G4"} <= set(shut)

    def test_changes_by_form_are_no_repeats(self, stories: Path) -> None:
        desk = self.taught(stories)
        lines = [f.text for f in desk.view("2026-02-13", "train").facts if f.label == "told"]
        assert lines == ["the how-we-work guide on Fri 6 February, 0 repeats since"]

    def test_it_worked_and_is_watched(self, stories: Path) -> None:
        desk = self.taught(stories)
        suggested = suggestion(desk.at("2026-03-13"))
        assert suggested is not None and suggested.outcome == "worked"
        taken = desk.take("2026-03-13", "train", {"known": "3", "repeat": "0"})
        assert taken.decision.code == "KEEP"
        assert taken.decision.watch_until == day("2026-05-08")
        assert desk.todo() == [("It worked: thank them and watch for 8 weeks", "2026-03-14")]
        assert desk.view("2026-03-20").screen == "watch"
        assert screens(desk) == {"adapt": "failed", "train": "worked"}


class TestBrandt:
    """A late payer losing liquidity."""

    PLAN = "2026-05-01=500,2026-05-08=500,2026-05-15=500,2026-05-22=500"

    def promised(self, stories: Path) -> Desk:
        desk = story(stories, "S2", without="plan")
        (promise,) = (e for e in desk.of_kind("event") if e.what == "promise")
        del desk.records["event", promise.id]
        for on in ("2026-02-20", "2026-03-20"):
            view = desk.view(on)
            assert view.screen == "late"
            taken = desk.take(on, None, {**STAGE, "stage": "2"})
            assert taken.decision.code == "REMIND2"
            desk.sent(on, "payment_reminder")
        taken = desk.take(
            "2026-03-27",
            None,
            {**STAGE, "stage": "3", "cash": "2", "plan": "2"},
            {"due": "2026-04-15"},
        )
        assert taken.decision.review_by == day("2026-04-16")
        return desk

    def test_the_second_reminder_counts_as_told(self, stories: Path) -> None:
        desk = self.promised(stories)
        # The money is the only trouble, and it fell due again after the reminder.
        assert "G2" not in desk.shut("2026-03-27", "part")
        assert screens(desk)["adapt"] == "na"

    def test_the_calendar_follows_what_was_sent(self, stories: Path) -> None:
        desk = self.promised(stories)
        clause = desk.view("2026-04-03", "late", {**STAGE, "stage": "4"}, goal=at("clause"))
        assert clause.question is not None
        assert "clause yes, notice 3 d" in clause.question.ask
        desk.take("2026-04-03", "late", {**STAGE, "stage": "4", "clause": "1"})
        assert ("Pause the work, unless they paid", "2026-04-06") in desk.todo()

    def test_a_plan_counts_as_terms_and_prepaid_follows(self, stories: Path) -> None:
        desk = self.promised(stories)
        desk.take(
            "2026-04-24",
            "late",
            {**STAGE, "stage": "3", "cash": "2", "plan": "1"},
            {
                "invoices": f"{number(desk, '2026-02-27')},{number(desk, '2026-03-27')}",
                "instalments": self.PLAN,
            },
        )
        desk.sent("2026-04-24", "payment_plan")
        assert screens(desk)["renegotiate"] is None
        desk.outcome("2026-04-24", "renegotiate", "worked", "signed")
        taken = desk.take("2026-04-24", "redirect", {"misfit": "1", "prepay": "yes"})
        assert taken.decision.code == "PREPAY"

    def test_a_missed_instalment_lifts_the_cap_the_same_week(self, stories: Path) -> None:
        desk = story(stories, "S2")
        (plan,) = desk.of_kind("plan")
        assert isinstance(plan, Plan)
        payments = [p for p in desk.of_kind("payment") if p.on == day("2026-05-08")]
        assert severity(desk, "2026-05-09", "PAY_LATE") == 2
        for payment in payments:
            del desk.records["payment", payment.id]
        assert severity(desk, "2026-05-09", "PAY_LATE") == 4


def severity(desk: Desk, on: str, code: str) -> int:
    flags = assess(desk.book.ledgers[desk.client], day(on)).flags
    return next((flag.severity for flag in flags if flag.code == code), 0)


class TestNorthlake:
    """A new manager who is disrespectful."""

    def adapted(self, stories: Path) -> Desk:
        desk = story(stories, "S3")
        first = desk.take("2026-01-16", None, {"people": "no"})
        assert (first.decision.code, first.decision.flag) == ("MEET", "CHANGE_OF_HANDS")
        desk.sent("2026-01-17", "meet_new_contact")
        desk.outcome("2026-01-30", "adapt", "worked")
        # Another flag than the one that was settled: the ladder begins again.
        line = {"line": "Briefs in writing, by one channel, please"}
        second = desk.take("2026-02-06", None, line)
        assert (second.decision.code, second.decision.flag) == ("CHANGE", "DISRESPECT")
        return desk

    def taught(self, stories: Path) -> Desk:
        desk = self.adapted(stories)
        # An insult, and no line in writing yet.
        assert desk.take("2026-02-13", None, {"warn": "yes"}).decision.code == "BOUNDARY"
        desk.outcome("2026-02-13", "adapt", "failed")
        desk.take("2026-02-13", "train", {"known": "1", "topic": "6", "gloss": "", "believe": "3"})
        for template in ("how_we_work", "boundary_note"):
            desk.sent("2026-02-16", template)
        return desk

    def offered(self, stories: Path) -> Desk:
        desk = self.taught(stories)
        again = {"known": "3", "repeat": "2", "both": "no"}
        assert desk.take("2026-03-06", "train", again).decision.code == "FAILED"
        terms = {"trade": "4", "issue": "yes", "gain": "calmer talks", "kind": "5"}
        assert desk.take("2026-03-06", None, terms).decision.code == "TERMS"
        desk.sent("2026-03-09", "new_terms")
        desk.outcome("2026-03-13", "renegotiate", "failed", "he refused")
        other = {"misfit": "4", "person": "no", "other": "yes", "consent": "yes"}
        assert desk.take("2026-03-20", None, other, {"person": "Ann"}).decision.code == "REFER"
        desk.sent("2026-03-20", "other_offer")
        desk.outcome("2026-03-20", "redirect", "failed")
        return desk

    @pytest.mark.parametrize("on", ["2026-02-20", "2026-02-27", "2026-03-06"])
    def test_goodbye_is_refused_with_what_is_missing(self, stories: Path, on: str) -> None:
        shut = self.taught(stories).shut(on, "part")
        assert "train has no outcome" in shut["G1"]
        assert "no offer has been sent" in shut["G3"]
        # The second hard message after the note comes in the ninth week.
        assert ("G2" in shut) is (on != "2026-03-06")

    def test_paying_on_time_never_lowers_it(self, stories: Path) -> None:
        desk = story(stories, "S3")
        before = severity(desk, "2026-03-06", "DISRESPECT")
        for n in range(20):
            invoice = desk.add(
                "invoice", id=f"x{n}", issued="2026-01-05", due="2026-02-05", amount="1.00"
            )
            desk.add("payment", invoice=invoice, on="2026-01-06", amount="1.00")
        assert severity(desk, "2026-03-06", "DISRESPECT") == before == 3

    def test_the_goodbye_after_a_night(self, stories: Path) -> None:
        desk = self.offered(stories)
        assert list(desk.shut("2026-03-20", "part")) == ["G4"]
        desk.visit("2026-03-20")
        assert list(desk.shut("2026-03-20", "part")) == ["G4"]
        answers = {"still": "1", "solid": "1", "cushion": "1", "contract": "1"}
        answers |= {"open": "1", "mood": "2", "way": "1"}
        taken = desk.take("2026-03-23", None, answers, {"end_date": "2026-04-24"})
        assert taken.decision.code == "MEETING" and taken.decision.template == "meeting_request"
        assert "good" in taken.decision.known[0]
        desk.sent("2026-03-25", "meeting_request")
        desk.sent("2026-03-26", "parting_letter")
        assert state(desk) == "closing"
        left = dict(desk.todo())
        assert left.pop(to_send("next_day_followup")) == "2026-03-27"
        assert left.keys() == {to_send("feedback_request"), to_send("later_checkin")}
        assert all(m.attempt is not None for m in desk.of_kind("message"))

    def test_closed_with_nothing_left_open_then_a_reference(self, stories: Path) -> None:
        desk = self.offered(stories)
        desk.visit("2026-03-20")
        answers = dict.fromkeys(("still", "solid", "cushion", "contract", "open", "mood"), "1")
        desk.take("2026-03-23", "part", {**answers, "way": "2"})
        desk.apply(tick(desk.at("2026-04-24"), dict.fromkeys(range(1, 15), "done")))
        # The list is done; the last invoice is not due yet, and is watched after the end.
        assert in_the_way(desk.at("2026-04-28")) == []
        assert state(desk) == "closed"
        desk.log("reference_request", "2026-07-31", asker="Rolf")
        view = desk.view("2026-07-31", "later", {"what": "2", "facts": "yes"}, goal=decided)
        assert view.decision is not None and view.decision.code == "REFERENCE"
        assert ("asked", "by Rolf on Fri 31 July") in [(f.label, f.text) for f in view.facts]


class TestNoor:
    """Leaves for reasons beyond control, and comes back."""

    def left(self, stories: Path) -> Desk:
        desk = story(stories, "S4")
        trip = desk.take(
            "2026-02-20",
            "watch",
            {"real": "yes", "cost": "1", "trip": "1"},
            {"what": "they ask for a smaller package"},
        )
        assert trip.decision.code == "TRIP" and trip.decision.flag == "FADING"
        view = desk.view("2026-02-25")
        assert view.screen == "leaving"
        taken = desk.take("2026-02-25", None, GO)
        assert taken.decision.code == "GO"
        desk.sent("2026-02-25", "reply_to_leaver")
        return desk

    def test_beyond_their_control_no_offer_is_asked_about(self, stories: Path) -> None:
        desk = self.left(stories)
        taken = [d for d in desk.of_kind("decision") if d.code == "GO"]
        asked = [step["question"] for step in taken[0].because]
        assert [question for question in asked if question in GO] == list(GO)
        assert "offer" not in asked
        assert state(desk) == "leaving"
        assert (to_send("later_checkin"), "2026-05-26") in desk.todo()

    def test_every_step_rests_meanwhile(self, stories: Path) -> None:
        desk = self.left(stories)
        assert "G7" in desk.shut("2026-03-06", "adapt")

    def test_a_leave_during_a_step_parks_its_draft(self, stories: Path) -> None:
        desk = story(stories, "S4")
        taken = desk.take("2026-02-20", "adapt", {"ask": "no"})
        desk.add(
            "message",
            id="draft",
            template="reset_expectations",
            on="2026-02-20",
            attempt=taken.attempt.id,
        )
        desk.take("2026-02-25", None, GO)
        (draft,) = desk.of_kind("message")
        assert draft.parked_on == day("2026-02-25")
        assert ladder(desk.at("2026-02-26")).left is not None

    def test_left_well_and_begun_again(self, stories: Path) -> None:
        desk = self.left(stories)
        points: dict[int, PointState] = dict.fromkeys(range(1, 15), "done")
        desk.apply(tick(desk.at("2026-04-10"), points))
        assert state(desk) == "left_well"
        taken = desk.take("2026-07-27", "later", {"what": "4", "lesson": "yes"})
        assert taken.decision.code == "RETURN" and state(desk) == "returned"
        assert desk.shut("2026-07-28", "adapt") == {}
        first = [f.text for f in desk.view("2026-07-28", "later").facts if f.label == "history"]
        since = desk.of_kind("client")[0].since
        assert first == [f"since {since.day} {since:%B %Y}"]
        assert len(desk.of_kind("decision")) == 3


def codes(ledger: Ledger, on: str) -> list[str]:
    return [flag.code for flag in assess(ledger, day(on)).flags]


class TestTomas:
    """A friend who no longer earns."""

    def test_the_whole_way(self, stories: Path) -> None:
        desk = story(stories, "S5", without="gift")
        first = desk.take("2026-01-09", None, {"cause": "1", "essence": "1", "gourmet": "6"})
        assert (first.decision.code, first.decision.flag) == ("SIMPLIFY", "NON_REVENUE")
        desk.outcome("2026-01-23", "adapt", "failed")
        desk.take("2026-01-23", None, {"known": "1", "topic": "1", "gloss": "", "believe": "3"})
        desk.sent("2026-01-30", "how_we_work")
        assert "G2" in desk.shut("2026-02-06", "part")
        assert trainings(desk.at("2026-02-06"))[0].repeats == 1
        assert "G2" not in desk.shut("2026-02-13", "part")
        both = {"known": "3", "repeat": "2", "both": "no"}
        assert desk.take("2026-02-20", "train", both).decision.code == "FAILED"
        assert desk.view("2026-02-20").screen == "renegotiate"
        gift = desk.take(
            "2026-02-27",
            "renegotiate",
            {"trade": "5", "walk": "0", "loss": "2"},
            {"hours_per_month": "2.5", "until": "2026-05-22", "reason": "until the season ends"},
        )
        assert gift.decision.code == "GIFT"
        # A dated gift silences the money flags, and only within its cap; energy is no money.
        assert codes(desk.book.ledgers["s5"], "2026-02-27") == ["DRAIN"]
        assert "NON_REVENUE" in codes(desk.book.ledgers["s5"], "2026-04-17")
        desk.outcome("2026-04-10", "renegotiate", "failed")
        other = {"misfit": "3", "other": "yes", "consent": "yes"}
        assert desk.take("2026-04-17", None, other, {"person": "Ida"}).decision.code == "REFER"
        desk.sent("2026-04-24", "other_offer")
        desk.outcome("2026-05-01", "redirect", "worked", "they take it over")
        assert set(desk.shut("2026-05-01", "part")) == {"G4", "G5"}
        desk.change("client", "s5", contract={"written": False})
        desk.visit("2026-05-01")
        answers = dict.fromkeys(("still", "solid", "cushion"), "1")
        taken = desk.take(
            "2026-05-04", "part", {**answers, "contract": "5", "open": "3", "mood": "3", "way": "1"}
        )
        assert taken.decision.code == "MEETING"
        (client,) = desk.of_kind("client")
        assert (client.ended_by, client.tie) == ("mutual", "friend")

    def test_a_friend_is_judged_by_the_money_too(self, stories: Path) -> None:
        desk = story(stories, "S5")
        flags = assess(desk.book.ledgers["s5"], day("2026-01-09")).flags
        desk.change("client", "s5", tie="none")
        assert assess(desk.book.ledgers["s5"], day("2026-01-09")).flags == flags
