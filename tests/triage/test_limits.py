"""Every limit: what is said of it, that a rule reads it, and who changed it."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import triage
from triage import flags
from triage.flags import own_limit, own_limits
from triage.health import threshold_source
from triage.health.own_limits import OwnLimits
from triage.limits import DEFAULT, OTHER_SOURCES, Limits, thresholds
from triage.threshold import Threshold

NO_NUMBERS = {"default_floor", "not_tracked", "base_currency", "currency_rates", "own"}
LATENESS = {"default": 3, "unit": "times", "meaning": "watch from this many"}


def place(limit: Threshold) -> str:
    """The file in which a limit stands, for whoever has to look there."""
    if limit.name in own_limits():
        return f"triage/flags.toml, [{limit.used_by[0]}.limits], {limit.name}"
    return f"triage/limits.csv, {limit.name}"


def test_every_threshold_says_its_unit_its_meaning_and_where_it_comes_from() -> None:
    for threshold in thresholds():
        where = place(threshold)
        assert threshold.unit, f"{where}: say its unit"
        assert threshold.meaning, f"{where}: say what it means"
        assert threshold_source(threshold), f"{where}: the flag that reads it has no source"


def test_every_default_lies_in_its_own_range() -> None:
    for threshold in thresholds():
        if isinstance(threshold.default, tuple):
            continue
        where = place(threshold)
        assert threshold.default >= threshold.low, f"{where}: the default is below {threshold.low}"
        assert threshold.high is None or threshold.default <= threshold.high, (
            f"{where}: the default is above {threshold.high}"
        )


def test_the_list_of_thresholds_holds_every_number() -> None:
    listed = {threshold.name for threshold in thresholds()}
    plain = {spec.name for spec in fields(Limits)} - NO_NUMBERS - listed
    assert not plain, (
        f"triage/limits.csv: give {plain} a row: its unit; as used_by, who reads it "
        f"({', '.join(OTHER_SOURCES)}), or nothing where a flag names it under reads; its meaning"
    )


def test_every_limit_is_read_by_a_rule() -> None:
    package = Path(triage.__file__).parent
    rules = "".join(
        path.read_text(encoding="utf-8")
        for path in package.rglob("*.py")
        if path.name != "limits.py"
    )
    unread = [place(limit) for limit in thresholds() if not re.search(rf"\b{limit.name}\b", rules)]
    assert not unread, (
        f"no rule of triage reads {unread}: let one ask its limits for it (limits.NAME or "
        "limits.value), or take it out"
    )


UNITS = {"days": "days", "weeks": "weeks", "hours": "hours", "percent": "%"}
"""What the name of a limit ends with -> its unit."""


def test_the_name_of_a_limit_and_its_unit_agree() -> None:
    for threshold in thresholds():
        last, unit = threshold.name.rpartition("_")[2], threshold.unit
        assert UNITS.get(last, unit) == unit, (
            f"{place(threshold)}: its name says {UNITS.get(last)}, and its unit {unit}"
        )
        assert last in UNITS or unit not in ("days", "hours"), (
            f"{place(threshold)}: its unit is {unit}; let its name end so, or say another unit"
        )


def test_a_unit_is_one_that_a_number_can_stand_before() -> None:
    for threshold in thresholds():
        unit = threshold.unit
        assert threshold.is_share or unit == "%" or unit.endswith("s"), (
            f"{place(threshold)}: its unit is {unit!r}; say what is counted in the plural (days, "
            "times, messages), %, or score or factor for 0 to 1"
        )


@pytest.mark.parametrize("own", OwnLimits.__subclasses__(), ids=lambda own: own.__qualname__)
def test_the_limits_of_a_flag_have_the_type_that_its_rule_reckons_with(
    own: type[OwnLimits],
) -> None:
    for name, kind in get_type_hints(own).items():
        if name in own_limits():
            assert isinstance(own_limits()[name].default, kind), (
                f"{own.__module__}, {own.__qualname__}: {name} is no {kind.__name__} in "
                "triage/flags.toml"
            )


def test_only_what_the_user_set_counts_as_changed() -> None:
    assert not DEFAULT.changed("silent_note_days")
    assert Limits.of(silent_note_days=9).changed("silent_note_days")
    assert not Limits.of(silent_note_days=9).changed("silent_act_days")
    assert Limits.of(silent_note_days=DEFAULT.value("silent_note_days")) == DEFAULT


def test_no_two_limits_of_a_flag_read_the_same() -> None:
    first: dict[tuple[str, str, str], Threshold] = {}
    for limit in thresholds():
        other = first.setdefault((limit.used_by[0], limit.unit, limit.meaning), limit)
        assert other is limit, (
            f"{place(limit)}: it stands there twice, or reads as {place(other)}: say in its "
            "meaning what is different"
        )


def test_a_limit_of_several_flags_does_not_borrow_the_source_of_one() -> None:
    shared = {
        threshold_source(limit)
        for limit in thresholds()
        if len(limit.used_by) > 1 and not limit.source
    }
    assert shared == {OTHER_SOURCES["facts"]}


# --- what is said of a limit in flags.toml ----------------------------------------------------


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"default": None}, "add default"),
        ({"unit": None}, "add unit"),
        ({"meaning": None}, "add meaning"),
        ({"defualt": 4}, "there is no key 'defualt'"),
        ({"default": "3"}, "default must be a number"),
        ({"default": True}, "default must be a number"),
    ],
)
def test_what_is_missing_in_a_limit_is_named(said: dict[str, Any], told: str) -> None:
    line = {key: value for key, value in {**LATENESS, **said}.items() if value is not None}
    with pytest.raises(LookupError, match=rf"flags.toml, \[LATE.limits\], late_times.*{told}"):
        own_limit("LATE", "late_times", line)


def test_a_limit_may_say_its_own_range_and_source() -> None:
    plain = own_limit("LATE", "late_times", LATENESS)
    assert (plain.low, plain.high, plain.source) == (1, None, "")
    said = own_limit("LATE", "late_times", {**LATENESS, "low": 0, "high": 9, "source": "a book"})
    assert (said.low, said.high, said.source) == (0, 9, "a book")
    assert threshold_source(said) == "a book"


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ({"reads": ["window_weeks"]}, r"\[LATE\]: reads names window_weeks, which limits.csv"),
        ({"limits": {"window_days": LATENESS}}, r"\[LATE.limits\]: give window_days another name"),
        ({"limits": {"hard_act": LATENESS}}, r"\[LATE.limits\]: give hard_act another name"),
    ],
)
def test_a_name_that_is_taken_or_not_there_is_told(
    section: dict[str, Any], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sections = {**flags._sections(), "LATE": section}
    monkeypatch.setattr(flags, "_sections", lambda: sections)
    for cached in (flags.own_limits, flags.readers_of_shared, thresholds):
        cached.cache_clear()
    try:
        with pytest.raises(LookupError, match=told):
            thresholds()
    finally:
        monkeypatch.undo()
        for cached in (flags.own_limits, flags.readers_of_shared, thresholds):
            cached.cache_clear()


def test_a_rule_that_reckons_with_a_limit_that_its_flag_has_not_is_told() -> None:
    with pytest.raises(LookupError, match=r"flags.toml, \[SILENT.limits\]: add hard_act, which"):

        class Other(OwnLimits, flag="SILENT"):
            hard_act: int

    with pytest.raises(LookupError, match=r"give its flag a limit hard_acts"):
        DEFAULT.value("hard_acts")
