"""The outlines of messages, as shipped and as a user's own file changes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from functools import lru_cache
from typing import Any, Literal

from triage.shipped import toml_beside
from triage.toml.table import Table, TomlText

_FILE = "triage/message_templates.toml"
SLOT = re.compile(r"\{([a-z_]{1,40})\}")
"""The place of a value in an outline, {like_this}."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One part of an outline. `text` = a line that records can fill; None = the user writes it.

    `several` = the same line where it is about more than one invoice; None = `text` fits both.
    `on_record` = an optional part that the records fill or nobody: it is not offered otherwise.
    """

    id: str
    prompt: str
    text: str | None = None
    optional: bool = False
    several: str | None = None
    on_record: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        """Every line that records can fill."""
        return tuple(text for text in (self.text, self.several) if text is not None)


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
        slots = SLOT.findall(self.greeting)
        for slot in self.slots:
            slots += [slot.id, *(name for text in slot.texts for name in SLOT.findall(text))]
        return tuple(dict.fromkeys(slots))


_KIND_NAMES: Mapping[type, str] = {
    str: "text in quotes",
    bool: "true",
    int: "a whole number",
    list: "a list",
}
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("screens", "sets", "slots"), list),
    **dict.fromkeys(("max_words", "reply_days"), int),
    **dict.fromkeys(("optional", "on_record"), bool),
}
"""Key of an outline or of a blank -> the kind of its value, where it is no text."""


@lru_cache(maxsize=1)
def load_templates() -> Mapping[str, Template]:
    """All outlines by id, as shipped. Raises LookupError for one that is not complete."""
    data = toml_beside(__file__, "message_templates.toml")
    return {
        id_: shipped({"greeting": data["greeting"], **raw, "id": id_})
        for id_, raw in data["template"].items()
    }


def shipped(values: Mapping[str, Any]) -> Template:
    """An outline from its table. Raises LookupError for a key that is lacking or not known."""
    what = f"[template.{values['id']}]"
    _check_keys(Template, values, what)
    for slot in values["slots"]:
        _check_keys(Slot, slot, f"a blank of {what}")
    ids = [slot["id"] for slot in values["slots"]]
    if twice := {id_ for id_ in ids if ids.count(id_) > 1}:
        raise LookupError(f"{_FILE}: {what} has two blanks called {', '.join(sorted(twice))}")
    lists = {
        "slots": tuple(Slot(**slot) for slot in values["slots"]),
        "screens": tuple(values["screens"]),
        "sets": frozenset(values["sets"]),
    }
    return Template(**{**values, **lists})


def _check_keys(cls: type[Slot | Template], values: Mapping[str, Any], what: str) -> None:
    unknown = values.keys() - {s.name for s in fields(cls)}
    if unknown:
        raise LookupError(f"{_FILE}: {what} does not use {', '.join(sorted(unknown))}")
    lacking = {s.name for s in fields(cls) if s.default is MISSING} - values.keys()
    if lacking:
        raise LookupError(f"{_FILE}: add {', '.join(sorted(lacking))} to {what}")
    for key, value in values.items():
        kind = _KINDS.get(key, str)
        if type(value) is not kind:
            raise LookupError(
                f"{_FILE}: {key} of {what} must be {_KIND_NAMES[kind]}, not {value!r}"
            )


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
            table.fail(
                None, f"there is no template {id_!r}; choose one of {', '.join(sorted(own))}"
            )
        own[id_] = _own(table, own[id_])
    top.done()
    return own


def _own(table: Table, shipped: Template) -> Template:
    slots = shipped.slots
    if "slots" in table:
        at = table.line("slots")
        slots = tuple(
            _own_slot(Table(values, table.name, lambda key: at, f"a blank of {table.what}"))
            for values in table.items("slots")
        )
        if not slots:
            table.fail("slots", f"{table.what} has no blank")
    own = replace(
        shipped,
        slots=slots,
        greeting=table.text("greeting", shipped.greeting),
        max_words=table.integer("max_words", shipped.max_words, least=1),
        reply_days=table.integer("reply_days", shipped.reply_days, least=1),
    )
    table.done()
    return own


def _own_slot(table: Table) -> Slot:
    id_ = table.text("id")
    if not SLOT.fullmatch(f"{{{id_}}}"):
        table.fail("id", f"{id_!r} is not a valid name for a blank: use lowercase letters and _")
    slot = Slot(
        id_,
        table.text("prompt"),
        table.text("text", None),
        table.boolean("optional"),
        table.text("several", None),
        table.boolean("on_record"),
    )
    table.done()
    return slot
