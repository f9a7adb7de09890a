"""What a card looks like: in every size and theme, with every text, and some weeks later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Static

from storage.settings.settings import Settings
from tests.triage.review.lives import event
from tests.tui.review_stage import (
    GOOD,
    LAST,
    last_review,
    no_shows,
    press,
    rough,
    sitting,
    steady,
    step,
    twelve,
    watched,
)
from tests.tui.stage import TODAY
from tests.tui.test_hostile import CORPUS, STEERING
from triage.playbook.decide.form import HOLD
from triage.records import Client, Decision, Quirk, Record
from triage.terms import flag_term
from tui.review.card import fitted, ordinal
from tui.review.report_screen import ReviewReportScreen
from tui.review.screen import ReviewScreen
from tui.review.wording import proposal, ways


def decision(expect: str = "They call a day before") -> Decision:
    return Decision(
        id="d",
        client="mild",
        attempt="mild-step",
        screen="train",
        code="TEACH",
        on=TODAY - timedelta(days=28),
        say="Send how we work",
        playbook="1",
        flag="BOUNDARY",
        expect=expect,
    )


async def test_what_changed_stands_first_and_no_more_than_three_reasons(db: Path) -> None:
    asks = [event("mild", "price_ask", back) for back in (2, 3)]
    hard = [event("mild", "message_in", back, tone=-1) for back in (2, 3, 4)]
    unanswered = event("mild", "message_in", 9, needs_answer=True)
    seen = {"mild": {"BOUNDARY": {"severity": 2}, "PAY_LATE": {"severity": 2}}}
    records = [*steady("mild"), *no_shows("mild"), *asks, *hard, unanswered]
    async with sitting(db, [*records, last_review(**seen)]) as on:
        assert [line.split()[0] for line in on.lines[3:6]] == ["new", "new", "new"]
        assert on.lines[6].strip() == "and 2 more: v shows all"


async def test_what_is_gone_and_what_is_accepted_is_said(db: Path) -> None:
    quirk = Quirk(flag="BOUNDARY", until=date(2026, 6, 1), reason="always late")
    owner, *rest = steady("mild")
    assert isinstance(owner, Client)
    seen = {"mild": {"PAY_LATE": {"severity": 2}}}
    records = [replace(owner, quirks=(quirk,)), *rest, *no_shows("mild")]
    async with sitting(db, [*records, last_review("mild", **seen)]) as on:
        assert on.lines[3].split() == ["gone", *flag_term("PAY_LATE").split()]
        assert on.lines[4].strip() == "known   boundaries, accepted until Mon 1 Jun"


async def test_nothing_new_says_since_when(db: Path) -> None:
    async with sitting(db, [*steady("a"), last_review("a")]) as on:
        assert f"No flags, as on {LAST:%a} {LAST.day} Feb." in on.words("#review-card")


async def test_why_they_could_wait_is_read_the_next_time(db: Path) -> None:
    reason = "They promised to pay by Tuesday"
    card = {"client": "mild", "verdict": "snooze", "reason": reason}
    dated = {"on": LAST.isoformat(), "until": TODAY.isoformat()}
    review = replace(last_review("mild"), cards=({**card, **dated},))
    async with sitting(db, [*steady("mild"), *no_shows("mild"), review]) as on:
        assert reason in on.words("#review-card")
    later = replace(review, cards=({**card, **dated, "verdict": "hold"},))
    async with sitting(db.with_name("held.db"), [*steady("mild"), *no_shows("mild"), later]) as on:
        assert reason not in on.words("#review-card"), "of a hold that is no reason of one's own"


async def test_what_was_expected_stands_beside_what_happened(db: Path) -> None:
    records = [*steady("mild"), *no_shows("mild"), decision(), step("mild", 3)]
    new = event("mild", "price_ask", 1), event("mild", "price_ask", 2)
    async with sitting(db, [*records, *new, last_review()]) as on:
        assert "On Fri 13 Feb you expected: “They call a day before”" in on.words("#review-card")
        assert "2 no-shows in 28 days" in on.words("#review-card")


async def test_the_proposal_and_what_each_key_leads_to(db: Path) -> None:
    seen = {"mild1": {"BOUNDARY": {"severity": 2}}}
    async with sitting(db, [*watched("mild1", 0), *steady("b"), last_review("b", **seen)]) as on:
        assert isinstance(on.app.screen, ReviewScreen)
        assert proposal(on.app.screen.flow) == "Record how “2 Train” went (today)"
        keys = [way.action for way in ways(on.app.screen.flow)]
        assert keys == ["enter", "hold"], "its day has come: there is nothing to snooze"
        await press(on, "full_stop")
        good = ways(on.app.screen.flow)[0]
        assert good.words.startswith("still good, next Fri ")
        assert on.lines[-2].strip().startswith(f"space {good.words}")


async def test_before_its_day_a_step_is_gone_on_with(db: Path) -> None:
    async with sitting(db, [*watched("mild1", 3), last_review()]) as on:
        assert "enter decide: 2 Train" in on.text


async def test_away_days_are_told_where_days_are_counted(db: Path) -> None:
    away = Settings(away=((TODAY - timedelta(days=5), TODAY - timedelta(days=2)),))
    asked = event("a", "message_in", 9, needs_answer=True)
    async with sitting(db, [*steady("a"), asked, last_review()], settings=away) as on:
        assert "(including 4 days away)" in on.text


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")],
)
def test_weeks_are_counted_as_people_do(number: int, word: str) -> None:
    assert ordinal(number) == word


SIZES = [(60, 20), (80, 24), (100, 30), (110, 24), (120, 40), (200, 60)]


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_card_fits(db: Path, size: tuple[int, int]) -> None:
    keys = ("z", "1", "full_stop", "full_stop", "full_stop", "space", "space", "space")
    async with sitting(db, twelve(), size=size) as on:
        for key in ("", *keys):
            await press(on, *([key] if key else []))
            assert len(on.lines) == size[1]
            assert max(len(line) for line in on.lines) <= size[0]
            assert on.lines[-1].rstrip().endswith("? help") or "esc " in on.lines[-1]
        assert isinstance(on.app.screen, ReviewReportScreen)


async def test_a_long_card_is_read_to_its_end(db: Path) -> None:
    hard = [event("mild", "message_in", back, tone=-1) for back in (2, 3, 4)]
    asks = [event("mild", "price_ask", back) for back in (2, 3)]
    expected = decision("They call a day before, and tell us when they cannot come at all")
    records = [*steady("mild"), *no_shows("mild"), *hard, *asks, expected, step("mild", 3)]
    async with sitting(db, [*records, last_review()], size=(60, 20)) as on:
        assert "What happened" not in on.text
        await press(on, "pagedown")
        assert "What happened" in on.text
        await press(on, "pageup")
        assert on.lines[3].startswith(" new")


async def test_beside_the_card_stand_those_who_came_and_come(db: Path) -> None:
    async with sitting(db, twelve(), size=(120, 40)) as on:
        await press(on, "z", "1")
        assert on.lines[3].endswith("until Fri 20 Mar") and "▲ Rough" in on.lines[3]
        assert "› ~ Mild3" in on.lines[4]
        assert sum("✓ Good" in line for line in on.lines) == len(GOOD)


async def test_a_window_that_grows_shows_the_side(db: Path) -> None:
    async with sitting(db, twelve()) as on:
        assert not any("✓ Good8" in line for line in on.lines)
        await on.pilot.resize_terminal(120, 40)
        await on.settle()
        assert any("✓ Good8" in line for line in on.lines)


@pytest.mark.parametrize("theme", ["goodterms-light", "nord", "ansi-dark"])
async def test_every_theme_draws_it(db: Path, theme: str) -> None:
    async with sitting(db, twelve(), settings=Settings(theme=theme)) as on:
        await press(on, "z", "1", "full_stop")
        assert isinstance(on.app.screen, ReviewScreen)


async def test_ascii_signs(db: Path) -> None:
    async with sitting(db, twelve(), settings=Settings(glyphs="ascii"), size=(120, 40)) as on:
        assert "^ act" in on.lines[1] and "> ^ Rough" in on.text
        assert on.lines[0].split()[2] == "-" * 12


async def test_text_that_wants_to_be_more_is_text(db: Path) -> None:
    records: list[Record] = []
    for number, text in enumerate(CORPUS):
        owner, *rest = rough(f"c{number}") if number % 2 else steady(f"c{number}")
        assert isinstance(owner, Client)
        records += [replace(owner, name=text), *rest]
    expected = replace(decision(CORPUS[8]), client="c1", attempt="c1-step", flag="DISRESPECT")
    records += [expected, last_review(*(f"c{n}" for n in range(0, len(CORPUS), 2)))]
    async with sitting(db, records, size=(120, 40)) as on:
        for _ in range(len(CORPUS)):
            if isinstance(on.app.screen, ReviewReportScreen):
                break
            assert not STEERING & set("".join(on.lines))
            good = "good" in on.lines[1] or "together" in on.lines[1]
            await press(on, *(["space"] if good else ["z", "1"]))
        assert isinstance(on.app.screen, ReviewReportScreen)
        assert not STEERING & set("".join(on.lines))


def test_blank_lines_stand_between_blocks_as_far_as_there_are_rows() -> None:
    blocks = [[Content("a"), Content("b")], [], [Content("c")], [Content("d")]]
    drawn = {rows: fitted(blocks, rows).plain for rows in (4, 5, 6, 20)}
    assert drawn == {4: "a\nb\nc\nd", 5: "a\nb\n\nc\nd", 6: "a\nb\n\nc\n\nd", 20: drawn[6]}


async def test_the_weeks_are_a_chart_where_there_is_room_and_a_row_of_bars_where_not(
    db: Path,
) -> None:
    records = [*steady("mild"), *no_shows("mild"), decision(), step("mild", 3)]
    async with sitting(db, [*records, last_review("mild")]) as on:
        rows = {}
        for height in (20, 40):
            await on.pilot.resize_terminal(80, height)
            await on.settle()
            rows[height] = sum("floor" in line or "╌╌" in line for line in on.lines)
            assert not on.app.screen.query_one("#review-text").show_vertical_scrollbar
        assert rows == {20: 1, 40: 2}


@pytest.mark.parametrize("decided_since", [False, True])
async def test_why_one_stayed_stands_on_the_card_until_something_else_is_decided(
    db: Path, decided_since: bool
) -> None:
    stayed = replace(decision(), set={HOLD: "Pity"})
    later = replace(decision(), id="later", on=TODAY - timedelta(days=2))
    records: list[Record] = [*rough("mild"), step("mild", 0), stayed]
    async with sitting(db, [*records, later] if decided_since else records) as on:
        assert ("Pity" in on.text) is not decided_since


@pytest.mark.parametrize("columns", [60, 80, 110, 120, 160])
async def test_of_several_clients_together_it_is_shown_whole_how_they_feel(
    db: Path, columns: int
) -> None:
    names = ["Lindqvist & Daughters Bookbinders", "Quay", "Alone"]
    records: list[Record] = []
    for number, name in enumerate(names):
        owner, *rest = steady(f"c{number}")
        assert isinstance(owner, Client)
        records += [replace(owner, name=name), *rest]
    async with sitting(db, [*records, last_review("c0", "c1")], size=(columns, 30)) as on:
        await press(on, "space")
        assert "2 clients together" in on.text
        card = str(on.app.screen.query_one("#review-card", Static).content).splitlines()
        told = [line for line in card if "energy" in line]
        assert len(told) == 2 and all(line.split()[-1].isdecimal() for line in told)
        assert any(line.split()[0] == "Lindqvist" for line in told)
