"""What the set-up table asks below itself: of whom, what, and the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from triage.fields.field import Context
from triage.ledger import Ledger
from triage.money import rate_text
from triage.records import Client
from tui.setup.answers import usual_currency
from tui.setup.pending_amount import PendingAmount
from tui.setup.table import AMOUNTS, SetupColumn
from tui.ui.numbered import numbered
from tui.wording.safe_text import short

LONGEST_NAME = 30
"""Characters of a client's name in a sentence."""


@dataclass(frozen=True, slots=True)
class AskedCell:
    """The cell under the cursor: its `column`, None on the name; its `ledger`, None on the row of
    everyone; the `text` that stands in it. `typed_in` is the currency of what is being typed, ""
    before.
    """

    column: SetupColumn | None
    ledger: Ledger | None
    text: str
    everyone: Sequence[Ledger]
    typed_in: str

    @property
    def currency(self) -> str:
        """The currency of an amount in this cell; "" where the row of everyone takes none."""
        if self.ledger is not None:
            return self.ledger.client.currency
        if self.typed_in or self.column is None or self.column.name not in AMOUNTS:
            return self.typed_in
        return usual_currency(self.column.name, self.everyone)

    @property
    def who(self) -> str:
        """The client; of everyone it is asked once more for those in another currency."""
        if self.ledger is not None:
            return short(self.ledger.client.name, LONGEST_NAME)
        currencies = {ledger.client.currency for ledger in self.everyone}
        paid = f" paid in {self.currency}" if len(currencies) > 1 else ""
        return f"Every client{paid} without a {self.column.name if self.column else ''}"


def question_lines(
    asked: AskedCell, pending: PendingAmount, context: Context, width: int
) -> Sequence[Content]:
    """Two lines: whom and what, then the numbered answers or what is typed so far."""
    column = asked.column
    if not asked.everyone:
        return [Content("There are no clients yet."), Content("")]
    if column is None or (asked.ledger is None and column.name not in AMOUNTS):
        remark = "* comes from a file: type over it if it is wrong."
        return [Content("Arrows move. Press a digit, or type an amount."), Content(remark)]
    amount = pending.question
    question = amount.question if amount else column.question
    first = Content.assemble((asked.who, "bold"), "  ", question)
    if column.digits and not amount:
        fits = (d for d, word in column.digits if asked.text and asked.text in f"{d} {word}")
        return [first, numbered(column.digits, next(fits, None), width, "answer")]
    reading = pending.read_so_far(context)
    typed = f"{pending.text}▏"
    entry = Content.assemble((typed, "$accent bold"), f" {reading or asked.currency}")
    alone = f"   if you type nothing: {amount.alone}" if amount else ""
    return [first, Content.assemble("Type it, then press Enter:  ", entry, (alone, "$quiet"))]


def above_words(clients: Sequence[Client]) -> str:
    """What is asked where a floor would stand above its rate."""
    first = clients[0]
    assert first.rate is not None and first.floor is not None
    who = short(first.name, LONGEST_NAME) if len(clients) == 1 else f"{len(clients)} clients"
    return (
        f"The floor {rate_text(first.floor)} is above the rate {rate_text(first.rate)} "
        f"of {who}. Correct it, or press Enter again to keep it."
    )
