"""Every record kind of the exchange format, as frozen dataclasses.

A field without a default is required. A field that is `None` is not known. Unknown
fields of a known kind travel in `extra`, so a newer program's file survives this one.
Names and meanings are a contract: other programs write them (see README, "Where the data is").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from triage.records.base import (
    ClientRecord,
)
from triage.records.client import (
    Client,
    ClientState,
    Contract,
    EndedBy,
    Past,
    Quirk,
    Trackable,
)
from triage.records.events import (
    EVENT_FIELDS,
    EVENT_REQUIRED,
    Confirmed,
    Energy,
    Event,
    FactName,
    Note,
    What,
    fields_of,
)
from triage.records.ladder import (
    Action,
    Answer,
    Attempt,
    Checklist,
    Decision,
    Lesson,
    Message,
    Outcome,
    Override,
    PointState,
    Review,
    WatchRule,
)
from triage.records.work import (
    Engagement,
    Gift,
    Instalment,
    Invoice,
    InvoiceState,
    Mode,
    Payment,
    Plan,
    Time,
    Work,
    WorkItem,
)

Record = (
    Client
    | Engagement
    | Time
    | Invoice
    | Payment
    | Plan
    | Gift
    | Confirmed
    | WorkItem
    | Energy
    | Event
    | Note
    | Attempt
    | Answer
    | Decision
    | Action
    | Message
    | Checklist
    | Lesson
    | WatchRule
    | Review
    | Override
)

KINDS: Mapping[str, type[Record]] = {cls.kind: cls for cls in get_args(Record)}
"""Kind name -> class, in an order in which every reference points backwards."""
