"""One question in its fixed place: facts above, the reason below, then choices or room to type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key as KeyEvent
from textual.widgets import OptionList, Static, TextArea

from storage.errors import StorageError
from triage.playbook.ask.fact_lines import FactLine
from tui.decide.answer import AnswerArea, AnswerList
from tui.decide.guided import GuidedScreen
from tui.keys.action import KeyAction
from tui.keys.keymap import in_group, shown, writes
from tui.ui.draft_screen import DraftScreen
from tui.ui.keybar import KeyBar, Shown
from tui.ui.line_list import Item
from tui.ui.text_area import MOST_BYTES, LongText
from tui.wording.safe_text import content, padded, safe, short

FACT_ROWS = ANSWER_ROWS = 6
WHOLE_HEIGHT = 24
"""Rows from which on the whole layout fits; on a lower screen facts give way."""
WIDEST = 96
"""Columns of a choice: wider, and the eye loses the line between it and what it leads to."""
_LABEL = 11


@dataclass(frozen=True, slots=True)
class AnswerChoice:
    """One numbered answer; `leads` says in a few words where it leads."""

    key: str
    label: str
    leads: str = ""


class QuestionScreen(DraftScreen[None], GuidedScreen):
    """Subclasses ask in `look_again` with `ask` and take the answer in `answered`.

    The question never jumps: each part has its own rows, filled or not.
    """

    SECOND_ROW: ClassVar[tuple[str, ...]] = ()
    """Ids of the keys in the row above the bar."""

    def __init__(self, client_id: str) -> None:
        super().__init__(client_id)
        self._choices: tuple[AnswerChoice, ...] = ()
        self._before = self._shown_before = ""
        self._touched = False
        self.typing = False

    def body(self) -> ComposeResult:
        yield from self.head()
        yield Static(id="guide-facts")
        yield Static(id="guide-ask")
        yield AnswerList(id="guide-options")
        yield AnswerArea(id="guide-area")
        yield Static(id="guide-remark")
        yield KeyBar(id="guide-keys")
        yield Static(id="guide-so-far")

    # --- drawing ------------------------------------------------------------------------

    def show_facts(self, lines: tuple[FactLine, ...]) -> None:
        """The dated lines, label and text; a low screen has fewer rows for them."""
        rows = max(1, FACT_ROWS - max(0, WHOLE_HEIGHT - self.size.height))
        facts = self.query_one("#guide-facts", Static)
        facts.styles.height = rows
        facts.update(Content("\n").join(self._fact(line) for line in lines[:rows]))

    def _fact(self, line: FactLine) -> Content:
        label = Content.styled(f"{line.label:<{_LABEL}}", "$quiet")
        return padded(Content.assemble(label, content(short(line.text, 200))), self.width)

    def ask(self, question: str, why: str) -> None:
        """The question and the reason for it."""
        asked = Content.assemble(content(question, "bold"), "\n", content(why, "$quiet"))
        self.query_one("#guide-ask", Static).update(asked)

    def offer(self, choices: Sequence[AnswerChoice], marked: str | None = None) -> None:
        """Numbered answers; the cursor stands on the one that is `marked`."""
        self._turn_to(typing=False)
        self._choices = tuple(choices)
        listed = self.query_one(AnswerList)
        width = min(self.width, WIDEST)
        listed.show(
            Item(choice.key, _line(n, choice, width)) for n, choice in enumerate(choices, start=1)
        )
        at = [n for n, choice in enumerate(choices) if choice.key == marked]
        listed.highlighted = at[0] if at else 0
        listed.focus()

    def let_type(self, text: str, *, rows: int) -> None:
        """Room to type, with what stood there before."""
        self._turn_to(typing=True)
        self._choices = ()
        self._touched = False
        self._before, self._shown_before = text, safe(text, lines=True)
        area = self.query_one(AnswerArea)
        area.styles.height = rows
        self.query_one("#guide-remark").styles.height = ANSWER_ROWS - rows
        area.load_text(self._shown_before)
        area.move_cursor(area.document.end)
        area.focus()

    @property
    def typed(self) -> str:
        """What stands there; untouched, it is the stored text and not its safe form."""
        text = self.query_one(AnswerArea).text
        return self._before if text == self._shown_before else text

    def _turn_to(self, *, typing: bool) -> None:
        self.typing = typing
        self.query_one(AnswerList).display = not typing
        self.query_one(AnswerArea).display = typing
        self.query_one("#guide-remark").display = typing
        self.set_remark("")

    def set_remark(self, text: str, *, wrong: bool = False) -> None:
        """What is said under the room to type."""
        line = self.query_one("#guide-remark", Static)
        line.update(content(text))
        line.set_class(wrong, "wrong")

    # --- keys ---------------------------------------------------------------------------

    def bar(self) -> list[KeyAction]:
        """The keys of the last row; those of the row above are not named twice."""
        keys = super().bar()
        return [key for key in keys if key.id not in self.SECOND_ROW and self._names(key)]

    def second_row(self) -> list[KeyAction]:
        """The keys of the row above it."""
        keys = in_group(self.GROUP)
        return [key for key in keys if key.id in self.SECOND_ROW and self._names(key)]

    def show_keys(self) -> None:
        super().show_keys()
        self.query_one("#guide-keys", KeyBar).show(
            [
                Shown(self._shown(key), key.label, key.action, self.disabled_reason(key.action))
                for key in self.second_row()
            ]
        )

    def takes_letters(self) -> bool:
        return self.typing

    def _names(self, key: KeyAction) -> list[str]:
        """The names a key has here: where one types, a letter is a letter."""
        names = self.workspace.settings.keys.get(key.id, key.keys).split(",")
        return [name for name in names if not (self.typing and writes(name))]

    def _shown(self, key: KeyAction) -> str:
        if key.action.startswith("choose"):
            return f"1-{len(self._choices)}"
        # Backspace goes back only from an empty field, what is named after it always does.
        return shown(self._names(key)[-1 if self.typing else 0])

    def on_key(self, event: KeyEvent) -> None:
        digit = event.character or ""
        if not self.typing and digit.isdecimal() and 1 <= int(digit) <= len(self._choices):
            event.stop()
            self.answered(self._choices[int(digit) - 1].key)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """Go on with what is marked or typed."""
        if self.typing:
            self.answered(self.typed.strip())
        elif (answer := self.query_one(AnswerList).answer) is not None:
            self.answered(answer)

    def action_choose(self, number: int) -> None:
        """The bar's entry for the digits: go on with the marked one."""
        self.action_go()

    def answered(self, typed: str) -> None:
        """Take an answer: the key of a choice, or what was typed."""
        raise NotImplementedError

    def action_question_back(self) -> None:
        """The question before; at the first one, leave."""
        self.action_leave()

    def action_back(self) -> None:
        self.action_question_back()

    def action_leave(self) -> None:
        """Leave; what is being typed is kept."""
        self.flush_draft()
        self.dismiss()

    # --- the draft ----------------------------------------------------------------------

    def draft_text(self) -> str | None:
        return self.typed if self.typed.strip() else None

    @on(TextArea.Changed)
    def _being_typed(self) -> None:
        self._touched = self._touched or self.typed != self._before
        if self.typing and self._touched:
            self.draft_changed()
            self.typed_so_far(self.typed.strip())

    @on(LongText.TooLong)
    def _paste_refused(self, event: LongText.TooLong) -> None:
        most = MOST_BYTES // 1024
        self.set_remark(
            f"That is {event.size:,.0f} kB, and an answer holds {most} kB: nothing was pasted",
            wrong=True,
        )

    def typed_so_far(self, text: str) -> None:
        """Something was typed: what is said below may have changed."""

    def draft_not_kept(self, trouble: StorageError) -> None:
        self.set_remark(f"Not kept yet: {trouble.message} {trouble.hint}", wrong=True)

    def draft_over(self) -> None:
        """What was typed is an answer now, and no draft any more."""
        self._behind = False


def _line(number: int, choice: AnswerChoice, width: int) -> Content:
    first = Content.styled(f" {number}  ", "$accent bold")
    room = width - first.cell_length
    label = content(short(choice.label, 200))
    if not choice.leads:
        return Content.assemble(first, padded(label, room))
    leads = min(len(choice.leads), max(0, room - label.cell_length - 1))
    return Content.assemble(
        first,
        padded(label, room - leads - 1),
        " ",
        padded(choice.leads, leads, "$quiet"),
    )
