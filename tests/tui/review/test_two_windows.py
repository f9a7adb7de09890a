"""Two windows that begin the very first review in one instant."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import Stale
from storage.settings.settings import Settings
from tests.tui.stage import TODAY, client, fill, now
from triage.changes import ChangeSet
from triage.review.session import Verdict
from tui.review.flow import ReviewFlow
from tui.workspace.configuration import Configuration
from tui.workspace.workspace import Workspace


def window(path: Path) -> Workspace:
    workspace = Workspace(
        path, today=TODAY, now=now, configuration=Configuration(None, settings=Settings())
    )
    workspace.reload()
    return workspace


def test_the_first_card_is_stored_once(db: Path) -> None:
    fill(db, [client(), client("Southgate", "south")])
    windows = [window(db), window(db)]
    first, second = (ReviewFlow(each) for each in windows)
    answers = [ChangeSet("Review", flow.answered(Verdict("hold"))) for flow in (first, second)]
    windows[0].apply(answers[0])
    with pytest.raises(Stale):
        windows[1].store.apply(answers[1].label, answers[1].changes)
    windows[1].reload()
    assert len(windows[1].book.reviews) == 1
    second.look()
    assert second.done == first.done
    for each in windows:
        each.close()
