"""The decision before it is taken: what it is, because of what, and one small last form."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from triage.codec import BadValue
from triage.playbook import TEMPLATE_WORDS, BadAnswer, BadField, DecideView, Need, Refused, Taken
from tui.guide import Guide
from tui.need_words import PROMPTS, in_exchange_form, suggested
from tui.screens.guided import GuidedScreen, GuideField
from tui.text import content, hanging
from tui.words import day


class SummaryScreen(GuidedScreen[None]):
    """Nothing is stored until the last field is closed with enter."""

    GROUP = "summary"
    TYPING = True
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(self, guide: Guide) -> None:
        super().__init__(guide)
        self._view: DecideView = guide.view()
        self._needs: tuple[Need, ...] = guide.needs(self._view)

    def body(self) -> ComposeResult:
        yield from self.head()
        with VerticalScroll(id="guide-text", can_focus=False):
            yield Static(id="summary")
        with Vertical(id="guide-form"):
            for need in self._needs:
                with Horizontal(classes="guide-need"):
                    yield Static(PROMPTS.get(need.field, need.field))
                    yield GuideField(suggested(need, self.guide.situation), name=need.field)
        yield Static(id="guide-remark")

    def on_mount(self) -> None:
        super().on_mount()
        self._draw()
        self._focus_first_blank()

    def on_resize(self) -> None:
        self._draw()

    def _focus_first_blank(self) -> None:
        fields = list(self.query(GuideField))
        blank = [field for field in fields if not field.value]
        (blank or fields)[0].focus()

    def _draw(self) -> None:
        self.show_head(self._view)
        self.query_one("#summary", Static).update(self._text())
        if not self.query_one("#guide-remark", Static).has_class("wrong"):
            self._remark("enter goes through the fields; on the last one it takes the decision.")

    def _text(self) -> Content:
        view, width = self._view, max(20, self.size.width - 4)
        assert view.decision is not None
        decision = view.decision
        parts = [Content.styled(decision.say, "bold"), Content("")]
        for step in view.path:
            label = Content.styled("because  ", "$quiet")
            plain = step.question.kind in ("choice", "text")
            said = step.label if plain else f"{step.question.ask} {step.label}"
            parts.append(hanging(label, content(said), width, 2))
        parts.append(Content(""))
        for action in decision.actions:
            when = day(action.due, self.desk.today) if action.due else "no date"
            label = Content.styled(f"{when:<9}", "$accent")
            parts.append(hanging(label, content(action.text), width, 2))
        if decision.review_by:
            when = day(decision.review_by, self.desk.today)
            label = Content.styled(f"{when:<9}", "$accent")
            parts.append(hanging(label, Content("look again how it went"), width))
        if decision.template:
            words = TEMPLATE_WORDS.get(decision.template, decision.template)
            parts.append(Content.styled(f"draft    {words}", "$quiet"))
        return Content("\n").join(parts)

    def _remark(self, text: str, *, wrong: bool = False) -> None:
        line = self.query_one("#guide-remark", Static)
        line.update(content(text))
        line.set_class(wrong, "wrong")

    # --- taking -------------------------------------------------------------------------

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        fields = list(self.query(GuideField))
        place = fields.index(event.input)  # type: ignore[arg-type]  # only these are here
        if place + 1 < len(fields):
            fields[place + 1].focus()
        else:
            self.action_take()

    def _values(self) -> dict[str, str]:
        found = {}
        for need, field in zip(self._needs, self.query(GuideField), strict=True):
            if field.value.strip():
                found[need.field] = in_exchange_form(need, field.value.strip(), self.desk.today)
        return found

    def action_take(self) -> None:
        """Take the decision."""
        try:
            taken = self.guide.take(self._values())
        except BadField as bad:
            self._wrong(bad.field, str(bad))
        except (BadAnswer, Refused, BadValue) as bad:
            self._remark(str(bad), wrong=True)
        else:
            self._store(taken)

    def _wrong(self, field: str, sentence: str) -> None:
        prompt = PROMPTS.get(field, field).rstrip("?")
        self._remark(sentence.replace(field, prompt, 1), wrong=True)
        for need, one in zip(self._needs, self.query(GuideField), strict=True):
            if need.field == field:
                one.focus()

    def _store(self, taken: Taken) -> None:
        from tui.screens.taken import TakenScreen

        if not taken.already and not self.store(taken.written):
            return
        self.owner.records_changed()
        self.say(f"Decided: {taken.decision.say}. {self.key_of('everywhere.undo')} takes it back")
        self.app.switch_screen(TakenScreen(self.guide, taken))

    def action_question_back(self) -> None:
        """Back to the last question."""
        from tui.screens.decide import DecideScreen

        if self.guide.back(self._view):
            self.app.switch_screen(DecideScreen.of(self.guide))
        else:
            self.dismiss()

    def action_leave(self) -> None:
        """Leave; the answers are kept, nothing is decided."""
        self.dismiss()
