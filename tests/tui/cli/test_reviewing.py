"""`review`: the cards that wait, and the report of the last review."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.tui.cli.conftest import NORTH, Run, refused


@pytest.fixture
def two(done: Run, north: str, prepared: Any) -> None:
    """Northlake is on act, Quay & Sons not known yet."""

    def fill() -> None:
        done("record", "client", "quay", "name=Quay & Sons")
        for _ in range(2):
            done("log", NORTH, "rude")

    prepared("two", fill)


def test_the_cards_that_wait_worst_first(done: Run, two: None) -> None:
    review = done("review", "--json").json
    assert (review["as_of"], review["first"], review["waiting"]) == ("2026-03-13", True, 0)
    assert review["decisions"] == 1
    act, unknown = review["cards"]
    assert (
        act["place"] == "act"
        and act["reason"] == done("show", NORTH, "--json").json["flags"][0]["reason"]
    )
    assert act["clients"] == [{"id": NORTH, "name": "Northlake Foods", "health": "act"}]
    assert unknown["place"] == "unknown" and "no contact lately" in unknown["reason"]
    keys = [{key["key"] for key in card["keys"]} for card in review["cards"]]
    assert "enter" in keys[0] and not keys[0] & {".", "space"}
    assert {"z", "enter"} <= keys[1] and not keys[1] & {".", "space"}
    text = done("review").out
    assert "2 cards, 1 to decide" in text and "Quay & Sons" in text


def test_a_stop_can_be_neither_held_nor_put_off(done: Run, two: None) -> None:
    done("log", NORTH, "incident", "type=threat")
    card = done("review", "--json").json["cards"][0]
    assert card["place"] == "stop"
    assert not {key["key"] for key in card["keys"]} & {".", "z", "space"}


def test_steady_good_clients_come_singly_and_together(done: Run) -> None:
    for number in range(5):
        done("add", f"Client {number}", "--rate", "60", "--floor", "40", "--since", "2026-03-01")
    cards = done("review", "--json").json["cards"]
    assert [(card["place"], len(card["clients"])) for card in cards] == [
        ("good", 1),
        ("good", 1),
        ("batch", 3),
    ]
    assert "space" in {key["key"] for key in cards[0]["keys"]}
    assert [key["key"] for key in cards[2]["keys"]] == ["space", "tab"]
    assert "Client 0" in done("review").out


def test_nothing_to_review(done: Run, gt: Run) -> None:
    assert gt("review", "--json").json["cards"] == []
    done("add", "Hafen Verlag")
    done("set", "hafen", "state=paused")
    assert "nothing is due" in done("review").out


def test_the_report_of_the_last_review(done: Run, gt: Run, two: None) -> None:
    refused(gt("review", "--md"), "no review has been finished")
    card = {"client": NORTH, "on": "2026-03-13", "verdict": "decided", "reason": "Say it *now*"}
    done("record", "review", "r1", "on=2026-03-13", "finished_on=2026-03-13",
         f"cards={json.dumps([card])}")  # fmt: skip
    report = done("review", "--md", on="2026-04-01").out
    assert report.startswith("# Weekly review, Friday 13 March 2026\n")
    assert "Northlake Foods" in report and "Say it \\*now\\*" in report
    assert "Quay & Sons" in report.partition("## Left open")[2]
    # What came after the review changes nothing in its report.
    done("log", NORTH, "incident", "type=threat", on="2026-03-20")
    assert done("review", "--md", on="2026-04-01").out == report
    refused(gt("review", "--md", on="2026-03-12"), "no review has been finished")
    refused(gt("review", "--md", "--json"), "--md")


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar(done: Run, two: None, on: str) -> None:
    for words in (["review"], ["review", "--json"], ["due"], ["status"]):
        assert done(*words, on=on).out
