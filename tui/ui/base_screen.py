"""What every screen shares: the workspace, the key bar, saying things, one step back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.screen import ModalScreen, Screen
from typing_extensions import override

from storage.errors import BadSetting, Stale, StorageError
from tui.keys.action import KeyAction
from tui.keys.bindings import bindings, over_a_screen
from tui.keys.keymap import in_group, in_sentence, shown
from tui.routes import Route
from tui.ui.client_keys import ClientKeys
from tui.ui.file_door import FileDoor
from tui.ui.foot import Foot
from tui.ui.host import Answered, Host
from tui.ui.keybar import KeyBar, Shown
from tui.ui.screen_draft import ScreenDraft
from tui.ui.screen_parts import KeyRows, ShownClient

if TYPE_CHECKING:
    from triage.changes import Change, ChangeSet
    from tui.ui.list_pane import ListPane
    from tui.workspace.workspace import Applied, Workspace

Result = TypeVar("Result")
_ELSEWHERE = "This was changed in another window. Your change was not saved: please check."


class BaseScreen(ClientKeys, FileDoor, Screen[Result]):
    """A screen with a body and the key bar of its group.

    Subclasses set `GROUP` (a group of the key table) and write `body`. `disabled_reason(action)`
    tells why a key cannot act now: the bar shows it dim, `blocked` says the reason when pressed.
    `TYPING` says that letters go into a text here, `SHOWS_RECORDS` that it needs them to open,
    `OWN_KEYS_ONLY` that those of everywhere are left out of the bar, for they do not work here.
    """

    GROUP: ClassVar[str] = ""
    TYPING: ClassVar[bool] = False
    SHOWS_RECORDS: ClassVar[bool] = True
    OWN_KEYS_ONLY: ClassVar[bool] = False
    AUTO_FOCUS: ClassVar[str | None] = "*"
    BINDINGS: ClassVar[list[BindingType]] = []

    _leaving = False
    list_pane: ListPane | None = None
    """The whole body of a screen that is one list."""
    key_rows: KeyRows | None = None
    shown_client: ShownClient | None = None
    """The client that the screen is about, where there is one."""

    def __init__(self) -> None:
        super().__init__()
        self.draft = ScreenDraft(self)
        self.foot = Foot()

    @override
    def __init_subclass__(cls) -> None:
        # Before Textual merges BINDINGS: a screen names its group and gets that group's keys.
        if cls.GROUP:
            own = cls.__dict__.get("BINDINGS", [])
            from_app = over_a_screen(cls.works_everywhere()) if cls.is_dialog() else []
            cls.BINDINGS = [*own, *bindings(cls.GROUP), *from_app]
        super().__init_subclass__()

    @classmethod
    def is_dialog(cls) -> bool:
        """Whether it lies over another screen that stays to be seen."""
        return issubclass(cls, ModalScreen)

    @classmethod
    def works_everywhere(cls) -> tuple[KeyAction, ...]:
        """The keys of everywhere that work here. Over another screen they are few: what they would
        change lies below. Where one types, the palette's key goes into the text.
        """
        keys = in_group("everywhere")
        if not cls.is_dialog():
            return keys
        few = ("everywhere.help",) if cls.TYPING else ("everywhere.help", "everywhere.palette")
        return tuple(key for key in keys if key.id in few)

    @property
    def host(self) -> Host:
        """The app, by what it does for screens."""
        return cast("Host", self.app)

    def open(self, route: Route, answered: Answered | None = None) -> None:
        """Put another screen on top; `answered` takes the answer of one that gives one."""
        self.host.open(route, answered)

    def selected_client_id(self) -> str | None:
        """The id of the client that the keys act on; None when there is none."""
        return self.shown_client.client_id if self.shown_client is not None else None

    @override
    def open_for_client(self, action: str, route: Callable[[str], Route]) -> None:
        if not self.blocked(action) and (client := self.selected_client_id()) is not None:
            self.open(route(client))

    def replace(self, route: Route) -> None:
        """Put another screen in the place of the one on top."""
        self.host.replace(route)

    def name_of(self, client_id: str) -> str:
        """A client's name; empty when the client was taken out meanwhile."""
        ledger = self.workspace.book.ledgers.get(client_id)
        return ledger.client.name if ledger else ""

    @property
    def workspace(self) -> Workspace:
        """The app's workspace: store, settings, today, and what was computed from them."""
        return self.host.workspace

    @override
    def compose(self) -> ComposeResult:
        with Vertical(id="body"):
            yield from self.body()
        yield self.foot
        yield KeyBar(id="keys")

    def body(self) -> ComposeResult:
        """The screen's own widgets."""
        if self.list_pane is not None:
            yield self.list_pane

    def on_mount(self) -> None:
        self.show_keys()

    def on_screen_resume(self) -> None:
        self.show_keys()
        self._draw_client()

    @on(Resize)
    def _draw_client(self) -> None:
        if self.shown_client is not None and not self.is_over:
            self.shown_client.refresh()

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
        everywhere = () if self.OWN_KEYS_ONLY else self.works_everywhere()
        keys = [key for key in (*in_group(self.GROUP), *everywhere) if key.footer]
        return self.key_rows.first_row(keys) if self.key_rows is not None else keys

    def show_keys(self) -> None:
        """Draw the key bar again: what can act may have changed."""
        self._draw_foot()
        self.query_one("#keys", KeyBar).show([self.shown_key(key) for key in self.bar()])
        if self.key_rows is not None:
            self.key_rows.show_second_row()

    def shown_key(self, key: KeyAction) -> Shown:
        """A key as a row of keys draws it."""
        return Shown(self.key_name(key), key.label, key.action, self.disabled_reason(key.action))

    def takes_letters(self) -> bool:
        """Whether letters go into a text just now."""
        return self.TYPING

    def key_name(self, key: KeyAction) -> str:
        """A key as the bar names it; where one types, not the one that would be typed."""
        if self.key_rows is not None:
            return self.key_rows.key_name(key)
        names = self.workspace.look.keys.get(key.id, key.keys).split(",")
        others = names[1:] if self.takes_letters() and key.group == "everywhere" else []
        return shown((others or names)[0])

    async def on_key_bar_pressed(self, event: KeyBar.Pressed) -> None:
        event.stop()
        await self.run_here(event.action)

    async def run_here(self, action: str) -> None:
        """Run an action of this screen; help, undo and their like are the app's own, and moving
        about is done by the list that has the focus.
        """
        for node in (self, self.app, self.focused):
            if node is not None and await self.app.run_action(action, node):
                return

    # --- saying -------------------------------------------------------------------------

    def notify_user(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """A toast. User text in it is shown as text."""
        self.host.notify_user(text, bad=bad, seconds=seconds)

    def says_itself(self, text: str, *, remark: bool = False) -> bool:
        """Say what was done, or why a key does nothing (a remark), in a place of the screen's own;
        False = it has none, and a toast says it."""
        return False

    def notify_trouble(self, trouble: StorageError) -> None:
        """Say what was not stored, why, and what to do next."""
        self.notify_user(f"{trouble.message}\n{trouble.hint}", bad=True, seconds=10)

    @override
    def meet_trouble(self, trouble: StorageError, *, opening: bool) -> None:
        self.host.meet_trouble(trouble, opening=opening)
        if opening and len(self.app.screen_stack) > 1:
            self._leaving = True
            self.app.call_later(self.dismiss)

    def notify_stored(self, sentence: str, *, seconds: float = 5) -> None:
        """Say what was stored, and which key takes it back."""
        undo = self.key_of("everywhere.undo")
        self.notify_user(f"{sentence}. {undo} to undo", seconds=seconds)

    @property
    def is_over(self) -> bool:
        """Whether the screen was left or the program ends: it goes in its own time, widgets first,
        and whatever a timer or message starts meanwhile would not find them.
        """
        return self._leaving or not self.is_attached or not self.app.is_running

    def say_of_draft(self, text: str) -> None:
        """What keeps the draft from the disk, on the rule above the keys; "" = nothing does."""
        self.foot.of_draft = text
        self._draw_foot()

    def _draw_foot(self) -> None:
        self.foot.draw(look_only=self.workspace.read_only)

    # --- writing ------------------------------------------------------------------------

    def write(self, label: str, *changes: Change, message: str) -> bool:
        """Save a change, draw every screen anew, then say so; whether it could be saved."""
        from triage.changes import ChangeSet

        applied = self.store(ChangeSet(label, changes))
        if applied is None:
            return False
        self.notify_stored(". ".join((message, *applied.brought)))
        return True

    def change_setting(self, key: str, value: object) -> bool:
        """Set something, None = its default, and count anew; whether it could be set."""
        try:
            self.workspace.change_setting(key, value)
        except BadSetting as bad:
            self.notify_trouble(bad)
            return False
        self.host.settings_changed()
        return True

    def store(self, changes: ChangeSet, *, with_draft: bool = False) -> Applied | None:
        """Save a change and draw every screen anew; None when it was not saved, and why is said.

        `with_draft` says that the text typed here is in it, so that its draft goes with it.
        """
        try:
            applied = self.apply(changes, with_draft=with_draft)
        except Stale:
            self.host.read_again()
            self.notify_user(_ELSEWHERE, seconds=10)
            return None
        except StorageError as trouble:
            self.notify_trouble(trouble)
            return None
        self.host.records_changed()
        return applied

    def apply(self, changes: ChangeSet, *, with_draft: bool = False) -> Applied:
        """Save a change with what open screens add to it. Raises StorageError."""
        key = self.draft.key if with_draft else None
        applied = self.workspace.apply(changes, drop_draft=key, join=self.host.joined)
        if with_draft:
            self.draft.finish()
        return applied

    def joined(self, changes: ChangeSet) -> ChangeSet:
        """The changes with what this screen adds while it is open, wherever they are made."""
        return changes

    def key_of(self, id_: str) -> str:
        """The key of an action as the user has it, as people write it."""
        return shown(self._first_key(id_))

    def key_in_sentence(self, id_: str) -> str:
        """The key of an action as the user has it, as it is named in a sentence."""
        return in_sentence(self._first_key(id_))

    def _first_key(self, id_: str) -> str:
        key = next(key for key in in_group(id_.partition(".")[0]) if key.id == id_)
        return self.workspace.look.keys.get(id_, key.keys).partition(",")[0]

    def refresh_from_workspace(self) -> None:
        """Called after the records changed: draw again. Screens that show records override it."""
        self._draw_client()

    def client_gone(self) -> None:
        """The client shown was taken out, by undo or in another window: leave, once."""
        if self.app.screen is self and not self._leaving:  # is_current counts those below too
            self.draft.leave()  # while what was typed last can still be read
            self._leaving = True
            self.notify_user("This client was deleted.")
            self.dismiss()

    def action_leave(self) -> None:
        """Back, without an answer."""
        self.dismiss()

    @override
    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        self.draft.leave()  # while what was typed last can still be read
        self._leaving = True
        return super().dismiss(result)

    def action_back(self) -> None:
        """One step back: out of the screen, unless there is none below."""
        if len(self.app.screen_stack) > 1:
            self.action_leave()
        else:
            self.notify_user("This is the first page: there is nothing to go back to.")
