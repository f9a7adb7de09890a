from __future__ import annotations

from dataclasses import fields

from triage.health import FLAG_CODES, threshold_source
from triage.limits import DEFAULT, OTHER_SOURCES, THRESHOLDS, Limits


def test_every_threshold_says_its_unit_its_meaning_and_where_it_comes_from() -> None:
    for threshold in THRESHOLDS:
        assert threshold.unit, threshold.name
        assert threshold.meaning, threshold.name
        assert threshold_source(threshold), threshold.name
        assert set(threshold.used_by) <= {*FLAG_CODES, *OTHER_SOURCES}, threshold.name


def test_every_default_lies_in_its_own_range() -> None:
    for threshold in THRESHOLDS:
        if isinstance(threshold.default, tuple):
            continue
        assert threshold.default >= threshold.low, threshold.name
        assert threshold.high is None or threshold.default <= threshold.high, threshold.name


def test_the_list_of_thresholds_holds_every_number() -> None:
    others = {"default_floor", "not_tracked", "base_currency", "currency_rates"}
    assert {t.name for t in THRESHOLDS} == {spec.name for spec in fields(Limits)} - others


def test_only_what_the_user_set_counts_as_changed() -> None:
    assert not DEFAULT.changed("silent_note_days")
    assert Limits(silent_note_days=9).changed("silent_note_days")
    assert not Limits(silent_note_days=9).changed("silent_act_days")


def test_no_two_limits_of_a_flag_read_the_same() -> None:
    readings = [(limit.used_by[0], limit.unit, limit.meaning) for limit in THRESHOLDS]
    assert len(set(readings)) == len(readings)
