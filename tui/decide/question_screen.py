"""One question in its fixed place: facts above, the reason below, then choices or room to type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Key as KeyEvent
from textual.widgets import Static, TextArea
from typing_extensions import override

from triage.playbook.ask.background import background
from triage.playbook.ask.fact_lines import WIDE, FactLine
from triage.playbook.state.situation import Situation
from tui.decide.answer import AnswerArea, AnswerList
from tui.keys.action import KeyAction
from tui.keys.keymap import in_group, shown, writes
from tui.ui.base_screen import BaseScreen
from tui.ui.keybar import KeyBar
from tui.ui.line_list import Item
from tui.ui.remark import Remark
from tui.ui.text_area import LongTextArea, too_long
from tui.wording.safe_text import content, hanging, padded, safe, short

FACT_ROWS = ANSWER_ROWS = 6
WHOLE_HEIGHT = 24
"""Rows from which on the whole layout fits; on a lower screen facts give way."""
ROOMY_HEIGHT = 30
"""Rows from which on there is room for more than the question."""
WHOLE_WIDTH = 80
"""Columns of the terminal from which on every answer stands on one line."""
WIDEST = 96
"""Columns of a choice: wider, and the eye loses the line between it and what it leads to."""
_LABEL = 11
_SOMETIMES = ("terms_at_once", "what_if")
"""Actions that only some questions have."""


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """One numbered answer; `leads` says in a few words where it leads, `opens` whether that is
    another page, `denied` whether the records say otherwise.
    """

    key: str
    label: str
    leads: str = ""
    opens: bool = False
    denied: bool = False


@dataclass(frozen=True)
class _Fact:
    """A dated line, label and text, on lines of a width."""

    label: Content
    text: Content
    width: int

    @cached_property
    def rows(self) -> int:
        """The rows of the whole line."""
        return hanging(self.label, self.text, self.width).plain.count("\n") + 1

    def drawn(self, rows: int) -> Content:
        """The line on so many rows at most."""
        return hanging(self.label, self.text, self.width, rows)


class QuestionPane(Vertical):
    """The facts, the question, and the choices or the room to type, each in its own rows: the
    question never jumps.

    `answered` takes the key of a choice or what was typed, within the key press. `typed_so_far`
    hears of each change of the text. The ids in `second_row` are those of the keys in the row
    above the bar.
    """

    DEFAULT_CSS = "QuestionPane { height: 1fr; }"

    _list = getters.query_one(AnswerList)

    def __init__(
        self,
        second_row: Sequence[str],
        *,
        answered: Callable[[str], None],
        typed_so_far: Callable[[str], None],
    ) -> None:
        super().__init__()
        self._second_row = second_row
        self._answered = answered
        self._typed_so_far = typed_so_far
        self._choices: tuple[AnswerChoice, ...] = ()
        self._before = self._safe_before = ""
        self.remark = Remark(id="guide-remark")
        """What is said under the room to type."""
        self.typing = False

    @override
    def compose(self) -> ComposeResult:
        yield Static(id="guide-facts")
        yield Static(id="guide-ask")
        yield AnswerList(self.go, id="guide-options")
        yield AnswerArea(id="guide-area")
        yield self.remark
        yield KeyBar(id="guide-keys")
        yield Static(id="guide-so-far")
        yield Static(id="guide-background")

    # --- drawing ------------------------------------------------------------------------

    @property
    def _width(self) -> int:
        return max(20, self.screen.size.width - 2)

    @property
    def _fact_rows(self) -> int:
        """Rows for the facts; a low screen has fewer."""
        return max(1, FACT_ROWS - max(0, WHOLE_HEIGHT - self.screen.size.height))

    def show_facts(self, lines: Sequence[FactLine], draw_head: Callable[[int], int]) -> None:
        """The dated lines, label and text, below the head. `draw_head` may give it as many of
        their rows as they leave free once each stands there whole, and says how many it gave.
        """
        facts = self._facts(lines)
        free = max(0, self._fact_rows - sum(fact.rows for fact in facts))
        rows = self._fact_rows - draw_head(free)
        part = self.query_one("#guide-facts", Static)
        part.styles.height = rows
        part.update(_drawn(facts, rows))

    def _facts(self, lines: Sequence[FactLine]) -> list[_Fact]:
        return [
            _Fact(
                Content.styled(f"{line.label:<{_LABEL}}", "$quiet"),
                content(short(line.text, WIDE)),
                self._width,
            )
            for line in lines
        ]

    def show_background(self, situation: Situation, flag: str | None) -> None:
        """What helps to decide, once the question stands there, where rows are left for it."""
        part = self.query_one("#guide-background", Static)
        part.display = self.screen.size.height >= ROOMY_HEIGHT
        if part.display:
            self.call_after_refresh(self._draw_background, situation, flag)

    def _draw_background(self, situation: Situation, flag: str | None) -> None:
        if self.is_attached:
            so_far = self.query_one("#guide-so-far", Static)
            above = so_far.size.height + 1 if so_far.display else 0
            room = self.screen.size.height - WHOLE_HEIGHT - above - 1
            lines = background(situation, flag)
            part = self.query_one("#guide-background", Static)
            part.update(_drawn(self._facts(lines), max(0, room)))

    def ask(self, question: str, why: str) -> None:
        """The question and the reason for it."""
        asked = Content.assemble(content(question, "bold"), "\n", content(why, "$quiet"))
        self.query_one("#guide-ask", Static).update(asked)

    def offer(self, choices: Sequence[AnswerChoice], marked: str | None = None) -> None:
        """Numbered answers; the cursor stands on the one that is `marked`, else on the first. When
        one of them leads to another page, or denies what is on record, it stands on none: enter
        alone must not say that.
        """
        self._turn_to(typing=False)
        self._choices = tuple(choices)
        width = min(self._width, WIDEST)
        # A bar that a change of size brings would take a column, wrap the lines, and so stay.
        self._list.styles.scrollbar_size_vertical = int(self.screen.size.width < WHOLE_WIDTH)
        self._list.show(
            Item(choice.key, _line(n, choice, width)) for n, choice in enumerate(choices, start=1)
        )
        at = [n for n, choice in enumerate(choices) if choice.key == marked]
        not_by_enter = any(choice.opens or choice.denied for choice in choices)
        self._list.highlighted = at[0] if at else None if not_by_enter else 0
        self._list.focus()

    def let_type(self, text: str, *, rows: int, selected: bool = False) -> None:
        """Room to type, with what stood there before; `selected`, typing replaces it."""
        self._turn_to(typing=True)
        self._choices = ()
        self._before, self._safe_before = text, safe(text, lines=True)
        area = self.query_one(AnswerArea)
        area.styles.height = rows
        self.remark.styles.height = ANSWER_ROWS - rows
        area.load_text(self._safe_before)
        area.move_cursor(area.document.end)
        if selected:
            area.select_all()
        area.focus()

    @property
    def marked(self) -> str | None:
        """The key of the choice under the cursor."""
        return self._list.answer

    @property
    def typed(self) -> str:
        """What stands there; untouched, it is the stored text and not its safe form."""
        text = self.query_one(AnswerArea).text
        return self._before if text == self._safe_before else text

    def _turn_to(self, *, typing: bool) -> None:
        self.typing = typing
        self._list.display = not typing
        self.query_one(AnswerArea).display = typing
        self.remark.display = typing
        self.remark.say("")

    # --- keys ---------------------------------------------------------------------------

    def first_row(self, keys: Sequence[KeyAction]) -> list[KeyAction]:
        """Those of the keys that belong into the bar."""
        return [key for key in keys if key.id not in self._second_row and self._names(key)]

    def show_second_row(self) -> None:
        """Draw the row above it. What belongs to some questions only is named only there."""
        keys = [
            self._owner.shown_key(key)
            for key in in_group(self._owner.GROUP)
            if key.id in self._second_row and self._names(key)
        ]
        self.query_one("#guide-keys", KeyBar).show(
            [key for key in keys if key.action not in _SOMETIMES or not key.disabled_reason]
        )

    @property
    def _owner(self) -> BaseScreen[None]:
        return cast("BaseScreen[None]", self.screen)

    def _names(self, key: KeyAction) -> list[str]:
        """The names a key has here: where one types, a letter is a letter."""
        names = self._owner.workspace.look.keys.get(key.id, key.keys)
        return [name for name in names.split(",") if not (self.typing and writes(name))]

    def key_name(self, key: KeyAction) -> str:
        """A key as the rows name it."""
        if key.id.endswith(".choose"):
            return f"1-{len(self._choices)}"
        # Backspace goes back only from an empty field, what is named after it always does.
        return shown(self._names(key)[-1 if self.typing else 0])

    def on_key(self, event: KeyEvent) -> None:
        digit = event.character or ""
        if self.typing or not (digit.isdecimal() and digit.isascii()):
            return
        event.stop()
        if 1 <= int(digit) <= len(self._choices):
            self._answered(self._choices[int(digit) - 1].key)
        else:
            self._owner.notify_user(
                f"The answers are 1 to {len(self._choices)}; there is no {digit}."
            )

    def go(self) -> None:
        """Go on with what is marked or typed."""
        if self.typing:
            self._answered(self.typed.strip())
        elif self.marked is not None:
            self._answered(self.marked)
        else:
            self._owner.notify_user("Choose by number, or move to an answer with the arrows first.")

    @on(TextArea.Changed)
    def _being_typed(self) -> None:
        if self.typing:
            self._typed_so_far(self.typed.strip())

    @on(LongTextArea.TooLong)
    def _paste_refused(self, event: LongTextArea.TooLong) -> None:
        self.remark.say(f"{too_long(event.size, 'an answer')}: nothing was pasted", wrong=True)


def _drawn(facts: Sequence[_Fact], rows: int) -> Content:
    """As many of them as there are rows; rows left over let those before the last go on."""
    shown = facts[:rows]
    spare, lines = rows - len(shown), []
    for fact in shown:
        more = min(spare, fact.rows - 1)
        spare -= more
        lines.append(fact.drawn(1 + more))
    return Content("\n").join(lines)


def _line(number: int, choice: AnswerChoice, width: int) -> Content:
    first = Content.styled(f" {number}  ", "$accent bold")
    room = width - first.cell_length
    label = content(short(choice.label, 200))
    if not choice.leads:
        return Content.assemble(first, padded(label, room))
    leads = min(len(choice.leads), max(0, room - label.cell_length - 1))
    return Content.assemble(
        first, padded(label, room - leads - 1), " ", padded(choice.leads, leads, "$quiet")
    )
