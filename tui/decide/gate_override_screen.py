"""Passing a gate: a reason long enough to be meant, and the client's name typed."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static
from typing_extensions import override

from triage.playbook.errors import DecisionRefused
from triage.playbook.gates.gates import OVERRIDE_CHARS
from triage.reason import NoReason, reason
from triage.text import fold
from tui.decide.flow import DecisionFlow
from tui.ui.base_screen import BaseScreen
from tui.ui.field import TextInput
from tui.ui.remark import Remark
from tui.wording.safe_text import content, short


class GateOverrideScreen(BaseScreen[None], ModalScreen[None]):
    """Both are counted while they are typed. What it opened shows when it closes."""

    GROUP = "override"
    TYPING = True
    CSS_PATH = "gate_override_screen.tcss"
    AUTO_FOCUS: ClassVar[str | None] = "#override-reason"

    def __init__(self, guide: DecisionFlow) -> None:
        super().__init__()
        self._guide = guide
        self._remark = Remark(id="override-remark")

    @override
    def body(self) -> ComposeResult:
        name = short(self.name_of(self._guide.client_id), 60)
        draft = self.draft.keep(f"override:{self._guide.client_id}", lambda: self._reason or None)
        with Vertical(id="override"):
            yield Static(Content.styled("Why go on anyway?", "bold"))
            yield TextInput(draft or "", id="override-reason")
            yield Static(id="override-count", classes="quiet")
            yield Static(Content.assemble("Type the client's name: ", content(name, "bold")))
            yield TextInput(id="override-name")
            yield self._remark

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._count()

    @property
    def _reason(self) -> str:
        return self.query_one("#override-reason", TextInput).value.strip()

    @on(Input.Changed, "#override-reason")
    def _typed(self) -> None:
        self._count()
        self.draft.changed()

    def _count(self) -> None:
        left = OVERRIDE_CHARS - len(" ".join(self._reason.split()))
        remark = (
            f"{left} more {'character' if left == 1 else 'characters'}" if left > 0 else "enough"
        )
        self.query_one("#override-count", Static).update(Content(remark))

    @on(Input.Changed)
    def _nothing_wrong_yet(self) -> None:
        self._remark.say("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_go()

    def action_go(self) -> None:
        """On to the name; from there, open it."""
        why = self.query_one("#override-reason", TextInput)
        name = self.query_one("#override-name", TextInput)
        try:
            reason(self._reason, OVERRIDE_CHARS)
        except NoReason as no_reason:
            self._remark.say(f"The reason needs {no_reason}.", wrong=True)
            why.focus()
            return
        if why.has_focus and fold(name.value) != fold(self._client_name):
            name.focus()
        else:
            self._open(name.value)

    @property
    def _client_name(self) -> str:
        return self.name_of(self._guide.client_id)

    def _open(self, typed: str) -> None:
        if not self._client_name:
            self.client_gone()
            return
        try:
            self._guide.override(self._reason, typed)
        except DecisionRefused:
            self._remark.say("That is not the client's full name.", wrong=True)
            self.query_one("#override-name", TextInput).focus()
            return
        self.draft.discard()
        self.dismiss()
