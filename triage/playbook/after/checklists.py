"""Checklists: points that are open, done, or do not apply. Never a mark."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from triage.changes import ChangeSet, ChangeSetBuilder, stable_id
from triage.playbook.errors import DecisionRefused
from triage.playbook.state.situation import Situation
from triage.records import Checklist, PointState
from triage.shipped import toml_beside

CLOSING = "closing"
DO_NOT_CONTACT = "do_not_contact"
"""The client's mark that does a point as well as a plan."""
_LISTS = toml_beside(__file__, "checklists.toml")
"""Name -> `title` and `points`."""


PLANNED = frozenset[str](_LISTS[CLOSING]["planned_by"])
"""Templates of which a plan does a point of the closing list."""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list, numbered from 1. `announces` = once it is done, they know."""

    n: int
    text: str
    state: PointState
    announces: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A client's list as it stands. `over` = the relation has ended: nothing is to be done now;
    `used` = a point of it was ever touched.
    """

    name: str
    title: str
    items: tuple[Point, ...]
    over: bool = False
    used: bool = True

    @property
    def first_open(self) -> Point | None:
        """The first that is open."""
        return next((point for point in self.items if point.state == "open"), None)

    @property
    def left(self) -> int:
        """How many are open."""
        return sum(point.state == "open" for point in self.items)

    @property
    def words(self) -> str:
        """ "3 left", after the end "3 left undone"; with all of them done "nothing left open"."""
        if not self.left:
            return "nothing left open"
        if not self.over:
            return f"{self.left} left"
        return f"{self.left} left undone" if self.used else "not used for this goodbye"


def checklist(situation: Situation, name: str = CLOSING) -> Points:
    """The list of that name, for the client's present life. A point never touched is open.

    Raises DecisionRefused for a list there is not.
    """
    if name not in _LISTS:
        raise DecisionRefused(f"there is no list {name!r}; choose one of {', '.join(_LISTS)}")
    kept = _kept(situation, name)
    texts = enumerate(_LISTS[name]["points"], start=1)
    announcing = _LISTS[name].get("announces", ())
    items = tuple(
        Point(n, text, kept[n].state if n in kept else "open", n in announcing) for n, text in texts
    )
    return Points(name, _LISTS[name]["title"], items, over=situation.view.ended, used=bool(kept))


def begun(situation: Situation, name: str = CLOSING) -> bool:
    """Whether the list is in use for this client."""
    return bool(_kept(situation, name))


def mark(situation: Situation, states: Mapping[int, PointState], name: str = CLOSING) -> ChangeSet:
    """Points set done, na (does not apply) or open again.

    Raises DecisionRefused for a number there is not.
    """
    points = checklist(situation, name)
    writing = ChangeSetBuilder()
    for n, state in states.items():
        if not 1 <= n <= len(points.items):
            raise DecisionRefused(
                f"{name} has items 1 to {len(points.items)}; there is no item {n}"
            )
        _write(writing, situation, name, n, state)
    return writing.build(f"{points.title}: {', '.join(f'{n} {s}' for n, s in states.items())}")


def tick_done(
    writing: ChangeSetBuilder,
    situation: Situation,
    by: str,
    name: str = CLOSING,
    *,
    planned: bool = False,
) -> None:
    """The open point that is done by a message of that template, sent or only `planned`, by an
    event of that sort, or by a client's mark; none while the list is not in use. With the mark
    that they are not written to, the points do not apply that would be contact.
    """
    ways = _LISTS[name].get("planned_by" if planned else "done_by", {})
    n = ways.get(by)
    was = _kept(situation, name).get(n) if n is not None else None
    if n is not None and was is not None and was.state == "open":
        _write(writing, situation, name, n, "done")
    if by == DO_NOT_CONTACT:
        for number, point in _kept(situation, name).items():
            if point.state == "open" and number in _of_contact(name):
                _write(writing, situation, name, number, "na")


def start(
    writing: ChangeSetBuilder,
    situation: Situation,
    name: str,
    planned: Collection[str] = (),
    *,
    they_leave: bool = False,
    no_contact: bool = False,
) -> None:
    """Write down every point that is not there yet: as open, but for those that are done by what
    is `planned` (templates), where `they_leave` those of a goodbye of ours, and with `no_contact`
    those that would be contact, which do not apply any more.
    """
    kept = _kept(situation, name)
    done = {n for by, n in _LISTS[name].get("planned_by", {}).items() if by in planned}
    if situation.client.do_not_contact:
        done.add(_LISTS[name].get("done_by", {}).get(DO_NOT_CONTACT))
    void = set(_LISTS[name].get("of_our_goodbye", ()) if they_leave else ())
    if no_contact or situation.client.do_not_contact:
        void |= _of_contact(name)
    for n in range(1, len(_LISTS[name]["points"]) + 1):
        state: PointState = "done" if n in done else "na" if n in void else "open"
        if n not in kept or (kept[n].state == "open" and state != "open"):
            _write(writing, situation, name, n, state)


def _of_contact(name: str) -> frozenset[int]:
    return frozenset(_LISTS[name].get("of_contact", ()))


def _write(
    writing: ChangeSetBuilder, situation: Situation, name: str, n: int, state: PointState
) -> None:
    if (was := _kept(situation, name).get(n)) is not None:
        writing.put(replace(was, state=state, on=situation.on), was)
        return
    life = situation.returned_on.isoformat() if situation.returned_on else ""
    record = Checklist(
        id=stable_id("checklist", situation.client.id, name, str(n), life),
        client=situation.client.id,
        list=name,
        n=n,
        on=situation.on,
        state=state,
        text=_LISTS[name]["points"][n - 1],
    )
    writing.put(record)


def _kept(situation: Situation, name: str) -> dict[int, Checklist]:
    """The stored points of the present life, by number: who came back begins with a clean list."""
    stored_points = [
        record
        for record in situation.ledger.checklist
        if record.list == name and record.on <= situation.on and situation.of_this_life(record.on)
    ]
    newest_last = sorted(stored_points, key=lambda record: (record.on, record.id))
    return {record.n: record for record in newest_last}
