"""The law table: figures with their page and the day they were read there. Data, no advice.

Base rates are never in it: they move, and the user types rate and date. A country without a row
is not known; a neighbour's rules are never shown in its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from triage.shipped import toml_beside

NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True, kw_only=True)
class LawRow:
    """One regime. `where` = the part of the country it holds in, "" = all of it.

    `known` is False for the blank row of a country that nobody has looked up: it has no figures,
    no page and no day.
    """

    regime: str
    countries: tuple[str, ...]
    where: str = ""
    figures: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    checked_on: date | None = None
    traps: tuple[str, ...] = ()
    known: bool = True


@lru_cache(maxsize=1)
def load_law() -> tuple[LawRow, ...]:
    """All rows, as shipped."""
    data = toml_beside(__file__, "law.toml")
    groups, checked_on = data["group"], data["checked_on"]
    return tuple(
        LawRow(
            regime=raw["regime"],
            countries=tuple(c for name in raw["countries"] for c in groups.get(name, [name])),
            where=raw.get("where", ""),
            figures=tuple(raw["figures"]),
            pages=tuple(raw["pages"]),
            checked_on=raw.get("checked_on", checked_on),
            traps=tuple(raw["traps"]),
        )
        for raw in data["row"]
    )


def for_country(code: str | None) -> tuple[LawRow, ...]:
    """The rows that hold in a country (ISO code, any case; UK is GB).

    Always at least one: for a country without rows a blank one that says "not known".
    """
    country = (code or "").strip().upper()
    country = {"UK": "GB"}.get(country, country)
    rows = tuple(row for row in load_law() if country in row.countries)
    return rows or (LawRow(regime=NOT_KNOWN, countries=(country,), known=False),)
