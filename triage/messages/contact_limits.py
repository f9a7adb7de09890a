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

from triage.health.snapshot import ended
from triage.health.windows import shift
from triage.ledger import Ledger
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Playbook
from triage.records import Decision
from triage.shipped import toml_beside

DoorName = Literal["leaving", "silent", "check_in"]
_THEIRS = ("message_in", "call", "meeting")
_OVER = ("left_well", "closed", "dormant")


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLimit:
    """The cap of one door; the fields are told in caps.toml."""

    most: int
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
    free = frozenset(data.pop("free"))
    return ContactLimits({name: _cap(raw) for name, raw in data.items()}, free)


def _cap(raw: Mapping[str, Any]) -> ContactLimit:
    fields: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in raw.items()}
    return ContactLimit(**fields)


def contacts(
    ledger: Ledger, on: date, playbook: Playbook | None = None
) -> Mapping[DoorName, tuple[int, int]]:
    """For each open door with a cap: messages sent since it opened, and the most it allows."""
    caps = load_caps()
    counted: Mapping[DoorName, Callable[[], int | None]] = {
        "leaving": lambda: _made_leaving(ledger, on, caps.free, playbook),
        "silent": lambda: _made_silent(ledger, on, caps.doors["silent"], caps.free),
        "check_in": lambda: _made_check_ins(ledger, on, caps.doors["check_in"]),
    }
    counts: dict[DoorName, tuple[int, int]] = {}
    for door, made_by in counted.items():
        made = made_by()
        if made is not None:
            counts[door] = (made, caps.doors[door].most)
    return counts


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
        own = _sent_since(ledger, on, _silence_since(ledger, on), cap.own)
        counted = own if template == cap.last_word else made
        why = _why(door, counted, most, template, cap, ledger, on, playbook)
        if why:
            return Reached(door, counted, most, why)
    return None


def _why(
    door: DoorName,
    made: int,
    most: int,
    template: str,
    cap: ContactLimit,
    ledger: Ledger,
    on: date,
    playbook: Playbook | None,
) -> str | None:
    if made >= most:
        reasons = {
            "leaving": f"{made} messages since they told you that they leave; {most} are enough.",
            "silent": f"{made} messages without an answer; {most} are enough.",
            "check_in": f"{made} hellos since it ended; {most} are enough.",
        }
        return reasons[door] + " Let it rest, or write down why one more is right."
    if not cap.kinds:
        return None
    if template not in cap.kinds:
        return (
            "They are leaving: one reply, the handover, one question and one hello, nothing to "
            "win them back. Let them go, or write down why this is right."
        )
    if _sent_since(ledger, on, leaving_since(ledger, on, playbook), (template,)):
        return (
            "This message has been sent since they told you that they leave; once is enough. "
            "Let it rest, or write down why again."
        )
    return None


def leaving_since(ledger: Ledger, on: date, playbook: Playbook | None = None) -> date | None:
    """The day they told us that they leave, while that stands; None when nobody is leaving."""
    client = ledger.client
    if ended(client, on) or client.state in _OVER:
        return None
    stayed = [e.on for e in ledger.event if e.what == "terms_agreed" and e.on <= on]
    back = client.returned_on
    if back and back <= on:
        stayed.append(back)
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
    sent = (m for m in ledger.message if m.template not in free)
    return len([m for m in sent if m.sent_on and since <= m.sent_on <= on])


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
        made = _sent_since(ledger, on, _silence_since(ledger, on), cap.own)
        return made or None
    sent = [
        m.sent_on
        for m in ledger.message
        if m.sent_on and asked <= m.sent_on <= on and m.template not in free
    ]
    return _touches(sent, [e.on for e in out if e.on >= asked])


def _made_check_ins(ledger: Ledger, on: date, cap: ContactLimit) -> int | None:
    client = ledger.client
    if ended(client, on):
        since = client.closed_on or date.min
    elif client.state in _OVER:
        since = max(_last_in(ledger, on), client.returned_on or date.min)
    else:
        return None
    sent = [
        m.sent_on
        for m in ledger.message
        if m.sent_on and since < m.sent_on <= on and m.template in cap.counted
    ]
    return _touches(
        sent, [e.on for e in ledger.event if e.what == "check_in" and since < e.on <= on]
    )


def _touches(sent: Iterable[date], logged: Iterable[date]) -> int:
    """Contacts made; a message that was also logged as an event on its day counts once."""
    sent_by_day, other = Counter(sent), Counter(logged)
    return sum((sent_by_day | other).values())


def _sent_since(ledger: Ledger, on: date, since: date | None, templates: tuple[str, ...]) -> int:
    start = since or date.min
    sent = (m.sent_on for m in ledger.message if m.template in templates)
    return len([day for day in sent if day and start <= day <= on])


def _silence_since(ledger: Ledger, on: date) -> date:
    return shift(_last_in(ledger, on), 1)


def _last_in(ledger: Ledger, on: date) -> date:
    """The last day on which anything came from them; the beginning of time without one."""
    days = (e.on for e in ledger.event if e.what in _THEIRS and e.on <= on)
    return max(days, default=date.min)
