"""What the exports of terminal programs hold that no table does."""

from __future__ import annotations

from datetime import UTC, date

import pytest

from storage.importing import ImportTrouble
from tests.material import OWN
from tests.storage.importing.conftest import Desk

RUNNING = [
    '[{"id":1,"start":"20260901T090000Z","tags":["Bolt"]}]',
    "2026-09-01\n    9:00 - ? #bolt\n",
    "i 2026/09/01 09:00:00 bolt\n",
    "* Bolt\n  CLOCK: [2026-09-01 Tue 09:00]\n",
]


@pytest.mark.parametrize("text", RUNNING)
def test_what_still_runs_is_no_entry_and_no_fault(desk: Desk, text: str) -> None:
    preview = desk.look(text)
    assert [(skip.why, skip.bad) for skip in preview.skipped] == [("still running", False)]


def test_a_tag_may_have_a_comma(desk: Desk) -> None:
    text = '[{"id":1,"start":"20260901T090000Z","end":"20260901T100000Z","tags":["Bolt, Inc"]}]'
    assert dict(desk.look(text).unmapped) == {"Bolt, Inc": 1}


def test_the_day_is_that_of_the_place(desk: Desk) -> None:
    text = '[{"id":1,"start":"20260901T233000Z","end":"20260902T010000Z","tags":["Bolt"]}]'
    desk.take(text, client_for={"Bolt": "Bolt"}, zone=UTC)
    (time,) = desk.records("time")
    assert (time.on, time.minutes) == (date(2026, 9, 1), 90)


def test_numbers_that_move_on_do_not_bring_entries_twice(desk: Desk) -> None:
    first = '{"id":%d,"start":"20260901T090000Z","end":"20260901T100000Z","tags":["Bolt"]}'
    second = '{"id":1,"start":"20260902T090000Z","end":"20260902T100000Z","tags":["Bolt"]}'
    desk.take(f"[{first % 1}]", client_for={"Bolt": "Bolt"})
    result = desk.take(f"[\n{first % 2},\n{second}\n]")
    assert (result.new, result.same) == (1, 1)


@pytest.mark.parametrize("text", ["[\n]\n", "[]"])
def test_an_export_without_entries_is_taken_when_it_is_said_whose_it_is(
    desk: Desk, text: str
) -> None:
    assert desk.look(text, format_name="timewarrior").new == 0
    with pytest.raises(ImportTrouble, match="holds no entries"):
        desk.look(text)


def test_broken_json_is_named_with_its_line(desk: Desk) -> None:
    entry = '{"id":1,"start":"20260901T090000Z","end":"20260901T100000Z","tags":["Bolt"]}'
    with pytest.raises(ImportTrouble, match=r"export\.csv:3: the JSON breaks off"):
        desk.look(f"[\n{entry},\n{entry[:40]}")


def test_a_part_of_an_account_says_whose_it_is(desk: Desk) -> None:
    text = "i 2026/09/01 09:00:00 work:bolt:site\no 2026/09/01 10:00:00\n"
    assert desk.look(text, client_for={"bolt": "Bolt"}).new == 1


def test_clocking_out_names_the_account(desk: Desk) -> None:
    text = (
        "i 2026/09/01 09:00:00 a\ni 2026/09/01 10:00:00 b\n"
        "o 2026/09/01 12:00:00 a\no 2026/09/01 12:30:00 b\n"
    )
    desk.take(text, client_for={"a": "A", "b": "B"})
    assert sorted(time.minutes for time in desk.records("time")) == [150, 180]


@pytest.mark.parametrize(
    ("line", "minutes"),
    [
        ("8:00 - 9:30", 90),
        ("8:00am - 1:00pm", 300),
        ("12:00am-0:30", 30),
        ("<23:00 - 0:15", 75),
        ("22:00 - 1:00>", 180),
        ("22:00 - 24:00", 120),
        ("2h", 120),
        ("45m", 45),
        ("+1h5m", 65),
    ],
)
def test_klog_times(desk: Desk, line: str, minutes: int) -> None:
    desk.take(f"2026-09-01\n\t{line} #client=Bolt x\n")
    (time,) = desk.records("time")
    assert (time.on, time.minutes) == (date(2026, 9, 1), minutes)


def test_a_break_is_taken_off_the_entry_before_it(desk: Desk) -> None:
    desk.take("2026-09-01\n#client=Bolt\n  9:00 - 17:00 Build\n  -45m Lunch\n  1h Call\n")
    assert [time.minutes for time in desk.records("time")] == [435, 60]


def test_a_break_of_more_than_there_is_is_named(desk: Desk) -> None:
    preview = desk.look("2026-09-01\n#client=Bolt\n  30m Call\n  -45m Lunch\n")
    assert [(skip.line, skip.bad) for skip in preview.skipped] == [(4, True)]


@pytest.mark.parametrize(
    ("amount", "minutes"),
    [("....", 60), (".... .", 75), ("1.5", 90), ("1,5h", 90), ("30m", 30), ("1d", 1440)],
)
def test_timedot_amounts(desk: Desk, amount: str, minutes: int) -> None:
    desk.take(f"2026-09-01\nwork  {amount}  ; client:Bolt\n", answers={"long": "take"})
    assert [time.minutes for time in desk.records("time")] == [minutes]


def test_a_clock_table_without_days_says_what_to_take(desk: Desk) -> None:
    with pytest.raises(ImportTrouble, match="no days") as caught:
        desk.look("#+BEGIN: clocktable\n| Headline | Time |\n|---+---|\n| Bolt | 5:30 |\n#+END:\n")
    assert ":step day" in caught.value.hint


def test_time_of_a_parent_beyond_its_parts_counts(desk: Desk) -> None:
    table = (
        "#+BEGIN: clocktable :step day\nDaily report: [2026-09-01 Tue]\n"
        "| Bolt | 1d 2:00 | |\n| \\_ Site | | 0:30 |\n"
    )
    desk.take(table, client_for={"Bolt": "Bolt"}, answers={"long": "take", "day": "take"})
    assert sorted(time.minutes for time in desk.records("time")) == [30, 1530]


@pytest.mark.parametrize("name", ["wave.csv", "stripe_payments.csv"])
def test_blank_lines_above_the_columns_change_nothing(desk: Desk, name: str) -> None:
    data = (OWN / "samples" / name).read_bytes()
    plain = desk.look(data, currency="USD").new
    assert desk.look(b"\n\n" + data, currency="USD").new == plain > 0
