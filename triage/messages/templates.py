"""A draft made from an outline, and what still has to be written in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from triage.message_templates import SLOT, Slot, Template, load_templates
from triage.messages.language import is_english
from triage.records import Client


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
        if not (slot.optional and SLOT.search(line)):
            lines.append(line)
    return "\n\n".join([lines[0], "\n".join(lines[1:])]) if template.greeting else "\n".join(lines)


def unfilled(text: str) -> tuple[str, ...]:
    """The names still open in a draft, each once, in order."""
    return tuple(dict.fromkeys(SLOT.findall(text)))


def refusal(template: Template, client: Client, *, third_party: bool = False) -> str | None:
    """Why no such draft can be made for this client, in a sentence; None when it can.

    After "do not contact" nothing is written to them. Only what somebody else hands over
    (`third_party`) may still exist, where the template says so.
    """
    if not client.do_not_contact or (third_party and template.no_contact == "third_party"):
        return None
    return (
        f"{client.name} is marked “do not contact”, so no message is written to them. "
        "Let somebody else hand things over, or remove the mark first."
    )


def for_screen(screen: str) -> tuple[Template, ...]:
    """The outlines that serve a screen: those made for it first, then those lent by others."""
    serving = (t for t in load_templates().values() if screen in t.screens)
    return tuple(sorted(serving, key=lambda template: template.screens.index(screen)))


def _line(slot: Slot, values: Mapping[str, Any], language: str) -> str:
    if _known(values, slot.id):
        return str(values[slot.id])
    text = slot.text
    if slot.several is not None and int(values.get("invoice_count") or 1) > 1:
        text = slot.several
    if text is None:
        return f"{{{slot.id}}}"
    if is_english(language):
        return _fill(text, values)
    return _fill(_facts_only(text), values) or f"{{{slot.id}}}"


def _facts_only(text: str) -> str:
    return ", ".join(f"{{{name}}}" for name in unfilled(text))


def _fill(text: str, values: Mapping[str, Any]) -> str:
    return SLOT.sub(
        lambda m: str(values[m.group(1)]) if _known(values, m.group(1)) else m.group(), text
    )


def _known(values: Mapping[str, Any], name: str) -> bool:
    value = values.get(name)
    return value is not None and str(value).strip() != ""
