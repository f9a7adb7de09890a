"""The parts of a message's outline as its text stands: filled, open, or left out.

The text is the truth: a part is open while one of its `{names}` still stands in it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from triage.message_templates import Slot, Template
from triage.messages.templates import draft, unfilled

State = Literal["open", "done", "left_out"]


@dataclass(frozen=True, slots=True)
class Part:
    """One part. `place` = start and end of its first open name in the text, None = none is open."""

    slot: Slot
    state: State
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class Outline:
    """A template with what the records know. `language` is the client's."""

    template: Template
    values: Mapping[str, str]
    language: str

    @property
    def text(self) -> str:
        """The draft before anything is typed."""
        return draft(self.template, self.values, self.language)

    def parts(self, text: str, added: Collection[str] = ()) -> list[Part]:
        """The parts in their order, the greeting first; `added` = optional ones taken in."""
        greeting = self.template.greeting
        first = [Slot(id="greeting", prompt="salutation", text=greeting)] if greeting else []
        parts = (self._part(slot, text, added) for slot in (*first, *self.template.slots))
        return [part for part in parts if not (part.slot.on_record and part.state == "left_out")]

    def _part(self, slot: Slot, text: str, added: Collection[str]) -> Part:
        for name in dict.fromkeys((slot.id, *unfilled(" ".join(slot.texts)))):
            start = text.find(f"{{{name}}}")
            if start >= 0:
                return Part(slot, "open", (start, start + len(name) + 2))
        left_out = slot.optional and slot.id not in added and not self._known(slot)
        return Part(slot, "left_out" if left_out else "done")

    def _known(self, slot: Slot) -> bool:
        """Whether the records fill an optional part, so that the draft has it from the start."""
        alone = replace(self.template, slots=(slot,), greeting="")
        return bool(draft(alone, self.values, self.language))


def with_part(text: str, slot: Slot) -> str:
    """The text with an optional part after all: its line stands at the end, its name open."""
    return f"{text.rstrip()}\n{{{slot.id}}}"
