"""The figures beside a verdict: money, hours, how it feels, and what else they give."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.stage import TODAY, client, event, record
from triage.clients.overview import Overview, overviews
from triage.ledger import book
from triage.records import Record
from tui.client.card import who
from tui.client.figures import figure_lines


def overview(*records: Record, **facts: Any) -> Overview:
    return overviews(book([client(**facts), *records]), TODAY)["north"]


LIFE = (
    record("time", "t", on="2026-03-10", minutes=600),
    record("invoice", "i", issued="2026-02-01", due="2026-02-20", amount="300.00"),
    *(record("energy", f"m{n}", on=f"2026-03-0{n}", mark=n) for n in range(1, 5)),
    event("thanks", "thanks"),
    event("referral", "referral"),
)


def test_money_hours_energy_and_other_gains() -> None:
    north = overview(*LIFE, tags=["learning", "big", "portfolio"])
    lines = [line.plain for line in figure_lines(north, "unicode", 0.31)]
    assert [line[:8].strip() for line in lines] == ["rate", "overdue", "contact", "energy", "good"]
    assert "75.00" in lines[0] and "300.00" in lines[1]
    assert "10.0 h in 28 days" in lines[2]
    assert lines[3] == "energy  4, 3, 2  newest first, 1 to 5"
    assert lines[4] == "good    1 thank-you, 1 recommendation, learning, portfolio"


def test_what_nobody_knows_takes_no_line() -> None:
    assert len(figure_lines(overview(), "unicode")) == 3
    chosen = [line.plain for line in figure_lines(overview(not_tracked=["energy"]), "unicode")]
    assert chosen[-1] == "energy  not tracked, your choice"


@pytest.mark.parametrize("share", [0.05, 0.31, 0.9])
def test_a_share_of_income_has_no_colour_of_alarm(share: float) -> None:
    line = figure_lines(overview(*LIFE), "unicode", share)[2]
    assert f"{share:.0%} of income" in line.plain
    assert not any("health" in str(span.style) for span in line.spans)


def test_a_friend_has_the_same_lines_of_money_and_the_tie_beside_them() -> None:
    friend, other = overview(*LIFE, tie="friend"), overview(*LIFE)
    assert figure_lines(friend, "unicode", 0.1) == figure_lines(other, "unicode", 0.1)
    assert "friend" in who(friend, 60).plain
    assert "friend" not in who(other, 60).plain


def test_no_contact_is_said_first() -> None:
    assert who(overview(contact="Rolf", do_not_contact=True), 60).plain.startswith(
        "no contact  ·  Rolf"
    )


@pytest.mark.parametrize("text", ["talked within 60 days", "more than 60 days ago"])
def test_a_contact_that_was_said_without_its_day_stands_there_as_long_as_it_holds(
    text: str,
) -> None:
    said = record("confirmed", "c", fact="contact", on="2026-03-01", until="2026-03-31", text=text)
    assert text in "".join(line.plain for line in figure_lines(overview(said), "unicode", None))
    for on, until in (("2026-02-01", "2026-03-01"), ("2025-11-01", "2030-01-01")):
        over = record("confirmed", "c", fact="contact", on=on, until=until, text=text)
        shown = "".join(line.plain for line in figure_lines(overview(over), "unicode", None))
        assert text not in shown and "not known" in shown


def test_a_rate_that_is_agreed_stands_there_until_it_begins() -> None:
    past = [{"until": "2026-04-05", "value": "48.00"}]
    agreed = [
        line.plain
        for line in figure_lines(overview(*LIFE, rate="72.00", past_rates=past), "unicode")
    ]
    assert any(line.startswith("agreed") and "72.00 from Mon 6 April" in line for line in agreed)
