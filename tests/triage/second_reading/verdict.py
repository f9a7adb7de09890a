"""The flags of a day, what is accepted of them, and the verdict."""

from __future__ import annotations

from typing import Any

from .conduct import boundary, disrespect, drain, safety
from .contact import change_of_hands, our_turn, price_pressure, silent
from .exposure import exposure
from .facts import missing
from .fading import fading
from .life import Life, Record, day_number
from .money import liquidity, pay_late, pay_risk
from .work import non_revenue, over_service, rate_floor, scope_creep, unbilled_share

RULES = {
    "PAY_LATE": pay_late,
    "PAY_RISK": pay_risk,
    "EXPOSURE": exposure,
    "LIQUIDITY": liquidity,
    "RATE_FLOOR": rate_floor,
    "UNBILLED_SHARE": unbilled_share,
    "NON_REVENUE": non_revenue,
    "SCOPE_CREEP": scope_creep,
    "OVER_SERVICE": over_service,
    "PRICE_PRESSURE": price_pressure,
    "FADING": fading,
    "SILENT": silent,
    "OUR_TURN": our_turn,
    "DISRESPECT": disrespect,
    "BOUNDARY": boundary,
    "CHANGE_OF_HANDS": change_of_hands,
    "DRAIN": drain,
    "SAFETY": safety,
}
AFTER_THE_END = {"PAY_LATE", "PAY_RISK", "EXPOSURE", "LIQUIDITY", "SAFETY"}
NOT_WHILE_LEAVING = {
    *("FADING", "SILENT", "CHANGE_OF_HANDS", "PRICE_PRESSURE", "DRAIN"),
    *("RATE_FLOOR", "UNBILLED_SHARE", "OVER_SERVICE"),
}
AT_MOST_WHILE_LEAVING = {"DISRESPECT": 2, "BOUNDARY": 1}


def raised(life: Life) -> dict[str, int]:
    """Every flag with its severity, accepted ones too."""
    flags = {}
    for code, rule in RULES.items():
        if life.ended and code not in AFTER_THE_END:
            continue
        if life.leaving and code in NOT_WHILE_LEAVING:
            continue
        severity = rule(life)
        if life.leaving and code in AT_MOST_WHILE_LEAVING:
            severity = min(severity, AT_MOST_WHILE_LEAVING[code])
        if severity > 0:
            flags[code] = severity
    return flags


def verdict(life: Life, severities: list[int], unknown: list[str]) -> str:
    worst = max(severities, default=0)
    if worst == 5:
        return "stop"
    if worst >= 3:
        return "act"
    if worst >= 1:
        return "watch"
    if life.ended:
        return "ended"
    if life.resting:
        return "resting"
    return "unknown" if unknown else "good"


def judge(records: list[Record], on: str) -> dict[str, Any]:
    """Flags, health, missing facts and accepted flags of one client on the day `on` (ISO)."""
    life = Life(records, day_number(on))
    flags = raised(life)
    accepted = sorted(
        {
            quirk["flag"]
            for quirk in life.client.get("quirks", [])
            if flags.get(quirk["flag"], 9) <= 2 and quirk["until"] >= life.D
        }
    )
    for code in accepted:
        del flags[code]
    unknown = missing(life)
    health = verdict(life, list(flags.values()), unknown)
    return {"flags": flags, "health": health, "unknown": unknown, "accepted": accepted}
