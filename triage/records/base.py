"""What every record has, and the sorts of numbers in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, ClassVar

Money = Annotated[Decimal, "money"]
"""An amount in the record's currency; written with that currency's decimals."""
Rate = Annotated[Decimal, "rate"]
"""Money per hour; up to four decimals."""
Days = Annotated[int, "0 or more"]
Minutes = Annotated[int, "0 or more"]
Mark = Annotated[int, "1 to 5"]
Tone = Annotated[int, "-2 to 2"]
Month = Annotated[int, "1 to 12"]
Number = Annotated[float, "number"]
"""An integer or a decimal fraction, as JSON has it."""

Extra = Mapping[str, Any]
"""Fields that this version does not know, as they came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseRecord:
    """A record of the exchange format; `id` is unique among its kind."""

    kind: ClassVar[str]
    id: str
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRecord(BaseRecord):
    """A record that belongs to the client whose id is `client`."""

    client: str
