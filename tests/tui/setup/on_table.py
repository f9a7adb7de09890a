"""The set-up table on a stage: its cells, what it asks, and what was kept."""

from __future__ import annotations

from tests.tui.stage import Stage, client
from triage.ledger import Ledger
from triage.records import Record
from tui.setup.grid import SetupGrid
from tui.setup.screen import SetupScreen


def blank(name: str, id_: str) -> Record:
    return client(name, id=id_, rate=None, floor=None)


def grid(on: Stage) -> SetupGrid:
    return on.app.screen.query_one(SetupGrid)


def asked(on: Stage) -> tuple[str, str]:
    """Whom and what the cell under the cursor is about; "" = everyone."""
    ledger, column = grid(on).ledger, grid(on).column
    assert column is not None
    return ledger.client.name if ledger else "", column.name


def known(on: Stage, id_: str) -> Ledger:
    return on.app.workspace.ledger(id_)


def message(on: Stage) -> str:
    screen = on.app.screen
    assert isinstance(screen, SetupScreen)
    return screen._message
