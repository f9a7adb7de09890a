"""The one table of keys.

Footer, help, palette, `goodterms keys`, the README's table and remapping in the settings all come
from here. Plain data without Textual, so that the command line can print it at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KeyAction:
    """One thing a key does.

    `id` is stable: settings remap by it. `keys` are Textual key names, comma-separated, the first
    one is shown. `action` is the screen's or app's action method. `footer` says whether the bar at
    the bottom names it; the help always does.
    """

    id: str
    keys: str
    action: str
    label: str
    help: str
    footer: bool = True

    @property
    def group(self) -> str:
        """The place where the key works: the part of the id before the dot."""
        return self.id.partition(".")[0]


GROUPS: Mapping[str, str] = {
    "everywhere": "Everywhere",
    "list": "Lists",
    "clients": "Clients",
    "review": "Weekly review",
    "snooze": "Weekly review: look again later",
    "closing": "Weekly review: the closing page",
    "client": "One client",
    "today": "Today",
    "portfolio": "Portfolio",
    "what_if": "What if they went",
    "settings": "Settings",
    "decide": "Deciding",
    "summary": "Before a decision is taken",
    "taken": "Decision taken",
    "shut": "A step that is still shut",
    "override": "Passing a gate",
    "outcome": "How a step ended",
    "checklist": "Checklists",
    "message": "Message",
    "templates": "Which message",
    "goodbyes": "Goodbyes",
    "lesson": "Lesson",
    "evidence": "Evidence of a lesson",
    "rule": "Watch rule",
    "note": "Note",
    "log": "Log strip",
    "form": "Forms",
    "setup": "Set-up table",
    "import": "Import",
    "columns": "Columns of a file",
    "preview": "Before an import is written",
    "imported": "After an import",
    "why": "Why",
    "records": "Records",
    "pick": "A question with numbered answers",
    "ask": "A line to type",
    "help": "Help",
    "welcome": "Welcome",
    "recovery": "Recovery",
}

KEYS: tuple[KeyAction, ...] = (
    KeyAction("everywhere.help", "question_mark,f1", "help", "help", "What the keys do here"),
    KeyAction(
        "everywhere.undo",
        "u,ctrl+z",
        "undo",
        "undo",
        "Take back the last change, also after a restart",
        False,
    ),
    KeyAction(
        "everywhere.redo", "U,ctrl+y", "redo", "redo", "Bring back what was taken back", False
    ),
    KeyAction(
        "everywhere.palette",
        "ctrl+p",
        "command_palette",
        "palette",
        "Every action and every client by name",
        False,
    ),
    KeyAction(
        "everywhere.colleague",
        "A",
        "colleague",
        "colleague",
        "Ask a colleague about this client, without its name",
        False,
    ),
    KeyAction("everywhere.back", "escape,backspace", "back", "back", "One step back", False),
    KeyAction("list.down", "j,down", "cursor_down", "down", "Next row", False),
    KeyAction("list.up", "k,up", "cursor_up", "up", "Row before", False),
    KeyAction("list.top", "g,home", "scroll_top", "top", "First row", False),
    KeyAction("list.bottom", "G,end", "scroll_bottom", "end", "Last row", False),
    KeyAction("clients.open", "enter", "open", "open", "Open the client"),
    KeyAction(
        "clients.review", "w", "review", "review", "The weekly review: begin, or go on with it"
    ),
    KeyAction("clients.decide", "d", "decide", "decide", "The guided decision for this client"),
    KeyAction("clients.note", "n", "note", "note", "Write a note"),
    KeyAction(
        "clients.log",
        "l",
        "log",
        "log",
        "Log what happened: l, then a digit; l enter = talked today",
    ),
    KeyAction(
        "clients.why", "v", "why", "why", "Why this verdict: number, limit, source, records", False
    ),
    KeyAction(
        "clients.safety",
        "exclamation_mark",
        "safety",
        "safety",
        "Abuse or unsafe: help without waiting",
        False,
    ),
    KeyAction("clients.add", "a", "add", "add", "Add a client"),
    KeyAction("clients.import", "i", "import", "import", "Import hours or invoices from a file"),
    KeyAction(
        "clients.setup",
        "s",
        "setup",
        "set up",
        "Set-up table: the few facts per client, all in one",
        False,
    ),
    KeyAction(
        "clients.goodbyes",
        "b",
        "goodbyes",
        "goodbyes",
        "Who is leaving, who has left, lessons and watch rules",
        False,
    ),
    KeyAction(
        "clients.filter", "slash", "filter", "find", "Show only names that hold what you type"
    ),
    KeyAction("clients.portfolio", "p", "portfolio", "portfolio", "Where the income comes from"),
    KeyAction("clients.today", "t", "today", "today", "What is due: things to do, promises, steps"),
    KeyAction(
        "clients.settings", "comma", "settings", "settings", "What the program counts by", False
    ),
    KeyAction(
        "clients.ended", "x", "ended", "ended", "Show or hide clients that have ended", False
    ),
    KeyAction("clients.quit", "q", "quit", "quit", "Quit"),
    KeyAction("today.open", "enter", "open", "open", "Open the client"),
    KeyAction(
        "today.settle", "space", "settle", "done", "Done, or kept; a step is asked how it went"
    ),
    KeyAction("today.decide", "d", "decide", "decide", "The guided decision for this client"),
    KeyAction(
        "today.message", "m", "message", "message", "Write a message; those that fit come first"
    ),
    KeyAction("today.note", "n", "note", "note", "Write a note"),
    KeyAction(
        "today.log",
        "l",
        "log",
        "log",
        "Log what happened: l, then a digit; l enter = talked today",
    ),
    KeyAction(
        "today.why", "v", "why", "why", "Why this verdict: number, limit, source, records", False
    ),
    KeyAction(
        "today.safety",
        "exclamation_mark",
        "safety",
        "safety",
        "Abuse or unsafe: help without waiting",
        False,
    ),
    KeyAction("today.leave", "escape,t", "back", "back", "Back to the clients"),
    KeyAction("portfolio.what_if", "enter", "what_if", "what if", "What if I let this client go"),
    KeyAction("portfolio.open", "o", "open", "open", "Open the client"),
    KeyAction("portfolio.decide", "d", "decide", "decide", "The guided decision for this client"),
    KeyAction("portfolio.note", "n", "note", "note", "Write a note"),
    KeyAction(
        "portfolio.why",
        "v",
        "why",
        "why",
        "Why this verdict: number, limit, source, records",
        False,
    ),
    KeyAction("portfolio.leave", "escape,p", "back", "back", "Back to the clients"),
    KeyAction(
        "what_if.choose", "1", "choose(1)", "choose", "Go one of the ways by its number: 1 to 4"
    ),
    KeyAction("what_if.go", "enter", "go", "go on", "Go the way under the cursor"),
    KeyAction(
        "what_if.money",
        "c",
        "money",
        "costs, savings",
        "Tell what a month costs and what is put by; kept in the settings",
    ),
    KeyAction("what_if.open", "o", "open", "open", "Open the client"),
    KeyAction("what_if.note", "n", "note", "note", "Write a note"),
    KeyAction("what_if.leave", "escape", "back", "back", "Back; nothing is changed"),
    KeyAction("settings.change", "enter", "change", "change", "Choose or type another value"),
    KeyAction("settings.reset", "X,delete", "reset", "default", "Back to the default"),
    KeyAction("settings.leave", "escape,comma", "back", "back", "Back to the clients"),
    KeyAction(
        "review.answer", "1", "answer(1)", "answer", "Answer what the card asks: 0 to 9", False
    ),
    KeyAction("review.good", "space", "good", "still good", "Still good, next card", False),
    KeyAction(
        "review.hold",
        "full_stop",
        "hold",
        "as it is",
        "Leave it as it is until its day; without a step, for four weeks",
        False,
    ),
    KeyAction(
        "review.enter",
        "enter",
        "enter",
        "go on",
        "What helps most now: an answer in writing, how the step went, or a decision",
        False,
    ),
    KeyAction(
        "review.decide", "d", "decide", "decide", "The guided decision for this client", False
    ),
    KeyAction(
        "review.singly", "tab", "singly", "one by one", "The steady good ones one by one", False
    ),
    KeyAction(
        "review.snooze",
        "z",
        "snooze",
        "later",
        "Look again later: z, then the weeks; a letter picks another reason",
        False,
    ),
    KeyAction(
        "review.log",
        "l",
        "log",
        "log",
        "Log what happened: l, then a digit; l enter = talked today",
    ),
    KeyAction("review.note", "n", "note", "note", "Write a note"),
    KeyAction(
        "review.message", "m", "message", "message", "Write a message; those that fit come first"
    ),
    KeyAction(
        "review.why", "v", "why", "evidence", "Why this verdict: number, limit, source, records"
    ),
    KeyAction(
        "review.override", "o", "override", "my verdict", "Your own verdict beside the computed"
    ),
    KeyAction(
        "review.previous",
        "backspace",
        "previous",
        "back",
        "The question before, or the card before; esc comes forward again",
        False,
    ),
    KeyAction(
        "review.safety",
        "exclamation_mark",
        "safety",
        "safety",
        "Abuse or unsafe: help without waiting",
        False,
    ),
    KeyAction("review.page_down", "pagedown", "page(1)", "down", "The rest of a long card", False),
    KeyAction("review.page_up", "pageup", "page(-1)", "up", "Back up a long card", False),
    KeyAction("review.pause", "q", "pause", "pause", "Pause; what is answered stays answered"),
    KeyAction("snooze.weeks", "1", "weeks(1)", "weeks", "Look again in so many weeks: 1 to 9"),
    KeyAction("snooze.reason", "a", "reason(0)", "reason", "Another reason: a to e"),
    KeyAction("snooze.leave", "escape,z,backspace", "leave", "leave", "Leave; the card stays"),
    KeyAction("closing.done", "enter,escape,q", "done", "done", "Back to the clients"),
    KeyAction(
        "closing.all_back",
        "x",
        "all_back",
        "take it all back",
        "Take the whole review back, also next day; u brings it back",
    ),
    KeyAction("closing.more", "w", "more", "go on", "Look at those who would come next"),
    KeyAction("closing.down", "j,down", "down", "down", "A line down", False),
    KeyAction("closing.up", "k,up", "up", "up", "A line up", False),
    KeyAction("client.open", "enter", "open", "open", "Open the record"),
    KeyAction("client.decide", "d", "decide", "decide", "The guided decision for this client"),
    KeyAction(
        "client.bye",
        "b",
        "bye",
        "bye",
        "A goodbye: they are leaving, finished for now, or I want to end it",
    ),
    KeyAction(
        "client.message", "m", "message", "message", "Write a message; those that fit come first"
    ),
    KeyAction("client.note", "n", "note", "note", "Write a note"),
    KeyAction(
        "client.log",
        "l",
        "log",
        "log",
        "Log what happened: l, then a digit; l enter = talked today",
    ),
    KeyAction("client.why", "v", "why", "why", "Why this verdict: number, limit, source, records"),
    KeyAction("client.edit", "e", "edit", "edit", "Change the facts about this client"),
    KeyAction(
        "client.add",
        "a",
        "add",
        "add",
        "Add a record: an invoice, a payment, hours, an agreement",
    ),
    KeyAction(
        "client.settle",
        "space",
        "settle",
        "settle",
        "Settle an open promise, question, complaint, action or invoice today",
    ),
    KeyAction(
        "client.answer",
        "1",
        "answer(1)",
        "answer",
        "Answer the open question by its number: 1 to 9",
        False,
    ),
    KeyAction(
        "client.remove",
        "delete,X",
        "remove",
        "remove",
        "Take out a record that was a mistake; u brings it back",
        False,
    ),
    KeyAction("client.outcome", "o", "outcome", "outcome", "Say how the running step ended", False),
    KeyAction("client.checklist", "c", "checklist", "checklist", "The closing checklist", False),
    KeyAction(
        "client.safety",
        "exclamation_mark",
        "safety",
        "safety",
        "Abuse or unsafe: help without waiting",
        False,
    ),
    KeyAction("decide.choose", "1", "choose(1)", "choose", "Choose by number: 1 to 9"),
    KeyAction("decide.go", "enter", "go", "go on", "Go on with what is marked or typed"),
    KeyAction(
        "decide.back",
        "backspace,up",
        "question_back",
        "back",
        "The question before; later answers are kept (where you type: from the first line)",
    ),
    KeyAction("decide.note", "n,f2", "note", "note", "Write a note"),
    KeyAction("decide.why", "v,f3", "why", "evidence", "The records behind the facts"),
    KeyAction("decide.screens", "s,f4", "screens", "other pages", "Another of the guided pages"),
    KeyAction(
        "decide.safety",
        "exclamation_mark",
        "safety",
        "safety",
        "Abuse or unsafe: help without waiting",
    ),
    KeyAction(
        "decide.terms",
        "t",
        "terms_at_once",
        "new terms",
        "Straight to new terms: the price is the cause, not conduct",
    ),
    KeyAction(
        "decide.what_if", "p", "what_if", "what if", "What if I let them go: income, time, runway"
    ),
    KeyAction("decide.log", "l", "log", "log", "Log what happened", False),
    KeyAction("decide.leave", "escape", "leave", "leave, kept", "Leave; answers are kept"),
    KeyAction(
        "summary.next", "enter", "next", "next field", "Next field; on the last one, take it"
    ),
    KeyAction("summary.take", "ctrl+s", "save", "take it", "Take the decision", False),
    KeyAction(
        "summary.back",
        "up,shift+tab",
        "field_back",
        "back",
        "The field before; from the first one back to the last question",
    ),
    KeyAction("summary.on", "down,tab", "field_on", "on", "The next field", False),
    KeyAction(
        "summary.scroll",
        "pagedown",
        "scroll_text(1)",
        "more",
        "What does not fit above: a page down",
        False,
    ),
    KeyAction("summary.scroll_up", "pageup", "scroll_text(-1)", "up", "A page up", False),
    KeyAction(
        "summary.starters",
        "f4",
        "starters",
        "rules",
        "Twelve watch rules to begin with",
    ),
    KeyAction("summary.leave", "escape", "leave", "leave, kept", "Leave; the answers are kept"),
    KeyAction("taken.next", "enter", "next", "go on", "On to the next page, or back to the client"),
    KeyAction("taken.message", "m", "message", "message", "Write the message of this decision"),
    KeyAction("taken.undo", "u,ctrl+z", "take_back", "take it back", "Take the decision back"),
    KeyAction("taken.note", "n", "note", "note", "Write a note"),
    KeyAction("taken.leave", "escape", "leave", "done", "Back to the client"),
    KeyAction("shut.jump", "enter", "jump", "do that first", "Go to what is missing"),
    KeyAction("shut.facts", "e", "facts", "fill in", "Fill in what was agreed about ending"),
    KeyAction(
        "shut.plans", "p", "own_plans", "my own plans", "It is for my own plans, nobody's fault"
    ),
    KeyAction(
        "shut.override",
        "o",
        "override",
        "override",
        "Open it all the same: a reason of 40 characters and the name",
    ),
    KeyAction(
        "shut.terms",
        "t",
        "terms_at_once",
        "new terms",
        "Straight to new terms: the price is the cause, not conduct",
        False,
    ),
    KeyAction("shut.screens", "s", "screens", "other pages", "Another of the guided pages", False),
    KeyAction("shut.leave", "escape", "leave", "leave", "Back"),
    KeyAction("override.go", "enter", "go", "next, open it", "On to the name; from there, open it"),
    KeyAction("override.leave", "escape", "leave", "leave it shut", "Leave; the reason is kept"),
    KeyAction("outcome.choose", "1", "choose(1)", "choose", "Choose by number: 1 to 9"),
    KeyAction("outcome.go", "enter", "go", "go on", "Go on with what is marked or typed"),
    KeyAction(
        "outcome.back",
        "backspace,up",
        "question_back",
        "back",
        "The question before; at the first one, leave",
    ),
    KeyAction("outcome.note", "n,f2", "note", "note", "Write a note"),
    KeyAction("outcome.why", "v,f3", "why", "evidence", "The records behind the verdict"),
    KeyAction("outcome.leave", "escape", "leave", "leave", "Leave; nothing is said yet"),
    KeyAction("checklist.done", "space", "mark(1)", "done", "Done; pressed again: open"),
    KeyAction(
        "checklist.choose",
        "1",
        "mark(1)",
        "done",
        "By number: 1 done, 2 not applicable, 3 open",
        False,
    ),
    KeyAction("checklist.na", "minus", "mark(2)", "not applicable", "It does not apply here"),
    KeyAction("checklist.close", "enter", "close", "close it", "Close: nothing is left open"),
    KeyAction("checklist.other", "tab", "other", "lists", "The next of the four lists"),
    KeyAction("checklist.note", "n", "note", "note", "Write a note", False),
    KeyAction("checklist.leave", "escape,c", "leave", "back", "Back"),
    KeyAction(
        "message.open", "enter,space", "open", "open", "Go to what the line is about, or tick it"
    ),
    KeyAction("message.switch", "tab", "switch", "write", "To the text; there, to the next blank"),
    KeyAction("message.sent", "s", "sent", "sent on", "You sent it: on which day"),
    KeyAction("message.copy", "c", "copy", "copy", "Hand the text to the terminal's clipboard"),
    KeyAction("message.file", "w", "file", "file", "Write the text to a .txt file"),
    KeyAction("message.editor", "e", "editor", "editor", "Write in your own editor"),
    KeyAction(
        "message.leave",
        "escape",
        "leave",
        "leave",
        "From the text to the list; from there leave, the draft is kept",
    ),
    KeyAction(
        "templates.open", "enter", "open", "write it", "Begin the message, or go on with a draft"
    ),
    KeyAction("templates.leave", "escape", "leave", "leave", "Leave"),
    KeyAction("goodbyes.open", "enter", "open", "open", "Open the client, the lesson or the rule"),
    KeyAction("goodbyes.checklist", "c", "checklist", "list", "What is left of the goodbye"),
    KeyAction("goodbyes.lesson", "l", "lesson", "lesson", "What this ending taught"),
    KeyAction(
        "goodbyes.message", "m", "message", "message", "Write a message; those that fit come first"
    ),
    KeyAction("goodbyes.add", "a", "add", "add rule", "A rule that watches your clients"),
    KeyAction(
        "goodbyes.dismiss",
        "z",
        "wave_away",
        "dismiss",
        "It means nothing here; the third time the rule retires",
    ),
    KeyAction("goodbyes.retire", "x", "retire", "retire", "The rule watches no more", False),
    KeyAction("goodbyes.note", "n", "note", "note", "Write a note", False),
    KeyAction("goodbyes.leave", "escape", "leave", "back", "Back"),
    KeyAction("lesson.open", "enter", "open", "write, change", "Change the line, or fill it in"),
    KeyAction("lesson.remove", "delete,X", "remove", "take out", "Take the line out"),
    KeyAction("lesson.other", "tab", "app.focus_next", "next part", "To the next part of the page"),
    KeyAction("lesson.final", "f", "final", "final", "The lesson is final, a week after the end"),
    KeyAction("lesson.guide", "d", "guide", "guided", "The lesson's questions, one at a time"),
    KeyAction("lesson.leave", "escape", "leave", "back", "Back; everything is kept"),
    KeyAction("evidence.tick", "space,enter", "tick", "take, leave out", "This event shows it"),
    KeyAction("evidence.leave", "escape", "leave", "done", "Done; what is ticked is kept"),
    KeyAction("rule.next", "enter", "next", "take over, save", "Take over; next field; then save"),
    KeyAction("rule.save", "ctrl+s", "save", "save", "Save the rule"),
    KeyAction(
        "rule.list", "tab", "app.focus_next", "next field", "To the next field or the list", False
    ),
    KeyAction("rule.leave", "escape", "leave", "leave", "Leave without saving"),
    KeyAction("note.close", "escape", "close", "save and close", "Save the note and close"),
    KeyAction("note.save", "ctrl+s", "save", "save", "Save the note and close"),
    KeyAction("note.editor", "f2", "editor", "$EDITOR", "Write in your own editor"),
    KeyAction("log.choose", "1", "choose(1)", "log", "Log it by its number: 1 to 9", False),
    KeyAction("log.talked", "enter", "talked", "talked today", "You talked today"),
    KeyAction("log.leave", "escape,l", "leave", "leave", "Leave; nothing is logged"),
    KeyAction("form.next", "enter", "submit", "next, save", "Next field; on the last one, save"),
    KeyAction("form.save", "ctrl+s", "save", "save", "Save now"),
    KeyAction("form.leave", "escape", "leave", "leave", "Leave without saving"),
    KeyAction("form.down", "down", "app.focus_next", "next", "Next field", False),
    KeyAction("form.up", "up", "app.focus_previous", "before", "Field before", False),
    KeyAction(
        "form.choose", "right", "choose(1)", "choose", "Next of the choices: ← →, or its number"
    ),
    KeyAction("form.choose_back", "left", "choose(-1)", "choose", "The choice before", False),
    KeyAction("setup.go", "enter", "go", "next", "Keep what is typed, on to the next open cell"),
    KeyAction("setup.answer", "1", "answer(1)", "answer", "Answer by number, and on", False),
    KeyAction("setup.left", "left,h", "cursor_left", "left", "Cell to the left", False),
    KeyAction("setup.right", "right,l", "cursor_right", "right", "Cell to the right", False),
    KeyAction(
        "setup.erase", "backspace", "erase", "erase", "Take back the last digit typed", False
    ),
    KeyAction("setup.leave", "escape", "leave", "done", "Done; everything answered is kept"),
    KeyAction("import.go", "enter", "go", "look at it", "Look at the file; nothing is written yet"),
    KeyAction("import.complete", "tab", "complete", "complete", "Complete the name"),
    KeyAction("import.down", "down", "down", "choose", "Down the list of files"),
    KeyAction("import.up", "up", "up", "up", "Up the list of files", False),
    KeyAction("import.leave", "escape", "leave", "leave", "Leave"),
    KeyAction("import.help", "f1", "app.help", "help", "What the keys do here"),
    KeyAction("columns.choose", "1", "choose(1)", "choose", "What the column holds: 0 to 9", False),
    KeyAction("columns.go", "enter", "go", "go on", "Read the file with these columns"),
    KeyAction("columns.leave", "escape", "leave", "another file", "Leave; nothing is written"),
    KeyAction("preview.go", "enter", "go", "import", "Write what is shown"),
    KeyAction(
        "preview.answer",
        "1",
        "answer(1)",
        "answer",
        "Answer the question by its number: 1 to 9",
        False,
    ),
    KeyAction("preview.leave", "escape", "leave", "another file", "Leave; nothing is written"),
    KeyAction("imported.go", "enter", "go", "go on", "Go on with what is marked"),
    KeyAction("imported.choose", "1", "choose(1)", "choose", "Choose by number: 1 or 2", False),
    KeyAction("imported.undo", "u,ctrl+z", "app.undo", "undo", "Take the last import back"),
    KeyAction("imported.leave", "escape", "leave", "done", "Done importing"),
    KeyAction("why.open", "enter", "open", "open", "Open the record"),
    KeyAction("why.leave", "escape,v", "leave", "back", "Back"),
    KeyAction("records.open", "enter", "open", "open", "Open the record"),
    KeyAction("records.leave", "escape", "leave", "back", "Back"),
    KeyAction("pick.choose", "1", "choose(1)", "choose", "Choose by number: 1 to 9", False),
    KeyAction("pick.leave", "escape,backspace", "leave", "leave", "Leave without an answer"),
    KeyAction("ask.leave", "escape", "leave", "leave", "Leave without an answer"),
    KeyAction("help.leave", "escape,question_mark,q", "leave", "back", "Back"),
    KeyAction(
        "welcome.import", "i", "import", "import a file", "Import hours or invoices from a file"
    ),
    KeyAction("welcome.add", "a", "add", "add a client", "Add the first client by hand"),
    KeyAction(
        "welcome.demo",
        "s",
        "demo",
        "see the sample year",
        "Look around in invented data; your own file is not touched",
    ),
    KeyAction("welcome.quit", "q", "quit", "quit", "Quit"),
    KeyAction(
        "recovery.restore", "r", "restore", "restore", "Put the newest good backup in its place"
    ),
    KeyAction("recovery.again", "t", "again", "try again", "Try to open the file once more"),
    KeyAction("recovery.quit", "q,escape", "quit", "quit", "Quit; nothing is written"),
)

LOG_CHOICES: tuple[tuple[str, str, str, Mapping[str, object]], ...] = (
    ("1", "talked", "call", {}),
    ("2", "extra work asked", "request", {"outcome": "pending"}),
    ("3", "extra work done free", "request", {"outcome": "absorbed"}),
    ("4", "pushy hours", "false_urgent", {}),
    ("5", "no-show", "no_show", {}),
    ("6", "rude", "message_in", {"tone": -2}),
    ("7", "went quiet", "message_out", {"asks": True}),
    ("8", "thanks", "thanks", {}),
)
"""The log strip: digit, words, the event written, and its fields. 9 opens the whole form."""

_SHOWN = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "comma": ",",
    "escape": "esc",
    "full_stop": ".",
    "minus": "-",
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "delete": "del",
    "ctrl+p": "^p",
    "ctrl+z": "^z",
    "ctrl+y": "^y",
    "ctrl+s": "^s",
    "ctrl+e": "^e",
}


_WRITTEN = frozenset({"question_mark", "exclamation_mark", "slash", "full_stop", "minus", "space"})


def shown(key: str) -> str:
    """A Textual key name as people write it: `question_mark` -> `?`."""
    return _SHOWN.get(key, key)


def writes(key: str) -> bool:
    """Whether this key, pressed in a field, puts a letter or sign there."""
    return len(key) == 1 or key in _WRITTEN


def in_group(group: str) -> tuple[KeyAction, ...]:
    """The keys of one place, in the order of the table."""
    return tuple(key for key in KEYS if key.group == group)


def as_markdown() -> str:
    """The table of the README: one row a key, place by place."""
    lines = ["| where | key | does | id |", "|---|---|---|---|"]
    for group, title in GROUPS.items():
        for key in in_group(group):
            names = " ".join(f"`{shown(name)}`" for name in key.keys.split(","))
            lines.append(f"| {title} | {names} | {key.help} | `{key.id}` |")
    return "\n".join(lines)


class BadKeys(ValueError):
    """A remapping in the settings that cannot work; the message names it, `id` is whose it is."""

    def __init__(self, message: str, id_: str) -> None:
        super().__init__(message)
        self.id = id_


def remapped(remaps: Mapping[str, str], table: Iterable[KeyAction] = KEYS) -> tuple[KeyAction, ...]:
    """The table with the user's own keys.

    Raises BadKeys for an id that does not exist and for two actions on one key in one place.
    """
    known = {key.id: key for key in table}
    for id_ in remaps:
        if id_ not in known:
            raise BadKeys(f"there is no action {id_!r}; `goodterms keys` lists them all", id_)
    result = tuple(
        KeyAction(k.id, remaps.get(k.id, k.keys), k.action, k.label, k.help, k.footer)
        for k in known.values()
    )
    taken: dict[tuple[str, str], str] = {}
    for key in result:
        for name in key.keys.split(","):
            other = taken.setdefault((key.group, name), key.id)
            if other != key.id and (key.id in remaps or other in remaps):
                own = key.id if key.id in remaps else other
                raise BadKeys(f"{name!r} is wanted by both {other!r} and {key.id!r}", own)
    return result
