"""What holds for all flags: each can decide alone, and each explains itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from typing_extensions import override

from tests.triage.lives import Life, ago, healthy, quirk
from triage import limits
from triage.flags import flag_words
from triage.health import (
    FLAG_CODES,
    RULES,
    Flag,
    has_own_page,
    is_about_price,
    is_never_accepted,
)
from triage.health.flag_rule import flag_rule
from triage.health.model import Finding
from triage.health.own_limits import OwnLimits
from triage.health.snapshot import ClientSnapshot
from triage.limits import OTHER_SOURCES, Limits, thresholds
from triage.playbook.vocabulary import SCREENS, STEPS
from triage.shipped import rows_beside
from triage.terms import SEVERITIES

# A healthy client to whom one thing happened.
ALONE: dict[str, tuple[Callable[[], Life], int]] = {
    "PAY_LATE": (lambda: healthy().invoice("1400", 20, 6), 1),
    "PAY_RISK": (lambda: healthy().invoice("9", 50, 40, 20).invoice("9", 49, 39, 20), 1),
    "EXPOSURE": (
        lambda: healthy(exposure_limit="100", quirks=(quirk("PAY_LATE", 0),)).invoice(
            "1400", 22, 8
        ),
        3,
    ),
    "LIQUIDITY": (lambda: healthy().event("cash_short", 9), 3),
    "RATE_FLOOR": (lambda: healthy(floor="80"), 3),
    "UNBILLED_SHARE": (lambda: healthy(floor="20").time(3, 10, "admin"), 2),
    "NON_REVENUE": (lambda: healthy().gift(20, -9, 1).time(5, 2, "free"), 3),
    "SCOPE_CREEP": (lambda: healthy().event("request", 1, 2, 3, outcome="absorbed"), 2),
    "OVER_SERVICE": (lambda: healthy().time(3, 4, "own"), 1),
    "PRICE_PRESSURE": (lambda: healthy().event("price_ask", 3, 9), 2),
    "FADING": (lambda: healthy().event("leave_sign", 3, sign="rival"), 2),
    "SILENT": (lambda: healthy(talked=(50,)).event("message_out", 9, asks=True), 1),
    "OUR_TURN": (lambda: healthy().event("message_in", 4, needs_answer=True), 2),
    "DISRESPECT": (lambda: healthy().event("message_in", 3, tone=-2), 2),
    "BOUNDARY": (lambda: healthy().event("no_show", 3, 9), 2),
    "CHANGE_OF_HANDS": (lambda: healthy().event("new_person", 3), 2),
    "DRAIN": (lambda: healthy().energy((0, 2), (7, 2), (14, 1)), 2),
    "SAFETY": (lambda: healthy().event("incident", 3), 5),
}


def flag_of(code: str, under: Limits | None = None) -> Flag:
    health = ALONE[code][0]().health(limits=under or Limits())
    (flag,) = (flag for flag in health.flags if flag.code == code)
    return flag


def test_every_flag_has_a_life_in_which_it_stands_alone() -> None:
    without = set(FLAG_CODES) - set(ALONE)
    assert not without, (
        "tests/triage/test_health_registry.py: add to ALONE a healthy client to whom one thing "
        f"happened, and the severity that comes of it: {without}"
    )
    gone = set(ALONE) - set(FLAG_CODES)
    assert not gone, (
        f"tests/triage/test_health_registry.py: take out of ALONE what is no flag any more: {gone}"
    )


def test_the_table_of_shared_limits_names_no_flag() -> None:
    """A flag says itself what it reads: nobody has to look for a second place."""
    rows = rows_beside(limits.__file__, "limits.csv")
    named = {reader for _, _, used_by, _ in rows for reader in used_by.split()}
    unknown = named - set(OTHER_SOURCES)
    assert not unknown, (
        f"triage/limits.csv: used_by may be {', '.join(OTHER_SOURCES)}; that a flag reads a limit "
        f"stands with it in triage/flags.toml, under reads: {unknown}"
    )


READ_FROM_ANOTHER = {"EXPOSURE"}
"""Flags that ask how serious another one is, and so read its limits."""


@pytest.mark.parametrize("code", sorted(set(ALONE) & set(FLAG_CODES) - READ_FROM_ANOTHER))
def test_every_limit_that_a_flag_reads_names_it(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else the flag would say that its limits are ours after the user has changed them."""
    reads: set[str] = set()
    rule = RULES[code]

    class Watched(Limits):
        @override
        def __getattribute__(self, name: str) -> Any:
            reads.add(name)
            return super().__getattribute__(name)

        @override
        def value(self, name: str) -> Any:
            reads.add(name)
            return super().value(name)

    make = OwnLimits.__init__

    def made(own: OwnLimits, limits: Limits) -> None:
        make(own, limits)
        reads.update(vars(own))

    def judged(view: ClientSnapshot) -> Finding | None:
        reads.clear()
        # What an earlier rule made the view look up counts too.
        finding = rule.judge(ClientSnapshot(view.history, view.on, view.limits))
        read_by_it.update(reads)
        return finding

    read_by_it: set[str] = set()
    monkeypatch.setattr(OwnLimits, "__init__", made)
    monkeypatch.setitem(RULES, code, replace(rule, judge=judged))
    ALONE[code][0]().health(limits=Watched())
    unnamed = [t.name for t in thresholds() if t.name in read_by_it and code not in t.used_by]
    assert not unnamed, (
        f"triage/flags.toml, [{code}]: its rule reads {unnamed}: name what is shared in reads, and "
        "leave another flag's own alone"
    )


