"""A decision in lines: labels and words in two columns that never touch."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.tui.stage import TODAY
from tui.decide.lines import Decided, ToDo, decision_text


@pytest.mark.parametrize("due", [None, TODAY, date(2027, 11, 20)])
def test_the_words_stand_in_one_column_behind_the_longest_label(due: date | None) -> None:
    decided = Decided(
        screen="late",
        say="Ask for the money",
        because=(),
        actions=[ToDo("Call them", due)],
        review_by=date(2026, 3, 20),
        template=None,
        further=[("a label that is rather long", "words")],
    )
    lines = decision_text(decided, TODAY, 80).plain.split("\n")
    columns = {
        line.index(words)
        for line in lines
        for words in ("Call them", "check how", "words")
        if words in line
    }
    (column,) = columns
    assert all(line[:column].endswith("  ") for line in lines[2:])


def ahead(actions: list[ToDo], **facts: Any) -> list[str]:
    decided = Decided(
        **{
            "screen": "renegotiate",
            "say": "Propose it",
            "because": (),
            "actions": actions,
            "review_by": date(2026, 3, 20),
            "template": "new_terms",
            **facts,
        }
    )
    return [
        " ".join(line.split())
        for line in decision_text(decided, TODAY, 100).plain.split("\n")[2:]
        if line
    ]


def test_the_message_is_the_thing_to_do_until_it_has_left() -> None:
    lines = ahead([ToDo("Propose it", TODAY)])
    assert lines == [
        "today carry out the decision: send the new terms",
        "20 Mar see how they took the new terms",
    ]
    assert ahead([ToDo("Propose it", TODAY, TODAY)], sent_on=TODAY) == [
        "done Send the new terms",
        "20 Mar see how they took the new terms",
    ]
    assert ahead([], sent_on=TODAY)[-1] == "done Send the new terms"
    assert ahead([])[-1] == "message Send the new terms"


def test_a_message_that_waits_for_a_night_is_not_for_today() -> None:
    (first, _) = ahead([ToDo("Propose it", TODAY)], message_from=TODAY + timedelta(days=1))
    assert (
        first.startswith("tomorrow carry out the decision: send the new terms")
        and "write it today" in first
    )


def test_the_look_at_it_has_a_day_of_its_own() -> None:
    look = date(2026, 3, 20)
    assert len(ahead([ToDo("Propose it", TODAY), ToDo("Call", look)])) == 2
    assert len(ahead([ToDo("Propose it", TODAY), ToDo("Call", look, TODAY)])) == 3


@pytest.mark.parametrize("done_on", [None, TODAY])
def test_a_look_that_is_put_down_as_a_thing_to_do_is_told_once(done_on: date | None) -> None:
    look = ToDo("See how they took the new terms", TODAY + timedelta(days=14), done_on)
    lines = ahead([ToDo("Propose it", TODAY), look])
    assert [line for line in lines if "took the new terms" in line] == [
        "done See how they took the new terms"
        if done_on
        else "27 Mar See how they took the new terms"
    ]


def test_what_is_ahead_comes_by_its_day() -> None:
    days = [date(2026, 3, 30), TODAY, None]
    lines = ahead([ToDo(f"Thing {n}", due) for n, due in enumerate(days)], template=None)
    assert [line.rpartition(" ")[2] for line in lines] == ["1", "terms", "0", "2"]
