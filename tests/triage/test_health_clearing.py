"""The day on which a flag is gone by itself."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from tests.triage.creeping import D, ago, client, creeping
from tests.triage.lives import TODAY
from tests.triage.strategies import ledgers
from triage.clients.overview import overview
from triage.health import ClientHistory, assess
from triage.health.clearing import clears_on
from triage.health.registry import RULES
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.limits import DEFAULT
from triage.records import Event


def test_extras_are_forgotten_when_the_window_has_passed() -> None:
    ledger = creeping(requests=3)  # today, yesterday and the day before: three are one flag
    day = clears_on(ledger, "SCOPE_CREEP", D)
    assert day == shift(ago(2), DEFAULT.window_days)
    assert assess(ledger, shift(day, -1)).flag("SCOPE_CREEP")
    assert not assess(ledger, day).flag("SCOPE_CREEP")


def test_what_takes_somebody_to_act_has_no_day() -> None:
    sign = Event(id="s", client="n", on=ago(3), what="leave_sign", sign="rival")
    ledger = Ledger(client=client(), event=(sign,))
    assert assess(ledger, D).flag("FADING")
    assert not assess(ledger, shift(D, DEFAULT.window_days)).flag("FADING"), "it is only forgotten"
    assert clears_on(ledger, "FADING", D) is None


def test_who_looks_back_does_not_count_what_came_after() -> None:
    ledger = creeping(requests=3)
    later = [replace(ledger.event[0], id=f"later{n}", on=shift(D, 10 + n)) for n in range(3)]
    pause = Event(id="pause", client="n", on=shift(D, 5), what="pause", by="them")
    followed = replace(ledger, event=(*ledger.event, *later, pause))
    assert clears_on(followed, "SCOPE_CREEP", D) == clears_on(ledger, "SCOPE_CREEP", D)


def test_a_watch_rule_has_no_day() -> None:
    assert clears_on(creeping(), "RULE:x", D) is None


def test_the_day_is_named_once() -> None:
    insult = Event(id="m", client="n", on=ago(3), what="message_in", tone=-2)
    shown = overview(Ledger(client=client(), event=(insult,)), D)
    flag = shown.health.flag("DISRESPECT")
    assert flag is not None and shown.clears(flag) == flag.clears
    creep = overview(creeping(), D)
    flag = creep.health.flag("SCOPE_CREEP")
    assert flag is not None and creep.clears(flag).startswith(flag.clears)
    assert creep.clears(flag) != flag.clears


@given(ledger=ledgers())
def test_it_is_a_later_day_without_the_flag(ledger: Ledger) -> None:
    ledger = replace(
        ledger,
        event=tuple(event for event in ledger.event if event.on <= TODAY),
        time=tuple(entry for entry in ledger.time if entry.on <= TODAY),
        energy=tuple(mark for mark in ledger.energy if mark.on <= TODAY),
    )
    history = ClientHistory(ledger)
    for code, rule in RULES.items():
        raised = rule.find(ClientSnapshot(history, TODAY, DEFAULT)) is not None
        day = clears_on(ledger, code, TODAY) if raised else None
        if day is not None:
            assert day > TODAY
            assert rule.find(ClientSnapshot(history, day, DEFAULT)) is None
