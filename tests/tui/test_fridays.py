"""Three Fridays of the sample year in a real terminal: keys counted, nothing known asked again."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from storage.demo import build
from storage.store import Store
from tests.tui.stage import now
from triage.clients.overview import Overview, got_worse, overviews
from triage.ledger import Book
from triage.limits import DEFAULT
from triage.playbook.decide.outcomes import outcome_due
from triage.playbook.state.situation import situation
from triage.review.report import Report, report_of
from triage.review.report_text import summary

if sys.platform == "win32":
    pytest.skip(
        "Python's pty module needs POSIX: Windows has no pseudo-terminals", allow_module_level=True
    )

from tests.tui.friday import ENTER, FEELING, Friday, Plan, table
from tests.tui.terminal import Terminal

FIRST = date(2026, 3, 13)
WEEKDAY = FIRST.weekday()
MOST_KEYS = 30
"""For the second Friday of eleven clients with two decisions running, one of them for safety."""
ANSWERS = {
    "Are you, or is anyone else, in danger": "2",
    "If you can: what was said": ENTER,
    "Is there a manager": "2",
    "What do you want to do now": "3",
    "Have they disputed": "2",
    "What would make you act": "3",
    "How many hours a month": ENTER,
}
"""What is pressed on a guided page by the beginning of its question; the first answer elsewhere."""
PLANS = (
    Plan(ANSWERS, adjust="Marta Bakery", send="Brandt Cooling", snooze="Fjord Analytics"),
    Plan(ANSWERS),
    Plan({**ANSWERS, "Has this happened": "2", "Can you live with it": "2"}),
)


class Week:
    """A Friday that was played, with what was known before it and what it left in the file."""

    def __init__(self, friday: Friday, day: date, before: Book, after: Book) -> None:
        self.friday = friday
        self.day = day
        self.before = before
        self.by_name = {o.name: o for o in overviews(before, day).values()}
        review = next(review for review in after.reviews if review.on == day)
        self.report: Report = report_of(after, review, day, WEEKDAY)
        self.cards = {
            self.report.names[str(card["client"])]: str(card["verdict"]) for card in review.cards
        }
        self.active = {
            overview.name
            for overview in overviews(after, day).values()
            if overview.health.health not in ("ended", "resting")
        }


def book_of(path: Path) -> Book:
    with Store.open(path, now=now) as store:
        return store.book()


@pytest.fixture(scope="module")
def weeks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Week]]:
    """The sample year on its Friday, and the two Fridays after it."""
    folder = tmp_path_factory.mktemp("fridays")
    path = folder / "gt.db"
    build(path, FIRST, now=lambda: datetime.combine(FIRST, time(12)).astimezone())
    played = []
    for number, plan in enumerate(PLANS):
        day, before = FIRST + timedelta(days=7 * number), book_of(path)
        env = {"GOODTERMS_SETTINGS": str(folder / "settings.toml")}
        with Terminal("--db", str(path), "--as-of", day.isoformat(), env=env) as terminal:
            friday = Friday(terminal, plan)
            friday.play()
            friday.leave()
        played.append(Week(friday, day, before, book_of(path)))
    sys.stdout.write(f"\n{table([week.friday for week in played])}\n")
    yield played


def test_the_second_friday_takes_few_keys(weeks: list[Week]) -> None:
    first, second, _ = weeks
    decided = [name for name, verdict in first.cards.items() if verdict == "decided"]
    assert len(decided) >= 2 and len(second.by_name) >= 11
    assert any(seen.verdict == "stop" for seen in second.by_name.values())
    assert second.friday.keys.total() <= MOST_KEYS, (
        f"more than {MOST_KEYS} keys: for a new question that the sample year comes by, say in "
        "ANSWERS of tests/tui/test_fridays.py what is pressed; where it is words, let Enter skip "
        "them in triage/playbook/playbook.toml (min_chars = 0), or offer them as a choice\n"
        f"{table([w.friday for w in weeks])}"
    )


def test_nothing_that_is_known_is_asked_again(weeks: list[Week]) -> None:
    for week in weeks:
        for client, questions in week.friday.asked.items():
            assert len(questions) == len(set(questions)), f"{client} was asked twice on {week.day}"
    for before, after in pairwise(weeks):
        for client, questions in after.friday.asked.items():
            for question in set(questions) & set(before.friday.asked[client]):
                changed = before.cards[client] == "decided" or question == FEELING
                assert changed, f"{client} was asked again on {after.day}: {question}"
            if FEELING in questions and FEELING in before.friday.asked[client]:
                assert needs_energy(after.by_name[client]), f"{client} on {after.day}"


def needs_energy(overview: Overview) -> bool:
    """Whether it is asked a week later: something got worse, or the last mark was low."""
    marks = [energy.mark for energy in overview.ledger.energy]
    return got_worse(overview) or (bool(marks) and marks[-1] <= DEFAULT.value("drain_mark"))


def test_what_was_sent_is_not_asked_about(weeks: list[Week]) -> None:
    _, second, _ = weeks
    assert not any(q.startswith("Did you") for q in second.friday.asked[PLANS[0].send])
    assert second.friday.asked[PLANS[0].adjust], "what was decided, and not sent, is asked about"


def test_every_step_whose_day_has_come_is_asked_about(weeks: list[Week]) -> None:
    for week in weeks:
        due = {
            overview.name
            for id_, overview in overviews(week.before, week.day).items()
            if outcome_due(situation(week.before, id_, week.day))
        }
        assert set(week.friday.outcomes) == due, week.day
    assert weeks[-1].friday.outcomes == [PLANS[0].adjust]


def test_the_report_counts_what_was_pressed(weeks: list[Week]) -> None:
    for week in weeks:
        answered = week.friday.answered
        asked = {client for client, questions in week.friday.asked.items() if questions}
        assert set(week.cards) == set(answered) | asked, week.day
        assert {name: week.cards[name] for name in answered} == answered
        page = " ".join(" ".join(week.friday.closing).split())
        assert " ".join(summary(week.report)) in page, week.day


def test_everybody_is_looked_at_or_named_as_not_looked_at(weeks: list[Week]) -> None:
    for week in weeks:
        others = {o.name for o in (*week.report.not_due, *week.report.left_open)}
        others |= {name for name, _ in week.report.waiting}
        others |= {entry.client for entry in week.report.coming} - set(week.cards)
        assert set(week.cards) | others == week.active, week.day
        assert not set(week.cards) & others
        page = " ".join(" ".join(week.friday.closing).split())
        assert all(name in page for name in week.active), week.day
    seen = {name for week in weeks for name in week.cards}
    assert PLANS[0].snooze in seen
