"""Whatever is done in a review, in whichever order: page, report and journal tell the same."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.errors import CannotUndo
from storage.settings.settings import Settings
from storage.store import Store
from tests.tui.review_stage import in_order, last_review, rough, steady, watched
from tests.tui.stage import TODAY, now
from triage.changes import Change, ChangeSet, Put, RecordIds
from triage.health.windows import shift
from triage.records import Attempt, Client, Decision, Review
from triage.review import session
from triage.review.report import report_of
from triage.review.report_text import as_markdown, sections
from tui.review.closing import closing_page
from tui.review.flow import ReviewFlow, weekday
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace

CLIENTS = ("calm", "even", "mild", "soft", "rough", "odd")
STEPS = st.sampled_from(
    ["answer"] * 6 + ["put off", "pause", "undo", "redo", "other window", "more"]
) | st.tuples(st.just("decide"), st.sampled_from(CLIENTS))
_SECTION = {
    "decided": "Decided",
    "hold": "Left as is",
    "snooze": "Snoozed",
    "good": "Still good",
}


@pytest.fixture(scope="module")
def friday(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with six clients of every sort on the morning of a review."""
    path = tmp_path_factory.mktemp("random") / "gt.db"
    records = [
        *steady("calm"),
        *steady("even"),
        *watched("mild", 0),
        *watched("soft", 5),
        *rough(),
        Client(id="odd", name="Odd"),
        last_review("calm", "even", mild={"BOUNDARY": {"severity": 2}}),
    ]
    with Store.open(path, now=now) as store:
        store.import_batch("Test", file="t", fingerprint="", new=in_order(records))
    return path


class Sitting:
    """One user with two windows on the same file."""

    def __init__(self, path: Path) -> None:
        self.windows = [self._window(path), self._window(path)]
        for window in self.windows:
            window.open()
        self.flows = [ReviewFlow(window) for window in self.windows]
        self.at = 0
        self.ids = RecordIds("random")
        self.decisions = 0
        self.began = self.windows[0].store.head()

    @staticmethod
    def _window(path: Path) -> Workspace:
        configuration = Configuration(settings=Settings())
        return Workspace(path, today=TODAY, now=now, configuration=configuration)

    @property
    def window(self) -> Workspace:
        return self.windows[self.at]

    @property
    def flow(self) -> ReviewFlow:
        return self.flows[self.at]

    def do(self, step: str | tuple[str, str]) -> None:
        if isinstance(step, tuple):
            self._decide(step[1])
        elif step in ("answer", "put off"):
            self._answer(put_off=step == "put off")
        elif step in ("pause", "more"):
            self.flows[self.at] = ReviewFlow(self.window)
        elif step == "other window":
            self.at = 1 - self.at
        elif self.window.store.head() > self.began:
            self._step_back(step)
            self.window.reload()
        for window in self.windows:
            window.look_for_other_writers()
        for flow in self.flows:
            flow.look()

    def _step_back(self, step: str) -> None:
        done = [e for e in self.window.store.history() if e.number > self.began and not e.undone]
        try:
            if step == "redo":
                self.window.store.redo()
            elif done:
                self.window.store.undo()
        except CannotUndo:
            pass  # nothing to take back, which is what a user would be told

    def _answer(self, *, put_off: bool) -> None:
        flow = self.flow
        if flow.card is None:
            return
        offer = flow.offer
        if flow.is_batch or flow.overview.verdict == "good":
            verdict = session.Verdict("good")
        elif offer.hold is not None and not put_off:
            verdict = offer.hold
        elif not offer.snooze_refused:
            verdict = session.Verdict("snooze", "No time", shift(TODAY, 7))
        else:
            self._decide(flow.card.client)
            return
        self.window.apply(ChangeSet("answered", flow.answered(verdict)))

    def _decide(self, client: str) -> None:
        """On the client's own page; the review joins in when it is open below."""
        self.decisions += 1
        id_ = self.ids(f"d{self.decisions}")
        until = shift(TODAY, 14)
        step = Attempt(
            id=f"a{id_}", client=client, screen="watch", on=TODAY, taken_on=TODAY, review_by=until
        )
        decision = Decision(
            id=id_,
            client=client,
            attempt=step.id,
            screen="watch",
            code="look",
            on=TODAY,
            say=f"Decision {self.decisions}",
            playbook="p",
            review_by=until,
        )
        changes: tuple[Change, ...] = (Put(step), Put(decision))
        joins = self.flow.with_card if self.decisions % 2 else lambda changes: changes
        self.window.apply(ChangeSet("decided", changes), join=joins)

    def close(self) -> None:
        for window in self.windows:
            window.close()


def journalled(store: Store) -> dict[str, str]:
    """Client -> its verdict by what is stored: the cards, and what was decided beside them."""
    book = store.book()
    verdicts: dict[str, str] = {}
    for review in book.reviews:
        if review.on == TODAY:
            assert not set(verdicts) & {str(card["client"]) for card in review.cards}
            verdicts |= {str(card["client"]): str(card["verdict"]) for card in review.cards}
    decided = {id_: "decided" for id_, ledger in book.ledgers.items() if ledger.decision}
    return verdicts | decided


@given(steps=st.lists(STEPS, min_size=4, max_size=16))
@settings(max_examples=20, deadline=None)
def test_page_report_and_journal_tell_the_same(
    friday: Path, steps: list[str | tuple[str, str]]
) -> None:
    with TemporaryDirectory() as folder:
        path = Path(shutil.copy(friday, Path(folder) / "gt.db"))
        sitting = Sitting(path)
        try:
            for step in steps:
                sitting.do(step)
            compare(sitting.window)
        finally:
            sitting.close()


def compare(workspace: Workspace) -> None:
    """The report of today's review, as it would be if it ended now."""
    book = workspace.book
    todays = [review for review in book.reviews if review.on == TODAY]
    assert len(todays) <= 1, "going on with the rest is the same review"
    review = todays[0] if todays else Review(id="none", on=TODAY)
    ended = replace(review, finished_on=TODAY)
    report = report_of(book, ended, TODAY, weekday(workspace), workspace.limits)
    verdicts = {str(card["client"]): str(card["verdict"]) for card in report.cards}
    assert verdicts == journalled(workspace.store)
    waiting = {overview.client.id for overview in report.left_open}
    assert not waiting & set(verdicts), "who was answered is not left open"
    page, text = str(closing_page(report, 90)), as_markdown(report)
    by_title = {section.title: section.lines for section in sections(report)}
    for verdict, title in _SECTION.items():
        names = [report.names[id_] for id_, word in verdicts.items() if word == verdict]
        section = " ".join(f"{line.label} {line.text}" for line in by_title.get(title, ()))
        assert all(name in section and name in page and name in text for name in names)
        assert bool(names) == (title in by_title) == (f"## {title}\n" in text)
