"""Facts that speak against letting a client rest: then another decision stands in, and says why.

The same facts speak for an answer that tells of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from triage.health.number_text import counted
from triage.open_items import open_work
from triage.playbook.ask.fact_text import sums
from triage.playbook.day_text import in_words
from triage.playbook.model import DecisionRule, Option
from triage.playbook.state.abuse import crossed
from triage.playbook.state.overdue import overdue
from triage.playbook.state.situation import Situation
from triage.terms import FLAGS

TALKED_DAYS = 5
"""Nobody is silent who was heard so recently; from this day on the page is opened by hand."""
_ACT_SEVERITY = 3
_SILENT = "SILENT"


def contradiction(situation: Situation, rule: DecisionRule, chosen: Sequence[Option]) -> str | None:
    """The first fact against the decision as it was reached; None = nothing speaks against it."""
    named = (*rule.unless, *(option.denies for option in chosen if option.denies))
    sentences = (_FACTS[name](situation) for name in dict.fromkeys(named))
    return next((sentence for sentence in sentences if sentence), None)


def is_denied(situation: Situation, option: Option) -> bool:
    """Whether an answer says that there is not what is on record."""
    return option.denies is not None and _FACTS[option.denies](situation) is not None


def is_said(situation: Situation, option: Option) -> bool:
    """Whether all that an answer tells of is on record; an answer that tells of nothing is not."""
    return bool(option.says) and all(_FACTS[name](situation) for name in option.says)


def _talked(situation: Situation) -> str | None:
    day = situation.facts.last_contact
    if day is None or (situation.on - day).days >= TALKED_DAYS:
        return None
    return f"you heard from them on {in_words(day, situation.on)}, so they are not silent"


def _act(situation: Situation) -> str | None:
    """What calls for action does not rest; that they are silent is what it is about."""
    for flag in situation.health.flags:
        if flag.severity >= _ACT_SEVERITY and flag.code != _SILENT:
            return f"{FLAGS.get(flag.code, flag.code)} calls for action first: {flag.reason}"
    return None


def _overdue(situation: Situation) -> str | None:
    late = overdue(situation)
    return f"{sums(late, situation)} is overdue: that comes first" if late else None


def _unpaid(situation: Situation) -> str | None:
    unpaid = situation.view.unpaid
    if not unpaid:
        return None
    return (
        f"{counted(len(unpaid), 'invoice')} not paid yet: choose the answer that says money is owed"
    )


def _open_work(situation: Situation) -> str | None:
    items = open_work(situation.ledger, situation.on)
    return f"{counted(len(items), 'piece')} of work still open" if items else None


def _crossed(situation: Situation) -> str | None:
    """An incident on record tells more of what happened than that a line was crossed."""
    note = None if situation.flag("SAFETY") else crossed(situation)
    return None if note is None else f"you set a boundary on {in_words(note.day, situation.on)}"


_FACTS: Mapping[str, Callable[[Situation], str | None]] = {
    "talked": _talked,
    "act": _act,
    "crossed": _crossed,
    "open_work": _open_work,
    "overdue": _overdue,
    "unpaid": _unpaid,
}
"""By the name that a playbook calls them."""