def test_every_flag_has_a_short_name_and_a_source() -> None:
    for rule in RULES.values():
        assert 0 < len(rule.name) <= 14, (
            f"triage/flags.toml, {rule.code}: the list has room for 14 characters, and "
            f"{rule.name!r} has {len(rule.name)}"
        )
        assert rule.source, (
            f"triage/flags.toml, {rule.code}: say as source where its limits come from"
        )


def test_what_is_said_of_the_page_can_be_kept() -> None:
    pages = set(SCREENS) - set(STEPS)
    for rule in RULES.values():
        where = f"triage/flags.toml, [{rule.code}]"
        assert rule.page_from in SEVERITIES, f"{where}: page_from is a severity, 1 to 5"
        assert rule.page is None or rule.page in pages, (
            f"{where}: page is one of {', '.join(sorted(pages))}, not {rule.page!r}"
        )
        assert rule.page is not None or (rule.page_from, rule.steps_too) == (1, False), (
            f"{where}: page_from and steps_too are about its page; add page, or take them out"
        )
        assert rule.may_lack in (None, "hours", "money"), f"{where}: may_lack is hours or money"


def test_every_section_of_the_words_has_a_rule() -> None:
    without = set(flag_words()) - set(FLAG_CODES)
    assert not without, (
        f"triage/flags.toml: no rule is called {without}; add one to the RULES of a module "
        "of triage/health/rules, or take the section out"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (None, "add a section [BOUNDARY] like the others"),
        ({"clears": None}, "[BOUNDARY]: add clears (see the comment at its top)"),
        ({"topic": None}, "[BOUNDARY]: add topic (see the comment at its top)"),
        ({"about_monney": True}, "[BOUNDARY]: there is no key 'about_monney'"),
        ({"clears": None, "cleers": "time"}, "[BOUNDARY]: there is no key 'cleers'"),
        ({"judge": True}, "[BOUNDARY]: there is no key 'judge'"),
        ({"fades": "true"}, "[BOUNDARY]: fades must be true, not 'true'"),
        ({"name": 3}, "[BOUNDARY]: name must be text in quotes, not 3"),
        ({"page_from": True}, "[BOUNDARY]: page_from must be a whole number, not True"),
    ],
)
def test_what_is_missing_in_the_words_is_named(
    words: dict[str, Any] | None, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule = RULES["BOUNDARY"]
    section = {**flag_words()["BOUNDARY"], **(words or {})}
    kept = {key: value for key, value in section.items() if value is not None}
    others = {code: of for code, of in flag_words().items() if code != "BOUNDARY"}
    flags = others if words is None else {**others, "BOUNDARY": kept}
    monkeypatch.setattr("triage.health.flag_rule.flag_words", lambda: flags)
    with pytest.raises(LookupError, match=re.escape(told)):
        flag_rule("BOUNDARY", rule.judge)


@pytest.mark.parametrize(
    ("holds", "codes"),
    [
        (
            is_about_price,
            ("RATE_FLOOR", "UNBILLED_SHARE", "NON_REVENUE", "PRICE_PRESSURE", "EXPOSURE"),
        ),
        (has_own_page, ("PAY_LATE", "SAFETY", "OUR_TURN")),
        (is_never_accepted, ("OUR_TURN", "LIQUIDITY", "SAFETY")),
    ],
)
def test_what_follows_from_a_flag_stands_with_it(
    holds: Callable[[str | None], bool], codes: tuple[str, ...]
) -> None:
    assert all(map(holds, codes))
    assert not any(map(holds, ("SILENT", "RULE:1", "", None)))


def test_without_it_all_is_well() -> None:
    assert healthy().health().health == "good"


@pytest.mark.parametrize("code", [code for code in FLAG_CODES if code in ALONE])
def test_every_flag_can_decide_alone(code: str) -> None:
    build, severity = ALONE[code]
    health = build().health()
    raised = {flag.code: flag.severity for flag in health.flags}
    assert raised == {code: severity}, (
        f"tests/triage/test_health_registry.py: ALONE[{code!r}] needs a life that raises {code} "
        "alone, at the severity beside it"
    )
    expected = {"note": "watch", "watch": "watch", "act": "act", "urgent": "act", "stop": "stop"}
    assert health.health == expected[SEVERITIES[severity]]


@pytest.mark.parametrize("code", [code for code in FLAG_CODES if code in ALONE])
def test_every_flag_explains_itself(code: str) -> None:
    flag = flag_of(code)
    by_rule = f"the rule of {code} in triage/health/rules"
    assert re.search(r"\d", flag.reason) and "limit 0" not in flag.reason, (
        f"{by_rule}: its reason names the number and the limit, not only {flag.reason!r}"
    )
    assert flag.limit, f"{by_rule}: say as limit from which number on it is raised"
    said = f"triage/flags.toml, [{code}]"
    assert flag.source, f"{said}: say as source where its limits come from"
    assert flag.clears, f"{said}: say as clears what ends it"
    assert flag.next_action[:1].isupper(), (
        f"{said}: say as next_action what to do, with a capital letter"
    )
    words = flag.reason + flag.next_action + flag.clears + flag.limit + flag.source
    assert "!" not in words, f"{said} and its rule: no exclamation mark"


@pytest.mark.parametrize("code", [code for code in FLAG_CODES if code in ALONE])
def test_every_flag_shows_the_records_behind_it(code: str) -> None:
    life = ALONE[code][0]()
    ids = {record.id for records in life.records.values() for record in records}
    evidence = flag_of(code).evidence
    assert evidence
    assert set(evidence) <= ids
    assert len(set(evidence)) == len(evidence)


def test_the_sentence_says_when_the_limit_is_the_users_own() -> None:
    mine = Limits.of(scope_requests_watch=2)
    assert flag_of("SCOPE_CREEP").reason == "3 unpaid changes in 28 days (watch from 3)"
    assert (
        flag_of("SCOPE_CREEP", mine).reason
        == "3 unpaid changes in 28 days (watch from 2, your limit)"
    )
    assert flag_of("SCOPE_CREEP", mine).source.startswith("you changed")
    assert not flag_of("SCOPE_CREEP", Limits.of(silent_note_days=3)).source.startswith(
        "you changed"
    )


@pytest.mark.parametrize(
    ("life", "reason"),
    [
        (
            Life().invoice("1234.5", 60, 11, number="2026-08"),
            "invoice 2026-08: 11 days overdue, 1,234.50 EUR",
        ),
        (
            Life(pay_grace_days=5).invoice("9", 60, 11, number="7" * 99),
            f"invoice {'7' * 29}…: 6 days overdue, 9.00 EUR (5 days of grace)",
        ),
        (
            Life(currency="JPY").invoice("900", 60, 1, disputed_on=1).invoice("9", 60, 1),
            "an invoice: 1 day overdue, 900 JPY, disputed, 2 invoices overdue in all",
        ),
        (
            Life(floor="50", rate="49.999").time(3, 5),
            "49.99 EUR per hour over 28 days (floor 50.00)",
        ),
        (
            Life().time(3, 3.01, "admin").time(3, 7),
            "30.2% of 10.1 h not billed in 28 days (watch above 30%)",
        ),
    ],
)
def test_numbers_in_a_sentence_never_cross_their_limit(life: Life, reason: str) -> None:
    assert [flag.reason for flag in life.health().flags] == [reason]


def test_records_of_several_rules_stand_oldest_first() -> None:
    life = Life().event("message_in", 40, 5, tone=-2).event("message_in", 20, 10, tone=-1)
    (flag,) = life.health().flags
    days = {event.id: event.on for event in life.ledger.event}
    assert [days[id_] for id_ in flag.evidence] == [ago(40), ago(20), ago(10), ago(5)]
