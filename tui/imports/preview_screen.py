"""What an import would do: questions with numbered answers, then one key that writes it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping
from dataclasses import replace
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Key
from textual.widgets import OptionList, ProgressBar, Static
from typing_extensions import override

from storage.errors import StorageError
from storage.importing import NOT_A_CLIENT, ImportOptions, ImportPreview, NotRecognised
from storage.importing.fetch import answered
from storage.importing.raw_lines import raw_lines
from storage.importing.time_pass import WORK_TOPIC
from triage.records.codec import BadValue
from tui.imports.columns_screen import ColumnsScreen
from tui.imports.line_details import line_details
from tui.imports.line_screen import LineScreen
from tui.imports.lines import AskKey, preview_items, tally, tally_words
from tui.imports.questions import Ask, Asks
from tui.imports.worker import Imported, ImportWork
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.input_dialog import InputDialog, ask_line
from tui.ui.line_list import LineList
from tui.ui.numbered import numbered
from tui.wording.pace import Pace
from tui.wording.safe_text import content, padded, short

_NOTHING_NEW = "There is nothing new to import."
_ENDED = ("closed", "left_well")


class PreviewScreen(BaseScreen[Imported | StorageError | None]):
    """Answers with what was written, with what is wrong with the file, or with None when left.

    Reading and writing go on in a thread; the screen stays alive and either can be stopped.
    """

    GROUP = "preview"
    CSS_PATH = "preview_screen.tcss"
    AUTO_FOCUS = "#preview-list"

    def __init__(self, path: Path, source: str | None = None) -> None:
        super().__init__()
        self._work = ImportWork(self)
        self._path = path
        self._source = source
        self.preview: ImportPreview | None = None
        """What the file would do, once it is read."""
        self._at_work = "Reading"
        self._pace = Pace()
        self._last_answered: Hashable | None = None
        self._outcome: Imported | StorageError | None = None

    @override
    def body(self) -> ComposeResult:
        yield Static(id="preview-top", classes="title")
        yield Static(classes="rule")
        yield Static(id="preview-tally")
        yield LineList(id="preview-list")
        yield Static(classes="rule")
        yield Static(id="preview-ask")
        yield ProgressBar(id="preview-bar", show_eta=False)

    @override
    def on_mount(self) -> None:
        super().on_mount()
        workspace = self.workspace
        self._names = {
            id_: ledger.client.name
            for id_, ledger in workspace.book.ledgers.items()
            if ledger.client.state not in _ENDED
        }
        options = ImportOptions(
            on=workspace.today, currency=workspace.settings.limits.base_currency
        )
        for data in workspace.settings.sources:
            if data.name == self._source:
                options = answered(options, data)
        try:
            remembered = workspace.store.remembered(WORK_TOPIC)
        except StorageError as trouble:
            self.dismiss(trouble)
            return
        self._asks = Asks(options, self._names, remembered)
        self._look()

    def on_resize(self) -> None:
        self._show()

    @override
    def refresh_from_workspace(self) -> None:
        """Another day has begun: what was still ahead in the file has happened, or the reverse."""
        today = self.workspace.today
        if self._asks.options.on != today and self._at_work != "Writing":
            self._asks.options = replace(self._asks.options, on=today)
            self._look()

    # --- reading ------------------------------------------------------------------------

    def _look(self) -> None:
        self._at_work = "Reading"
        self._pace = Pace()
        self._show()
        self._work.start_reading(self._path, self._asks.options)

    @on(ImportWork.Counted)
    def _show_count(self, event: ImportWork.Counted) -> None:
        self._pace.total = event.total or self._pace.total
        words = f"{self._at_work} ... {self._pace.words(event.rows)}"
        self.query_one("#preview-tally", Static).update(words)
        if self._at_work == "Writing":
            self.query_one(ProgressBar).update(progress=event.rows)

    @on(ImportWork.Looked)
    def _take_preview(self, event: ImportWork.Looked) -> None:
        if event.options is not self._asks.options:
            return  # a further answer was given meanwhile, and the file is being read again
        if isinstance(event.seen, NotRecognised) and event.seen.columns:
            self._ask_for_columns(event.seen)
        elif isinstance(event.seen, StorageError):
            self._answer_with(event.seen)
        else:
            self.preview = event.seen
            self._asks.learn(event.seen)
            self._at_work = ""
            self._show()
            if self._last_answered == self.query_one(LineList).current:
                self._move_on()  # an answer may bring further questions
            self._last_answered = None

    def _move_on(self) -> bool:
        """From the question at hand to the one below it; whether there is one."""
        lines, keys = self.query_one(LineList), [AskKey(ask.key) for ask in self.questions()]
        if lines.current in keys[:-1] and lines.highlighted is not None:
            lines.highlighted += 1
            return True
        return False

    def _ask_for_columns(self, trouble: NotRecognised) -> None:
        def mapped(columns: dict[str, str] | None) -> None:
            if columns is None:
                self.dismiss(None)
            else:
                self._asks.options = replace(self._asks.options, column_map=columns)
                self._look()

        screen = ColumnsScreen(self._path.name, trouble.columns, trouble.sample)
        self.app.push_screen(screen, mapped)

    # --- drawing ------------------------------------------------------------------------

    def _show(self) -> None:
        label = self.preview.label if self.preview else ""
        name = Content.assemble(("Import", "bold"), "  ", content(short(self._path.name, 200)))
        left = padded(name, max(10, self.size.width - 2 - len(label) - 1))
        self.query_one("#preview-top", Static).update(
            Content.assemble(left, " ", (label, "$quiet"))
        )
        if self.preview is None:
            self.query_one("#preview-tally", Static).update("Reading ...")
        else:
            summary = "One question first" if self.preview.must_ask else tally(self.preview)
            self.query_one("#preview-tally", Static).update(summary)
            items = preview_items(
                self.preview, self.questions(), self._names, self.workspace.today, self.size
            )
            self.query_one(LineList).show(items)
        self.query_one("#preview-bar").display = self._at_work == "Writing"
        self._show_ask()

    def questions(self) -> list[Ask]:
        """What is asked, as of now."""
        return self._asks.all(self.preview) if self.preview is not None else []

    def _ask_at_hand(self) -> Ask | None:
        current = self.query_one(LineList).current
        return next((ask for ask in self.questions() if AskKey(ask.key) == current), None)

    @on(OptionList.OptionHighlighted)
    def _show_ask(self) -> None:
        ask = self._ask_at_hand()
        pane = self.query_one("#preview-ask", Static)
        if self._at_work == "Writing":
            leave = self.key_in_sentence("preview.leave")
            pane.update(f"Importing. Press {leave} to stop; then nothing is saved.")
        elif ask is None and self._brings_nothing:
            leave = self.key_in_sentence("preview.leave")
            pane.update(f"{_NOTHING_NEW} Press {leave} to choose another file.")
        elif ask is None:
            go, undo = self.key_in_sentence("preview.go"), self.key_of("everywhere.undo")
            hint = f"Nothing is saved until you press {go}; {undo} undoes the whole import."
            pane.update(Content.styled(hint, "$quiet"))
        else:
            answers = [(str(n), words) for n, words in enumerate(ask.answers, start=1)]
            chosen = None if ask.chosen is None else str(ask.chosen + 1)
            line = numbered(answers, chosen, self.size.width - 2, "answer")
            pane.update(Content("\n").join([content(short(ask.question), "bold"), line]))
        self.show_keys()

    @property
    def _brings_nothing(self) -> bool:
        """Whether the file was read and writing it would change nothing."""
        seen = self.preview
        if seen is None or seen.must_ask is not None:
            return False
        return not (seen.new or seen.updated or seen.removed or self._asks.answered)

    # --- answering ----------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        preview, answers = self.preview, action.startswith("answer")
        if (action == "go" and self._at_work) or (answers and self._at_work == "Writing"):
            return f"{self._at_work} is still running. Please wait a moment."
        if action == "go" and preview is not None:
            if preview.must_ask is not None:
                return "Answer the question first: press the number of an answer."
            if self._brings_nothing:
                return _NOTHING_NEW
        if answers and self._ask_at_hand() is None:
            if not self.questions():
                return "There is no question to answer here."
            return "Choose a question under “You decide” first."
        return None

    def on_key(self, event: Key) -> None:
        digit = event.character or ""
        if event.key == "enter":
            event.stop()  # to the list it is the same as a click on the line
            self.action_go()
        elif digit.isdecimal() and digit != "0":
            event.stop()
            self.action_answer(int(digit))

    def action_why(self) -> None:
        """Everything about the line under the cursor."""
        if self.preview is None:
            return

        def lines(numbers: Collection[int]) -> Mapping[int, str]:
            try:
                return raw_lines(self._path, numbers)
            except StorageError as trouble:
                self.notify_trouble(trouble)
                return {}

        key = self.query_one(LineList).current
        details = line_details(self.preview, key, self.questions(), lines)
        if details is not None:
            self.app.push_screen(LineScreen(details))

    def action_answer(self, number: int) -> None:
        """Answer the question under the cursor by its number."""
        ask = self._ask_at_hand()
        if self.blocked("answer") or ask is None:
            return
        if number > len(ask.answers):
            self.notify_user(f"There is no answer {number} here.")
            return
        needs = self._asks.answer(ask.key, number - 1)
        label = ask.key.partition(":")[2]
        if needs == "name":
            self._ask_for_name(label)
        elif needs == "pick":
            self._pick_client(label)
        else:
            self._answered()

    def _answered(self) -> None:
        """On to the next question at once: reading the file again may take a while."""
        if not self._move_on():
            self._last_answered = self.query_one(LineList).current
        self._look()

    def _ask_for_name(self, label: str) -> None:
        question = f"Which client do the rows “{short(label, 40)}” belong to?"
        ask_line(self, InputDialog(question, _a_name), lambda name: self._give(label, name))

    def _pick_client(self, label: str) -> None:
        choices = self._asks.choices(label, self.preview.new_clients if self.preview else ())
        if not choices:
            self.notify_user("There are no clients yet: create a new one.")
            return

        question = f"Which client is “{short(label, 40)}”?"
        names = [(short(name, 60), client) for name, client in choices]
        choose(self, question, names, lambda client: self._give(label, client))

    def _give(self, label: str, client: str) -> None:
        self._asks.give(label, client)
        self._answered()

    # --- writing ------------------------------------------------------------------------

    def action_go(self) -> None:
        """Write what is shown."""
        if self.blocked("go") or self.preview is None:
            return
        self._at_work = "Writing"
        total = sum(self.preview.counts.values())
        self._pace = Pace(total)
        self.query_one(ProgressBar).update(total=total, progress=0)
        self._show()
        self._work.start_writing(self._asks.agreed(self.preview))

    @on(ImportWork.Ended)
    def _written(self, event: ImportWork.Ended) -> None:
        outcome = event.outcome
        if isinstance(outcome, Imported):
            self.host.records_changed()
            undo = f". {self.key_of('everywhere.undo')} to undo" if outcome.entry else ""
            self.notify_user(f"{self._path.name}: {tally_words(outcome.result)}{undo}")
            self._answer_with(outcome)
            return
        if outcome is None:
            self.notify_user("Stopped. Nothing was saved.")
        else:
            self.notify_trouble(outcome)
        self._look()

    def _answer_with(self, outcome: Imported | StorageError) -> None:
        """Leave with this; once what lies above (help, the palette) is gone."""
        if self.is_active:
            self.dismiss(outcome)
        else:
            self._outcome = outcome

    @override
    def on_screen_resume(self) -> None:
        super().on_screen_resume()
        if self._outcome is not None:
            self.dismiss(self._outcome)

    @override
    def action_leave(self) -> None:
        """Leave; while it is being written, stop that first."""
        if self._at_work == "Writing":
            self._work.stop_work()
        else:
            self.dismiss(None)


def _a_name(text: str) -> str:
    if text == NOT_A_CLIENT:
        raise BadValue("That is not a name. If they belong to no client, go back and answer 3.")
    return text
