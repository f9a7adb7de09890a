"""The verdict: green is earned, quirks hide mild flags, and an end has its own rules."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.triage.lives import TODAY, Life, ago, healthy, quirk
from triage.health import assess, verdict_rank
from triage.health.model import VERDICTS, Flag
from triage.limits import Limits


def unknown(life: Life, limits: Limits | None = None) -> list[str]:
    return [missing.fact for missing in life.health(limits=limits or Limits()).unknown]


NEW = {"rate": "70", "floor": "50"}


@pytest.mark.parametrize(
    ("life", "known"),
    [
        pytest.param(Life(floor="50", rate="70"), True, id="floor and rate"),
        pytest.param(Life(floor="50"), False, id="no rate"),
        pytest.param(Life(rate="70"), False, id="no floor"),
        pytest.param(Life(floor="50").engagement(), True, id="an engagement"),
        pytest.param(Life(floor="50").engagement(start=-1), False, id="one to come"),
        pytest.param(Life(floor="50", earns="invoices"), True, id="earns by invoices"),
        pytest.param(Life(not_tracked=("hours",)), True, id="hours not tracked: not needed"),
        pytest.param(Life().confirmed("terms", 9, -9), True, id="confirmed"),
    ],
)
def test_terms(life: Life, known: bool) -> None:
    assert ("terms" not in unknown(life)) is known


@pytest.mark.parametrize(
    ("life", "known"),
    [
        pytest.param(Life().time(34, 1), True, id="hours in 35 days"),
        pytest.param(Life().time(35, 1), False, id="hours before"),
        pytest.param(Life().time(-1, 1), False, id="hours of tomorrow"),
        pytest.param(Life().engagement(end=0), True, id="no open engagement"),
        pytest.param(Life().engagement(end=-1), False, id="open until tomorrow"),
        pytest.param(Life().engagement(end=0).engagement(), False, id="another is open"),
        pytest.param(Life(not_tracked=("hours",)), True, id="not tracked"),
    ],
)
def test_hours(life: Life, known: bool) -> None:
    assert ("hours" not in unknown(life)) is known


@pytest.mark.parametrize(
    ("life", "known"),
    [
        pytest.param(Life().invoice("1", 119, 0, 0), True, id="an invoice in 120 days"),
        pytest.param(Life().invoice("1", 120, 0, 0), False, id="one before"),
        pytest.param(Life().invoice("1", 9, 0, state="draft"), False, id="a draft"),
        pytest.param(Life().invoice("1", 9, 0, state="written_off"), True, id="written off"),
        pytest.param(Life().invoice("1", 9, 0, currency="USD"), True, id="in dollars"),
        pytest.param(Life(not_tracked=("money",)), True, id="not tracked"),
        pytest.param(Life(pays_through="other"), True, id="billed through another"),
    ],
)
def test_money(life: Life, known: bool) -> None:
    assert ("money" not in unknown(life)) is known


@pytest.mark.parametrize(
    ("life", "known"),
    [
        pytest.param(Life().event("message_in", 59), True, id="a message in 60 days"),
        pytest.param(Life().event("call", 59), True, id="a call"),
        pytest.param(Life().event("meeting", 59), True, id="a meeting"),
        pytest.param(Life().event("call", 60), False, id="a call before"),
        pytest.param(Life().event("call", -1), False, id="a call tomorrow"),
        pytest.param(Life().event("message_out", 1), False, id="our message"),
        pytest.param(Life().event("thanks", 1), False, id="another event"),
    ],
)
def test_contact(life: Life, known: bool) -> None:
    assert ("contact" not in unknown(life)) is known


@pytest.mark.parametrize(("on", "known"), [(0, True), (34, True), (35, False), (-1, False)])
def test_energy(on: int, known: bool) -> None:
    assert ("energy" not in unknown(Life().energy((on, 4)))) is known


@pytest.mark.parametrize(
    ("on", "until", "known"),
    [
        (0, 0, True),
        (9, 0, True),
        (9, 1, False),
        (-1, -9, False),
        (90, -99, True),
        (91, -99, False),
    ],
)
def test_a_confirmed_fact_holds_for_ninety_days_at_most(on: int, until: int, known: bool) -> None:
    assert ("money" not in unknown(Life().confirmed("money", on, until))) is known
    assert "energy" in unknown(Life().confirmed("money", on, until))


@pytest.mark.parametrize(
    ("client", "verdict"),
    [
        pytest.param({"since": 29, **NEW}, "good", id="29 days"),
        pytest.param({"since": 30, **NEW}, "unknown", id="30 days"),
        pytest.param({"since": -9, **NEW}, "good", id="starts next week"),
        pytest.param({"since": 0}, "unknown", id="terms are needed all the same"),
        pytest.param({**NEW}, "unknown", id="since when is not known"),
        pytest.param({"since": 99, "returned_on": 29, **NEW}, "good", id="came back"),
        pytest.param({"since": 99, "returned_on": 0, **NEW}, "good", id="came back today"),
        pytest.param({"since": 99, "returned_on": 30, **NEW}, "unknown", id="came back earlier"),
        pytest.param({"since": 99, "returned_on": -1, **NEW}, "unknown", id="comes tomorrow"),
        pytest.param({"returned_on": 9, **NEW}, "unknown", id="came back, never began"),
        pytest.param({"since": 20, "returned_on": 50, **NEW}, "good", id="the later one counts"),
        pytest.param({"since": 9, "not_tracked": ("hours",)}, "good", id="no terms needed"),
    ],
)
def test_a_new_client_settles_in(client: dict[str, object], verdict: str) -> None:
    assert Life(**client).health().health == verdict


def test_what_is_not_tracked_is_not_needed_and_is_said() -> None:
    facts = ("energy", "contact", "money", "hours")
    health = Life(since=400, not_tracked=facts).health()
    assert health.health == "good"
    assert health.not_tracked == ("hours", "money", "contact", "energy")
    everywhere = Limits(not_tracked=("energy",))
    assert Life(pays_through="x").health(limits=everywhere).not_tracked == ("money", "energy")


def test_missing_facts_come_with_one_question_each() -> None:
    missing = {question.fact: question for question in Life().health().unknown}
    assert list(missing) == ["contact", "energy", "hours", "money", "terms"]
    assert len(missing["hours"].answers) == 5
    assert len(missing["money"].answers) == 5
    assert len(missing["energy"].answers) == 5
    assert missing["contact"].hint == "0 to 60; more = longer ago"
    assert missing["terms"].hint == "two numbers"


@pytest.mark.parametrize("days", [36, 38, 45, 130])
def test_days_without_an_entry_are_counted_from_the_newest(days: int) -> None:
    life = Life(since=400).engagement().time(days, 2).invoice("100", days + 90, 14)
    missing = {question.fact: question for question in life.health().unknown}
    assert f"{days} days ago" in missing["hours"].question
    assert f"{days + 90} days ago" in missing["money"].question


@pytest.mark.parametrize("since", [400, 40, None])
def test_days_before_there_was_a_client_are_not_counted(since: int | None) -> None:
    missing = {question.fact: question for question in Life(since=since).health().unknown}
    for fact in ("hours", "money"):
        assert not any(letter.isdigit() for letter in missing[fact].question)


def test_missing_facts_are_listed_whatever_the_verdict() -> None:
    health = Life().event("incident", 3).health()
    assert health.health == "stop"
    assert len(health.unknown) == 5


# --- ended and resting ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("client", "ended"),
    [
        ({"closed_on": 0}, True),
        ({"closed_on": -1}, False),
        ({"closed_on": 9, "state": "active"}, True),
        ({"state": "closed"}, False),
        ({"closed_on": 9, "returned_on": 8}, False),
        ({"closed_on": 9, "returned_on": 0}, False),
        ({"closed_on": 9, "returned_on": 9}, True),
        ({"closed_on": 9, "returned_on": 10}, True),
        ({"closed_on": 9, "returned_on": -1}, True),
    ],
)
def test_ended(client: dict[str, object], ended: bool) -> None:
    health = Life(**client).health()
    assert (health.health == "ended") is ended
    assert (health.unknown == ()) is ended


def test_an_ended_client_raises_only_what_still_matters() -> None:
    life = Life(rate="1", closed_on=0, since=400, floor="90")
    life.invoice("90", 90, 40).invoice("90", 80, 40).invoice("90", 70, 40)
    life.event("price_ask", 1, 2).event("new_person", 1).event("no_show", 1, 2)
    life.event("message_in", 1, tone=-2).event("request", 1, 2, 3, outcome="pending")
    life.event("incident", 1).event("cash_short", 1).time(1, 9, "own")
    left = {"PAY_LATE": 4, "PAY_RISK": 2, "EXPOSURE": 3, "LIQUIDITY": 3, "SAFETY": 5}
    assert life.flags() == left
    assert len(life.flags(on=ago(1))) > len(left)


@pytest.mark.parametrize("state", ["paused", "dormant"])
def test_a_resting_client_needs_no_facts_but_keeps_its_flags(state: str) -> None:
    assert Life(state=state).health().health == "resting"
    assert Life(state=state).health().unknown == ()
    assert Life(state=state).event("message_in", 3, tone=-2).health().health == "watch"
    assert Life(state=state, closed_on=3).health().health == "ended"


# --- quirks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hard", "until", "hidden"),
    [(2, 0, True), (2, -5, True), (2, 1, False), (3, -5, False), (2, None, False)],
)
def test_a_quirk_hides_a_mild_flag_up_to_its_day(
    hard: int, until: int | None, hidden: bool
) -> None:
    life = healthy(quirks=(quirk("DISRESPECT", until),))
    health = life.event("message_in", *[3] * hard, tone=-1).health()
    assert ("DISRESPECT" not in {flag.code for flag in health.flags}) is hidden
    assert [quirk.flag for quirk in health.accepted] == (["DISRESPECT"] if hidden else [])
    assert (health.health == "good") is hidden


def test_a_quirk_without_its_flag_is_not_listed() -> None:
    assert healthy(quirks=(quirk("DISRESPECT", -9),)).health().accepted == ()


def test_of_two_quirks_the_longer_one_is_shown() -> None:
    life = healthy(quirks=(quirk("DISRESPECT", -9), quirk("DISRESPECT", -3)))
    (accepted,) = life.event("message_in", 3, tone=-2).health().accepted
    assert accepted.until == ago(-9)


# --- order ----------------------------------------------------------------------------------


def test_flags_stand_worst_first_then_by_code() -> None:
    life = Life().event("new_person", 1).event("price_ask", 1, 2).event("cash_short", 1)
    life.event("message_out", 8, asks=True)
    codes = [flag.code for flag in life.health().flags]
    assert codes == ["LIQUIDITY", "CHANGE_OF_HANDS", "PRICE_PRESSURE", "SILENT"]


def test_verdicts_are_ranked_worst_first() -> None:
    assert sorted(VERDICTS, key=verdict_rank) == list(VERDICTS)
    assert VERDICTS[:5] == ("stop", "act", "watch", "unknown", "good")


def test_a_default_floor_makes_terms_known() -> None:
    limits = Limits(default_floor=Decimal("40"))
    assert "terms" in unknown(Life(rate="70"))
    assert "terms" not in unknown(Life(rate="70"), limits)


def raised(code: str, severity: int) -> Flag:
    return Flag(code, severity, "reason", "limit", "source", "clears", (), "next")


@pytest.mark.parametrize(
    ("severity", "verdict"), [(1, "watch"), (2, "watch"), (3, "act"), (4, "act"), (5, "stop")]
)
def test_the_worst_flag_alone_decides(severity: int, verdict: str) -> None:
    mild = [raised(f"MILD{n}", 1) for n in range(9)]
    assert assess(healthy().ledger, TODAY).health == "good"
    health = assess(healthy().ledger, TODAY, more_flags=[*mild, raised("WORST", severity)])
    assert health.health == verdict
