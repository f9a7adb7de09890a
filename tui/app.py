"""The full-screen program: one workspace, a stack of screens, and what is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.actions import ActionParseResult
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.events import Key, Resize
from textual.screen import Screen
from textual.types import AnimationLevel
from textual.widget import AwaitMount
from typing_extensions import override

from storage.errors import StorageError
from tui.clients.screen import ClientsScreen
from tui.everywhere import KeysEverywhere
from tui.keys.bindings import bindings
from tui.keys.meanings import not_here
from tui.router import screen_at
from tui.routes import RecoveryRoute, Route, WelcomeRoute
from tui.ui.autosave import Drafts
from tui.ui.base_screen import BaseScreen
from tui.ui.caretaker import COPY_AGAIN, LOOK_AGAIN, Caretaker
from tui.ui.crash import fault, watch
from tui.ui.file_door import FileDoor
from tui.ui.first_reading import FirstReading, resume_collection
from tui.ui.history import NewestUndo
from tui.ui.host import Answered, Host
from tui.ui.quitting import Quitting
from tui.ui.terminal_driver import give_terminal_back
from tui.ui.themes import DARK, THEMES, begin_with
from tui.ui.toasts import Toasts
from tui.ui.too_small_screen import TooSmallScreen, ask_for_room
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.changes import ChangeSet

_TWO_PANES = 100
"""Columns from which a screen without breakpoints of its own has room for two panes."""
_TAKEN_BACK = (
    "What could not be saved last time is back as a draft. Open the same page to continue."
)
_WAITS = (
    "Another program is using the data file. Good Terms opens as soon as that program is done. "
    "Press ctrl+q to quit."
)
_NOT_USED = "What you typed before this appeared was not used."


class GoodTerms(FileDoor, KeysEverywhere):
    """The app. It holds the workspace; screens ask it."""

    TITLE = "Good Terms"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("everywhere")
    HORIZONTAL_BREAKPOINTS = [(_TWO_PANES, "-wide")]  # noqa: RUF012  Textual's declaration

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.workspace = workspace
        self.drafts = Drafts(workspace, self.set_timer)
        self._toasts = Toasts(self)
        self._reading = FirstReading(self)
        self._newest = NewestUndo(self)
        self._caretaker = Caretaker(self)
        self._quitting = Quitting(self)
        self.animation_level: AnimationLevel = "none"
        for theme in THEMES:
            self.register_theme(theme)
        theme_name = workspace.look.theme
        begin_with(self, theme_name if theme_name in self.available_themes else DARK.name)
        if workspace.look.keys:
            self.set_keymap(dict(workspace.look.keys))

    @override
    def get_default_screen(self) -> Screen[Any]:
        """The Clients list, with the rows of last time."""
        self._list_of_last_time = self.workspace.list.remembered()
        return ClientsScreen(self._list_of_last_time)

    @property
    @override
    def _host(self) -> Host:
        return self

    # --- starting -----------------------------------------------------------------------

    @override
    def on_mount(self) -> None:
        if not self.is_headless:
            watch(self._last_words, self._give_terminal_back)
        self.screen_change_signal.subscribe(self, lambda _: ask_for_room(self, self.size))
        self.set_interval(LOOK_AGAIN, self._look_for_other_writers)
        self.set_interval(COPY_AGAIN, self.keep_a_copy)

    def on_ready(self) -> None:
        """The list is on the screen; everything heavy is imported and counted behind it."""
        if not self._list_of_last_time:
            self.refuse_keys()  # an empty list says nothing of whom they are about
        self._reading.begin()

    async def loaded(self) -> None:
        """The records are there: show them, and go on with what was asked for meanwhile."""
        resume_collection()
        self._toasts.done_waiting()
        postponed = self._reading.ended()
        self.records_changed()
        if self.drafts.take_back():
            self.notify_user(_TAKEN_BACK, seconds=15)
        if postponed is not None:
            postponed()
        elif not self.workspace.book.ledgers and isinstance(self.screen, ClientsScreen):
            self.open(WelcomeRoute())
        await self.let_go()

    def wait_for_file(self) -> None:
        """The file is in use, and read as soon as it is free."""
        self._toasts.wait(_WAITS)

    def open_again(self) -> None:
        """Try the file once more, after something was done about it."""
        self.on_ready()

    def show_sample(self) -> None:
        """Work on the sample year; quitting it comes back. Raises StorageError."""
        from tui.workspace.sample import SampleWorkspace

        self._work_on(SampleWorkspace(self.workspace))
        self.pop_screen()
        self.records_changed()

    def _leave_sample(self, own: Workspace) -> None:
        self.workspace.close()
        self._work_on(own)
        self.settings_changed()
        self.call_later(self.loaded)

    def _work_on(self, workspace: Workspace) -> None:
        self.workspace, self.drafts = workspace, Drafts(workspace, self.set_timer)
        self._caretaker.notice_new_day()  # the one that lay beneath did not see midnight

    def cannot_open(self, trouble: StorageError) -> None:
        """The file cannot be read: show the ways out."""
        resume_collection()
        self._toasts.done_waiting()
        self._reading.ended()
        self.drop_keys()
        self.open(RecoveryRoute(trouble))

    def keep_a_copy(self) -> None:
        """Copy the file when that is due, behind the screens."""
        self._caretaker.keep_a_copy()

    def _look_for_other_writers(self) -> None:
        self._caretaker.look_for_other_writers()

    def settings_changed(self) -> None:
        """Show what was set: colours, keys, and everything counted anew."""
        look = self.workspace.look
        if look.theme in self.available_themes and look.theme != self.theme:
            self.theme = look.theme
        self.set_keymap(dict(look.keys))
        self.records_changed()

    def joined(self, changes: ChangeSet) -> ChangeSet:
        """The changes with what open screens add to them: a review, the card they answer."""
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen):
                changes = screen.joined(changes)
        return changes

    def records_changed(self) -> None:
        """Draw every screen again that shows records."""
        for screen in self.screen_stack:
            if isinstance(screen, BaseScreen) and screen.is_mounted:
                screen.refresh_from_workspace()
                screen.show_keys()

    def read_again(self) -> None:
        """Another window wrote first: show what there is now, or in a moment, while it writes."""
        try:
            self.workspace.reload()
        except StorageError as trouble:
            self.trouble(trouble)
        self.records_changed()

    @override
    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """What no action expected of the file is said, and the program goes on."""
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except StorageError as trouble:
            self.meet_trouble(trouble, opening=True)
            return True

    @override
    def push_screen(self, *args: Any, **kwargs: Any) -> Any:
        """A screen that shows records is not opened when they cannot be read: that is said.

        Only for a moment after the start, before they are read for the first time.
        """
        screen = args[0]
        if isinstance(screen, BaseScreen) and screen.SHOWS_RECORDS:
            if self._reading.postpones(partial(super().push_screen, *args, **kwargs)):
                return AwaitMount(self.screen, [])
            try:
                self.workspace.records.open()
            except StorageError as trouble:
                self.meet_trouble(trouble, opening=True)
                return AwaitMount(self.screen, [])
        return super().push_screen(*args, **kwargs)

    @override
    def keys_not_used(self) -> None:
        self._toasts.remark(_NOT_USED)

    @override
    def drop_keys(self) -> None:
        self._reading.give_up()
        super().drop_keys()

    @override
    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        if isinstance(self.screen, BaseScreen):
            self.screen.draft.leave()
        return super().switch_screen(screen)

    # --- ending -------------------------------------------------------------------------

    @override
    def _fatal_error(self) -> None:
        # Textual's own shows every local variable, and with them what the user wrote.
        self.panic(fault(self._exception, kept=self.drafts.flush() is None))

    def _last_words(self) -> Callable[[], None]:
        return self.drafts.last_words()

    def _give_terminal_back(self) -> None:
        if self._driver is not None:
            give_terminal_back(self._driver)

    @override
    async def action_quit(self) -> None:
        """Quit; what is being typed is kept as a draft. From the sample year, back to one's own."""
        self.workers.cancel_all()  # an import that is being written holds the file
        if self.workspace.beneath is not None:
            self._leave_sample(self.workspace.beneath)
            return
        self._quitting.begin()

    # --- other screens ------------------------------------------------------------------

    def open(self, route: Route, answered: Answered | None = None) -> None:
        """Put the screen of a route on top; `answered` takes its answer."""
        self.push_screen(screen_at(route), answered)

    def replace(self, route: Route) -> None:
        """Put the screen of a route in the place of the one on top."""
        self.switch_screen(screen_at(route))

    # --- what is said ---------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        """No key is silent: one that does nothing here says where it does something.

        What is typed into a field stops there and never comes up to the app.
        """
        if event.key in self.active_bindings or isinstance(self.screen, TooSmallScreen):
            return
        sentence = not_here(event.key, self.workspace.look.keys)
        if sentence is not None and not self._screen_says(sentence, remark=True):
            self._toasts.remark(sentence)

    def notify_user(self, text: str, *, bad: bool = False, seconds: float = 5) -> None:
        """A toast; user text in it stays text. What went well is said by the screen itself, where
        it has a place for it."""
        if bad or not self._screen_says(text):
            self._toasts.show(text, bad=bad, seconds=seconds)

    def _screen_says(self, text: str, *, remark: bool = False) -> bool:
        screen = self.screen
        return isinstance(screen, BaseScreen) and screen.says_itself(text, remark=remark)

    def take_sentence(self) -> str:
        """What a toast says of the last change, taken off the screen."""
        return self._toasts.take()

    @override
    def meet_trouble(self, trouble: StorageError, *, opening: bool) -> None:
        if opening:  # keys typed for what did not open
            self.drop_keys()
        self.trouble(trouble)

    def trouble(self, trouble: StorageError) -> None:
        """Say what went wrong with the file and what to do next; nothing typed is lost by it."""
        self.notify_user(f"{trouble.message}\n{trouble.hint}", bad=True)

    def on_resize(self, event: Resize) -> None:
        ask_for_room(self, event.size)


def run(workspace: Workspace) -> int:
    """Open the program; the exit code."""
    app = GoodTerms(workspace)
    app.run()
    return app.return_code or 0
