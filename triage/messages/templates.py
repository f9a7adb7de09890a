"""The message outlines, and a draft made from one."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from triage.messages.draft import word_count
from triage.messages.language import is_english
from triage.records import Client
from triage.toml_table import Table, TomlText

_SLOT = re.compile(r"\{([a-z_]{1,40})\}")
ALL = "all"
"""The set of every template that the general rules look at."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of an outline. `text` = a line that records can fill; None = the user writes it."""

    id: str
    prompt: str
    text: str | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One outline. `do` = what sending it is called in a list of things to do; `max_words` = more
    is too long; `reply_days` = days given for an answer."""

    id: str
    title: str
    do: str
    screens: tuple[str, ...]
    slots: tuple[Slot, ...]
    max_words: int
    sets: frozenset[str]
    greeting: str
    reply_days: int | None = None
    no_contact: Literal["never", "third_party"] = "never"

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that a value can be given for, in the order of the draft."""
        slots = _SLOT.findall(self.greeting)
        for slot in self.slots:
            slots += [slot.id, *_SLOT.findall(slot.text or "")]
        return tuple(dict.fromkeys(slots))


@lru_cache(maxsize=1)
def load_templates() -> Mapping[str, Template]:
    """All outlines by id, as shipped."""
    data = tomllib.loads(Path(__file__).with_name("templates.toml").read_text("utf-8"))
    return {
        id_: Template(
            id=id_,
            slots=tuple(Slot(**slot) for slot in raw.pop("slots")),
            screens=tuple(raw.pop("screens")),
            sets=frozenset(raw.pop("sets")),
            greeting=raw.pop("greeting", data["greeting"]),
            **raw,
        )
        for id_, raw in data["template"].items()
    }


def with_own(text: str, name: str) -> Mapping[str, Template]:
    """The outlines with what a user's own file puts in the place of theirs, as in
    `[template.new_terms]` and under it `slots`, `greeting`, `max_words` or `reply_days`.

    `name` is what messages call the file. Raises TomlError with the line.
    """
    toml = TomlText(text, name)
    top = toml.table(toml.values, "the file")
    own = dict(load_templates())
    for id_, values in toml.table(top.any("template"), "template", "template").rest():
        table = toml.table(values, f"template {id_}", "template", id_)
        if id_ not in own:
            table.fail(None, f"there is no template {id_!r}; there are {', '.join(sorted(own))}")
        own[id_] = _own(table, own[id_])
    top.done()
    return own


def _own(table: Table, shipped: Template) -> Template:
    slots = shipped.slots
    if "slots" in table:
        at = table.line("slots")
        slots = tuple(
            _own_slot(Table(values, table.name, lambda key: at, f"a slot of {table.what}"))
            for values in table.items("slots")
        )
        if not slots:
            table.fail("slots", f"{table.what} has no slot")
    own = replace(
        shipped,
        slots=slots,
        greeting=table.text("greeting", shipped.greeting),
        max_words=table.whole("max_words", shipped.max_words, least=1),
        reply_days=table.whole("reply_days", shipped.reply_days, least=1),
    )
    table.done()
    return own


def _own_slot(table: Table) -> Slot:
    id_ = table.text("id")
    if not _SLOT.fullmatch(f"{{{id_}}}"):
        table.fail("id", f"{id_!r} is no name for a slot: small letters and _")
    slot = Slot(id_, table.text("prompt"), table.text("text", None), table.yes("optional"))
    table.done()
    return slot


def draft(template: Template, values: Mapping[str, Any], language: str = "en") -> str:
    """The draft with all that `values` knows; what nobody filled stays visible as `{name}`.

    A value under a slot's own id replaces its whole line. The program's lines are English, so
    for another language a line is only the facts in it, for the user to write the words round.
    """
    lines = [_fill(template.greeting, values)] if template.greeting else []
    if lines and not is_english(language):
        lines = [_fill(_facts_only(template.greeting), values) + ","]
    for slot in template.slots:
        line = _line(slot, values, language)
        if not (slot.optional and _SLOT.search(line)):
            lines.append(line)
    return "\n\n".join([lines[0], "\n".join(lines[1:])]) if template.greeting else "\n".join(lines)


def unfilled(text: str) -> tuple[str, ...]:
    """The names still open in a draft, each once, in order."""
    return tuple(dict.fromkeys(_SLOT.findall(text)))


def words(text: str) -> int:
    """The number of words that counts against `max_words`; quotations are free."""
    return word_count(text)


def refusal(template: Template, client: Client, *, third_party: bool = False) -> str | None:
    """Why no such draft can be made for this client, in a sentence; None when it can.

    After "do not contact" nothing is written to them. Only what somebody else hands over
    (`third_party`) may still exist, where the template says so.
    """
    if not client.do_not_contact or (third_party and template.no_contact == "third_party"):
        return None
    return (
        f"{client.name} is marked as do not contact, so no message is written to them. "
        "Let somebody else hand things over, or take the mark away first."
    )


def for_screen(screen: str) -> tuple[Template, ...]:
    """The outlines that serve a screen, in the order of the file."""
    return tuple(t for t in load_templates().values() if screen in t.screens)


def _line(slot: Slot, values: Mapping[str, Any], language: str) -> str:
    if _known(values, slot.id):
        return str(values[slot.id])
    if slot.text is None:
        return f"{{{slot.id}}}"
    if is_english(language):
        return _fill(slot.text, values)
    return _fill(_facts_only(slot.text), values) or f"{{{slot.id}}}"


def _facts_only(text: str) -> str:
    return ", ".join(f"{{{name}}}" for name in _names(text))


def _names(text: str) -> Iterable[str]:
    return dict.fromkeys(_SLOT.findall(text))


def _fill(text: str, values: Mapping[str, Any]) -> str:
    return _SLOT.sub(
        lambda m: str(values[m.group(1)]) if _known(values, m.group(1)) else m.group(), text
    )


def _known(values: Mapping[str, Any], name: str) -> bool:
    value = values.get(name)
    return value is not None and str(value).strip() != ""
