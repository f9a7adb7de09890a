"""Where one's own plans are no reason to part (gate G12)."""

from __future__ import annotations

from triage.health import assess, is_about_conduct
from triage.limits import DEFAULT
from triage.playbook.gates.closed_gate import ClosedGate
from triage.playbook.state.ladder import LADDER_SEVERITY
from triage.playbook.state.situation import Situation
from triage.terms import FLAGS
from triage.text import listed


def own_plans_refused(situation: Situation, *, at_fault: bool) -> ClosedGate | None:
    """G12: one's own plans are nobody's fault, and are no way round the steps where it is one."""
    if codes := conduct_flags(situation):
        names = listed([FLAGS[code] for code in codes])
        verb = "is" if len(codes) == 1 else "are"
        limits = "" if any(map(situation.on_record.flag, codes)) else " by the usual limits"
        return ClosedGate(
            "G12",
            f"“own reasons” is locked while {names} {verb} flagged{limits}: try the steps first",
        )
    if at_fault:
        return ClosedGate(
            "G12",
            "you said it is serious, so “own reasons” is locked: try the steps first",
        )
    return None


def conduct_flags(situation: Situation) -> list[str]:
    """The flags about conduct that are a matter for the ladder: while one stands, to part for
    one's own plans is not the whole reason. Limits of one's own raise more of them, and hide none.
    """
    on_record = situation.on_record
    health = [on_record.health]
    if situation.limits != DEFAULT:
        health.append(assess(on_record.ledger, situation.on, DEFAULT))
    flags = [flag for each in health for flag in each.flags]
    about = (f.code for f in flags if f.severity >= LADDER_SEVERITY and is_about_conduct(f.code))
    return list(dict.fromkeys(about))
