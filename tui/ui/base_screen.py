"""What every screen shares: the workspace, the key bar, saying things, one step back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from storage.errors import StorageError
from tui.keys.bindings import bindings
from tui.keys.table import KeyAction, in_group, shown
from tui.ui.keybar import KeyBar, Shown
from tui.wording.safe_text import safe

if TYPE_CHECKING:
    from storage.changes import Change
    from tui.app import GoodTerms
    from tui.workspace.workspace import Workspace

Result = TypeVar("Result")


class BaseScreen(Screen[Result]):
    """A screen with a body and the key bar of its group.

    Subclasses set `GROUP` (a group of the key table) and write `body`. `disabled_reason(action)`
    tells why a key cannot act now: the bar shows it dim, `blocked` says the reason when pressed.
    `TYPING` says that letters go into a text here.
    """

    GROUP: ClassVar[str] = ""
    TYPING: ClassVar[bool] = False
    AUTO_FOCUS: ClassVar[str | None] = "*"
    BINDINGS: ClassVar[list[BindingType]] = []

    _left = False

    def __init_subclass__(cls) -> None:
        # Before Textual merges BINDINGS: a screen names its group and gets that group's keys.
        if cls.GROUP:
            cls.BINDINGS = [*cls.__dict__.get("BINDINGS", []), *bindings(cls.GROUP)]
        super().__init_subclass__()

    @property
    def owner(self) -> GoodTerms:
        """The app, by its own class."""
        return cast("GoodTerms", self.app)

    def name_of(self, client_id: str) -> str:
        """A client's name; empty when the client was taken out meanwhile."""
        ledger = self.workspace.book.ledgers.get(client_id)
        return ledger.client.name if ledger else ""

    @property
    def workspace(self) -> Workspace:
        """The app's workspace: store, settings, today, and what was computed from them."""
        return self.owner.workspace

    def compose(self) -> ComposeResult:
        with Vertical(id="body"):
            yield from self.body()
        yield Static(classes="rule")
        yield KeyBar(id="keys")

    def body(self) -> ComposeResult:
        """The screen's own widgets."""
        yield from ()

    def on_mount(self) -> None:
        self.show_keys()

    def on_screen_resume(self) -> None:
        self.show_keys()

    # --- keys ---------------------------------------------------------------------------

    def disabled_reason(self, action: str) -> str | None:
        """Why an action cannot run now, in one sentence; None when it can."""
        return None

    def blocked(self, action: str) -> bool:
        """Whether an action cannot run now; if so, the reason is said."""
        reason = self.disabled_reason(action)
        if reason:
            self.notify_user(reason)
        return reason is not None

    def bar(self) -> list[KeyAction]:
        """The keys that the bar names, help last."""
        own = [key for key in in_group(self.GROUP) if key.footer]
        return [*own, *(key for key in in_group("everywhere") if key.footer)]

    def show_keys(self) -> None:
        """Draw the key bar again: what can act may have changed."""
        self.query_one("#keys", KeyBar).show(
            [
                Shown(self._shown(key), key.label, key.action, self.disabled_reason(key.action))
                for key in self.bar()
            ]
        )

    def takes_letters(self) -> bool:
        """Whether letters go into a text just now."""
        return self.TYPING

    def _shown(self, key: KeyAction) -> str:
        """A key as the bar names it; where one types, not the one that would be typed."""
        names = self.workspace.look.keys.get(key.id, key.keys).split(",")
        others = names[1:] if self.takes_letters() and key.group == "everywhere" else []
        return shown((others or names)[0])

    async def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        event.stop()
        if not await self.app.run_action(event.action, self):
            await self.app.run_action(event.action)

    # --- saying -------------------------------------------------------------------------

    def notify_user(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """A toast. User text in it is shown as text."""
        self.app.notify(
            safe(text, lines=True),
            severity="error" if bad else "information",
            timeout=seconds,
            markup=False,
        )

    # --- writing ------------------------------------------------------------------------

    def write(self, label: str, *changes: Change, said: str) -> bool:
        """Save a change, draw every screen anew, then say so; whether it could be saved."""
        try:
            self.workspace.apply(label, *changes)
        except StorageError as trouble:
            self.notify_user(f"{trouble.message}\n{trouble.hint}", bad=True, seconds=10)
            return False
        self.owner.records_changed()
        told = ". ".join((said, *self.workspace.brought))
        self.notify_user(f"{told}. {self.key_of('everywhere.undo')} takes it back")
        return True

    def key_of(self, id_: str) -> str:
        """The key of an action as the user has it, as people write it."""
        key = next(key for key in in_group(id_.partition(".")[0]) if key.id == id_)
        return shown(self.workspace.look.keys.get(id_, key.keys).partition(",")[0])

    def refresh_from_workspace(self) -> None:
        """Called after the records changed: draw again. Screens that show records override it."""

    def client_gone(self) -> None:
        """The client shown was taken out, by undo or in another window: leave, once."""
        if self.app.screen is self and not self._left:  # is_current counts those below too
            self._left = True
            self.notify_user("This client is not there any more.")
            self.dismiss()

    def action_back(self) -> None:
        """One step back."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()
