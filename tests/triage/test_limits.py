from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import triage
from triage.health import threshold_source
from triage.limits import DEFAULT, OTHER_SOURCES, THRESHOLDS, Limits


def test_every_threshold_says_its_unit_its_meaning_and_where_it_comes_from() -> None:
    for threshold in THRESHOLDS:
        where = f"triage/limits.csv, {threshold.name}"
        assert threshold.unit, f"{where}: say its unit"
        assert threshold.meaning, f"{where}: say what it means"
        assert threshold.used_by, f"{where}: name in used_by the flags that read it, or facts"
        assert threshold_source(threshold), f"{where}: the flag that reads it has no source"


def test_every_default_lies_in_its_own_range() -> None:
    for threshold in THRESHOLDS:
        if isinstance(threshold.default, tuple):
            continue
        assert threshold.default >= threshold.low, threshold.name
        assert threshold.high is None or threshold.default <= threshold.high, threshold.name


def test_the_list_of_thresholds_holds_every_number() -> None:
    others = {"default_floor", "not_tracked", "base_currency", "currency_rates"}
    plain = {spec.name for spec in fields(Limits)} - others - {t.name for t in THRESHOLDS}
    assert not plain, f"triage/limits.csv: give {plain} a row: unit, readers and meaning"


def test_every_limit_is_read_by_a_rule() -> None:
    package = Path(triage.__file__).parent
    rules = "".join(
        path.read_text(encoding="utf-8")
        for path in package.rglob("*.py")
        if path.name != "limits.py"
    )
    unread = {threshold.name for threshold in THRESHOLDS if threshold.name not in rules}
    assert not unread, f"triage/limits.csv: no rule of triage reads {unread}"


def test_only_what_the_user_set_counts_as_changed() -> None:
    assert not DEFAULT.changed("silent_note_days")
    assert Limits(silent_note_days=9).changed("silent_note_days")
    assert not Limits(silent_note_days=9).changed("silent_act_days")


def test_no_two_limits_of_a_flag_read_the_same() -> None:
    readings = [(limit.used_by[0], limit.unit, limit.meaning) for limit in THRESHOLDS]
    assert len(set(readings)) == len(readings)


def test_a_limit_of_several_flags_does_not_borrow_the_source_of_one() -> None:
    shared = {threshold_source(limit) for limit in THRESHOLDS if len(limit.used_by) > 1}
    assert shared == {OTHER_SOURCES["facts"]}
