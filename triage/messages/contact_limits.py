"""Contact caps: how many messages a door allows (rule L30).

Source: leaving 4 = one reply, one handover, one question, one hello; silent 3 = published
follow-up calendars; check-in 3 = our default (after 90 days, then every 180).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from triage.health import ClientHistory
from triage.health.snapshot import ended
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Playbook
from triage.records import Decision
from triage.shipped import toml_beside

DoorName = Literal["leaving", "silent", "check_in"]
_LET_IT_REST = " Let it rest, or write down why one more is right."
_OVER = ("left_well", "closed", "dormant")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLimit:
    """The cap of one door; the fields are told in caps.toml."""

    most: int
    enough: str
    kinds: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    last_word: str = ""
    besides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """A door at which a further message is one too many: how many were sent, and why it is."""

    door: DoorName
    made: int
    most: int
    why: str


@dataclass(frozen=True, slots=True)
class ContactLimits:
    """All caps, and the templates that no door counts or stops."""

    doors: Mapping[str, ContactLimit]
    free: frozenset[str]


@lru_cache(maxsize=1)
def load_caps() -> ContactLimits:
    """The caps as shipped."""
    data = toml_beside(__file__, "caps.toml")
    doors = {name: _cap(raw) for name, raw in data.items() if name != "free"}
    return ContactLimits(doors, frozenset(data["free"]))


def _cap(raw: Mapping[str, Any]) -> ContactLimit:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    return ContactLimit(**fields)


def contacts(
    ledger: Ledger, on: date, playbook: Playbook | None = None
) -> Mapping[DoorName, tuple[int, int]]:
    """For each open door with a cap: messages sent since it opened, and the most it allows."""
    caps = load_caps()
    made: Mapping[DoorName, int | None] = {
        "leaving": _made_leaving(ledger, on, caps.free, playbook),
        "silent": _made_silent(ledger, on, caps.doors["silent"], caps.free),
        "check_in": _made_check_ins(ledger, on, caps.doors["check_in"]),
    }
    return {
        door: (count, caps.doors[door].most) for door, count in made.items() if count is not None
    }


def reached(
    ledger: Ledger, template: str, on: date, playbook: Playbook | None = None
) -> Reached | None:
    """The door that makes one more message of this template too many on `on`; None = none does."""
    caps = load_caps()
    if template in caps.free:
        return None
    for door, (made, most) in contacts(ledger, on, playbook).items():
        cap = caps.doors[door]
        if template in cap.besides or (cap.counted and template not in cap.counted):
            continue
        counted = _made_in_silence(ledger, on, cap) if template == cap.last_word else made
        if counted >= most:
            why = cap.enough.format(made=counted, most=most) + _LET_IT_REST
        else:
            why = _of_wrong_kind(ledger, template, cap, leaving_since(ledger, on, playbook), on)
        if why:
            return Reached(door, counted, most, why)
    return None


def _of_wrong_kind(
    ledger: Ledger, template: str, cap: ContactLimit, since: date | None, on: date
) -> str:
    """Why a message is none for somebody who is leaving `since` then; "" when it is one."""
    if not cap.kinds:
        return ""
    if template not in cap.kinds:
        return (
            "They are leaving: a reply, the handover, one request for feedback and, months "
            "later, a hello are enough. Do not send this, or write "
            "down why it is right."
        )
    if _days_sent(ledger, since or date.min, on, lambda sent: sent == template):
        return (
            "You have already sent this since they told you they are leaving; once "
            "is enough. Do not send it, or write down why you are sending it again."
        )
    return ""


def leaving_since(ledger: Ledger, on: date, playbook: Playbook | None = None) -> date | None:
    """The day they told us that they leave, while that stands; None when nobody is leaving."""
    client = ledger.client
    if ended(client, on) or client.state in _OVER:
        return None
    agreed = (e.on for e in ledger.event if e.what == "terms_agreed")
    stayed = (day for day in (client.returned_on, *agreed) if day and day <= on)
    after = max(stayed, default=date.min)
    announced = [e.on for e in ledger.event if e.what == "leaving" and after < e.on <= on]
    announced += [d.on for d in ledger.decision if after < d.on <= on and lets_go(d, playbook)]
    if announced:
        return min(announced)
    return _last_in(ledger, on) if client.state == "leaving" else None


def lets_go(decision: Decision, playbook: Playbook | None = None) -> bool:
    """Whether a decision was to let them go."""
    rule = (playbook or builtin()).rule_of(decision)
    return rule is not None and rule.lets_go


def _made_leaving(
    ledger: Ledger, on: date, free: frozenset[str], playbook: Playbook | None
) -> int | None:
    since = leaving_since(ledger, on, playbook)
    if since is None:
        return None
    return len(_days_sent(ledger, since, on, lambda template: template not in free))


def _made_silent(ledger: Ledger, on: date, cap: ContactLimit, free: frozenset[str]) -> int | None:
    """What we sent since the question that nobody answered, or the door's own messages.

    Once the file is closed the silence is over: the next hello is a check-in.
    """
    if ended(ledger.client, on) or ledger.client.state in _OVER:
        return None
    last_in = _last_in(ledger, on)
    out = [e for e in ledger.event if e.what == "message_out" and last_in < e.on <= on]
    asked = min((e.on for e in out if e.asks), default=None)
    if asked is None:
        return _made_in_silence(ledger, on, cap) or None
    sent = _days_sent(ledger, asked, on, lambda template: template not in free)
    return _touches(sent, [e.on for e in out if e.on >= asked])


def _made_check_ins(ledger: Ledger, on: date, cap: ContactLimit) -> int | None:
    client = ledger.client
    if ended(client, on):
        since = client.closed_on or date.min
    elif client.state in _OVER:
        since = max(_last_in(ledger, on), client.returned_on or date.min)
    else:
        return None
    sent = _days_sent(ledger, shift(since, 1), on, lambda template: template in cap.counted)
    logged = [e.on for e in ledger.event if e.what == "check_in" and since < e.on <= on]
    return _touches(sent, logged)


def _touches(sent: Iterable[date], logged: Iterable[date]) -> int:
    """Contacts made; a message that was also logged as an event on its day counts once."""
    sent_by_day, other = Counter(sent), Counter(logged)
    return sum((sent_by_day | other).values())


def _days_sent(ledger: Ledger, first: date, on: date, counts: Callable[[str], bool]) -> list[date]:
    """The days, from `first` to `on`, of the messages whose template counts."""
    sent = (message.sent_on for message in ledger.message if counts(message.template))
    return [day for day in sent if day and first <= day <= on]


def _made_in_silence(ledger: Ledger, on: date, cap: ContactLimit) -> int:
    """The door's own messages since anything came from them."""
    since = shift(_last_in(ledger, on), 1)
    return len(_days_sent(ledger, since, on, lambda template: template in cap.own))


def _last_in(ledger: Ledger, on: date) -> date:
    """The last day on which anything came from them; the beginning of time without one."""
    return ClientHistory(ledger).talks.newest_day(on) or date.min
