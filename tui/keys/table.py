"""The one table of keys, as data.

Footer, help, palette, `goodterms keys`, the README's table and remapping in the settings all come
from here. Without Textual, so that the command line can print it at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from tui.keys.action import Action, KeyAction

_NOTE = Action("note", "Write a note")
_DECIDE = Action("decide", "The guided decision for this client")
_SAFETY = Action("safety", "Abuse or unsafe: help without waiting")
_LEAVE = Action("leave", "Back", "back")
_OPEN_CLIENT = Action("open", "Open the client")
_LOG = Action("log", "Log what happened: l, then a digit; l enter = talked today")
_WHY = Action("why", "Why this verdict: number, limit, source, records")
_MESSAGE = Action("message", "Write a message; those that fit come first")
_BACK_TO_CLIENTS = Action("back", "Back to the clients")
_OPEN_RECORD = Action("open", "Open the record")
_CHOOSE = Action("choose(1)", "Choose by number: 1 to 9")
_QUIT = Action("quit", "Quit")
_GO_ON = Action("go", "Go on with what is marked or typed", "go on")
_OTHER_PAGES = Action("screens", "Another of the guided pages", "other pages")
_NEW_TERMS = Action(
    "terms_at_once", "Straight to new terms: the price is the cause, not conduct", "new terms"
)
_LEAVE_UNSAVED = Action("leave", "Leave without saving")
_ANOTHER_FILE = Action("leave", "Leave; nothing is written", "another file")
_LEAVE_UNANSWERED = Action("leave", "Leave without an answer")
_IMPORT = Action("import", "Import hours or invoices from a file")
_EDITOR = Action("editor", "Write in your own editor")

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
    Action("help", "What the keys do here").at("everywhere.help", "question_mark,f1"),
    Action("undo", "Take back the last change, also after a restart").at(
        "everywhere.undo", "u,ctrl+z", footer=False
    ),
    Action("redo", "Bring back what was taken back").at(
        "everywhere.redo", "U,ctrl+y", footer=False
    ),
    Action("command_palette", "Every action and every client by name", "palette").at(
        "everywhere.palette", "ctrl+p", footer=False
    ),
    Action("colleague", "Ask a colleague about this client, without its name").at(
        "everywhere.colleague", "A", footer=False
    ),
    Action("back", "One step back").at("everywhere.back", "escape,backspace", footer=False),
    Action("cursor_down", "Next row", "down").at("list.down", "j,down", footer=False),
    Action("cursor_up", "Row before", "up").at("list.up", "k,up", footer=False),
    Action("scroll_top", "First row", "top").at("list.top", "g,home", footer=False),
    Action("scroll_bottom", "Last row", "end").at("list.bottom", "G,end", footer=False),
    _OPEN_CLIENT.at("clients.open", "enter"),
    Action("review", "The weekly review: begin, or go on with it").at("clients.review", "w"),
    _DECIDE.at("clients.decide", "d"),
    _NOTE.at("clients.note", "n"),
    _LOG.at("clients.log", "l"),
    _WHY.at("clients.why", "v", footer=False),
    _SAFETY.at("clients.safety", "exclamation_mark", footer=False),
    Action("add", "Add a client").at("clients.add", "a"),
    _IMPORT.at("clients.import", "i"),
    Action("setup", "Set-up table: the few facts per client, all in one", "set up").at(
        "clients.setup", "s", footer=False
    ),
    Action("goodbyes", "Who is leaving, who has left, lessons and watch rules").at(
        "clients.goodbyes", "b", footer=False
    ),
    Action("filter", "Show only names that hold what you type", "find").at(
        "clients.filter", "slash"
    ),
    Action("portfolio", "Where the income comes from").at("clients.portfolio", "p"),
    Action("today", "What is due: things to do, promises, steps").at("clients.today", "t"),
    Action("settings", "What the program counts by").at("clients.settings", "comma", footer=False),
    Action("ended", "Show or hide clients that have ended").at("clients.ended", "x", footer=False),
    _QUIT.at("clients.quit", "q"),
    Action("answer(1)", "Answer what the card asks: 0 to 9").at("review.answer", "1", footer=False),
    Action("good", "Still good, next card", "still good").at("review.good", "space", footer=False),
    Action(
        "hold", "Leave it as it is until its day; without a step, for four weeks", "as it is"
    ).at("review.hold", "full_stop", footer=False),
    Action(
        "enter",
        "What helps most now: an answer in writing, how the step went, or a decision",
        "go on",
    ).at("review.enter", "enter", footer=False),
    _DECIDE.at("review.decide", "d", footer=False),
    Action("singly", "The steady good ones one by one", "one by one").at(
        "review.singly", "tab", footer=False
    ),
    Action(
        "snooze", "Look again later: z, then the weeks; a letter picks another reason", "later"
    ).at("review.snooze", "z", footer=False),
    _LOG.at("review.log", "l"),
    _NOTE.at("review.note", "n"),
    _MESSAGE.at("review.message", "m"),
    _WHY.at("review.why", "v", label="evidence"),
    Action("override", "Your own verdict beside the computed", "my verdict").at(
        "review.override", "o"
    ),
    Action(
        "previous", "The question before, or the card before; esc comes forward again", "back"
    ).at("review.previous", "backspace", footer=False),
    _SAFETY.at("review.safety", "exclamation_mark", footer=False),
    Action("page(1)", "The rest of a long card", "down").at(
        "review.page_down", "pagedown", footer=False
    ),
    Action("page(-1)", "Back up a long card", "up").at("review.page_up", "pageup", footer=False),
    Action("pause", "Pause; what is answered stays answered").at("review.pause", "q"),
    Action("weeks(1)", "Look again in so many weeks: 1 to 9").at("snooze.weeks", "1"),
    Action("reason(0)", "Another reason: a to e").at("snooze.reason", "a"),
    Action("leave", "Leave; the card stays").at("snooze.leave", "escape,z,backspace"),
    Action("done", "Back to the clients").at("closing.done", "enter,escape,q"),
    Action(
        "all_back",
        "Take the whole review back, also next day; u brings it back",
        "take it all back",
    ).at("closing.all_back", "x"),
    Action("more", "Look at those who would come next", "go on").at("closing.more", "w"),
    Action("down", "A line down").at("closing.down", "j,down", footer=False),
    Action("up", "A line up").at("closing.up", "k,up", footer=False),
    _OPEN_RECORD.at("client.open", "enter"),
    _DECIDE.at("client.decide", "d"),
    Action("bye", "A goodbye: they are leaving, finished for now, or I want to end it").at(
        "client.bye", "b"
    ),
    _MESSAGE.at("client.message", "m"),
    _NOTE.at("client.note", "n"),
    _LOG.at("client.log", "l"),
    _WHY.at("client.why", "v"),
    Action("edit", "Change the facts about this client").at("client.edit", "e"),
    Action("add", "Add a record: an invoice, a payment, hours, an agreement").at("client.add", "a"),
    Action("settle", "Settle an open promise, question, complaint, action or invoice today").at(
        "client.settle", "space"
    ),
    Action("answer(1)", "Answer the open question by its number: 1 to 9").at(
        "client.answer", "1", footer=False
    ),
    Action("remove", "Take out a record that was a mistake; u brings it back").at(
        "client.remove", "delete,X", footer=False
    ),
    Action("outcome", "Say how the running step ended").at("client.outcome", "o", footer=False),
    Action("checklist", "The closing checklist").at("client.checklist", "c", footer=False),
    _SAFETY.at("client.safety", "exclamation_mark", footer=False),
    _OPEN_CLIENT.at("today.open", "enter"),
    Action("settle", "Done, or kept; a step is asked how it went", "done").at(
        "today.settle", "space"
    ),
    _DECIDE.at("today.decide", "d"),
    _MESSAGE.at("today.message", "m"),
    _NOTE.at("today.note", "n"),
    _LOG.at("today.log", "l"),
    _WHY.at("today.why", "v", footer=False),
    _SAFETY.at("today.safety", "exclamation_mark", footer=False),
    _BACK_TO_CLIENTS.at("today.leave", "escape,t"),
    Action("what_if", "What if I let this client go", "what if").at("portfolio.what_if", "enter"),
    _OPEN_CLIENT.at("portfolio.open", "o"),
    _DECIDE.at("portfolio.decide", "d"),
    _NOTE.at("portfolio.note", "n"),
    _WHY.at("portfolio.why", "v", footer=False),
    _BACK_TO_CLIENTS.at("portfolio.leave", "escape,p"),
    Action("choose(1)", "Go one of the ways by its number: 1 to 4").at("what_if.choose", "1"),
    Action("go", "Go the way under the cursor", "go on").at("what_if.go", "enter"),
    Action(
        "money",
        "Tell what a month costs and what is put by; kept in the settings",
        "costs, savings",
    ).at("what_if.money", "c"),
    _OPEN_CLIENT.at("what_if.open", "o"),
    _NOTE.at("what_if.note", "n"),
    Action("back", "Back; nothing is changed").at("what_if.leave", "escape"),
    Action("change", "Choose or type another value").at("settings.change", "enter"),
    Action("reset", "Back to the default", "default").at("settings.reset", "X,delete"),
    _BACK_TO_CLIENTS.at("settings.leave", "escape,comma"),
    _CHOOSE.at("decide.choose", "1"),
    _GO_ON.at("decide.go", "enter"),
    Action(
        "question_back",
        "The question before; later answers are kept (where you type: from the first line)",
        "back",
    ).at("decide.back", "backspace,up"),
    _NOTE.at("decide.note", "n,f2"),
    Action("why", "The records behind the facts", "evidence").at("decide.why", "v,f3"),
    _OTHER_PAGES.at("decide.screens", "s,f4"),
    _SAFETY.at("decide.safety", "exclamation_mark"),
    _NEW_TERMS.at("decide.terms", "t"),
    Action("what_if", "What if I let them go: income, time, runway", "what if").at(
        "decide.what_if", "p"
    ),
    Action("log", "Log what happened").at("decide.log", "l", footer=False),
    Action("leave", "Leave; answers are kept", "leave, kept").at("decide.leave", "escape"),
    Action("next", "Next field; on the last one, take it", "next field").at(
        "summary.next", "enter"
    ),
    Action("save", "Take the decision", "take it").at("summary.take", "ctrl+s", footer=False),
    Action(
        "field_back", "The field before; from the first one back to the last question", "back"
    ).at("summary.back", "up,shift+tab"),
    Action("field_on", "The next field", "on").at("summary.on", "down,tab", footer=False),
    Action("scroll_text(1)", "What does not fit above: a page down", "more").at(
        "summary.scroll", "pagedown", footer=False
    ),
    Action("scroll_text(-1)", "A page up", "up").at("summary.scroll_up", "pageup", footer=False),
    Action("starters", "Watch rules to begin with", "rules").at("summary.starters", "f4"),
    Action("leave", "Leave; the answers are kept", "leave, kept").at("summary.leave", "escape"),
    Action("next", "On to the next page, or back to the client", "go on").at("taken.next", "enter"),
    Action("message", "Write the message of this decision").at("taken.message", "m"),
    Action("take_back", "Take the decision back", "take it back").at("taken.undo", "u,ctrl+z"),
    _NOTE.at("taken.note", "n"),
    Action("leave", "Back to the client", "done").at("taken.leave", "escape"),
    Action("jump", "Go to what is missing", "do that first").at("shut.jump", "enter"),
    Action("facts", "Fill in what was agreed about ending", "fill in").at("shut.facts", "e"),
    Action("own_plans", "It is for my own plans, nobody's fault", "my own plans").at(
        "shut.plans", "p"
    ),
    Action("override", "Open it all the same: a reason of 40 characters and the name").at(
        "shut.override", "o"
    ),
    _NEW_TERMS.at("shut.terms", "t", footer=False),
    _OTHER_PAGES.at("shut.screens", "s", footer=False),
    _LEAVE.at("shut.leave", "escape", label="leave"),
    Action("go", "On to the name; from there, open it", "next, open it").at("override.go", "enter"),
    Action("leave", "Leave; the reason is kept", "leave it shut").at("override.leave", "escape"),
    _CHOOSE.at("outcome.choose", "1"),
    _GO_ON.at("outcome.go", "enter"),
    Action("question_back", "The question before; at the first one, leave", "back").at(
        "outcome.back", "backspace,up"
    ),
    _NOTE.at("outcome.note", "n,f2"),
    Action("why", "The records behind the verdict", "evidence").at("outcome.why", "v,f3"),
    Action("leave", "Leave; nothing is said yet").at("outcome.leave", "escape"),
    Action("mark(1)", "Done; pressed again: open", "done").at("checklist.done", "space"),
    Action("mark(1)", "By number: 1 done, 2 not applicable, 3 open", "done").at(
        "checklist.choose", "1", footer=False
    ),
    Action("mark(2)", "It does not apply here", "not applicable").at("checklist.na", "minus"),
    Action("close", "Close: nothing is left open", "close it").at("checklist.close", "enter"),
    Action("other", "The next of the four lists", "lists").at("checklist.other", "tab"),
    _NOTE.at("checklist.note", "n", footer=False),
    _LEAVE.at("checklist.leave", "escape,c"),
    Action("open", "Go to what the line is about, or tick it").at("message.open", "enter,space"),
    Action("switch", "To the text; there, to the next blank", "write").at("message.switch", "tab"),
    Action("sent", "You sent it: on which day", "sent on").at("message.sent", "s"),
    Action("copy", "Hand the text to the terminal's clipboard").at("message.copy", "c"),
    Action("file", "Write the text to a .txt file").at("message.file", "w"),
    _EDITOR.at("message.editor", "e"),
    Action("leave", "From the text to the list; from there leave, the draft is kept").at(
        "message.leave", "escape"
    ),
    Action("open", "Begin the message, or go on with a draft", "write it").at(
        "templates.open", "enter"
    ),
    Action("leave", "Leave").at("templates.leave", "escape"),
    Action("open", "Open the client, the lesson or the rule").at("goodbyes.open", "enter"),
    Action("checklist", "What is left of the goodbye", "list").at("goodbyes.checklist", "c"),
    Action("lesson", "What this ending taught").at("goodbyes.lesson", "l"),
    _MESSAGE.at("goodbyes.message", "m"),
    Action("add", "A rule that watches your clients", "add rule").at("goodbyes.add", "a"),
    Action("wave_away", "It means nothing here; the third time the rule retires", "dismiss").at(
        "goodbyes.dismiss", "z"
    ),
    Action("retire", "The rule watches no more").at("goodbyes.retire", "x", footer=False),
    _NOTE.at("goodbyes.note", "n", footer=False),
    _LEAVE.at("goodbyes.leave", "escape"),
    Action("open", "Change the line, or fill it in", "write, change").at("lesson.open", "enter"),
    Action("remove", "Take the line out", "take out").at("lesson.remove", "delete,X"),
    Action("app.focus_next", "To the next part of the page", "next part").at("lesson.other", "tab"),
    Action("final", "The lesson is final, a week after the end").at("lesson.final", "f"),
    Action("guide", "The lesson's questions, one at a time", "guided").at("lesson.guide", "d"),
    Action("leave", "Back; everything is kept", "back").at("lesson.leave", "escape"),
    Action("tick", "This event shows it", "take, leave out").at("evidence.tick", "space,enter"),
    Action("leave", "Done; what is ticked is kept", "done").at("evidence.leave", "escape"),
    Action("next", "Take over; next field; then save", "take over, save").at("rule.next", "enter"),
    Action("save", "Save the rule").at("rule.save", "ctrl+s"),
    Action("app.focus_next", "To the next field or the list", "next field").at(
        "rule.list", "tab", footer=False
    ),
    _LEAVE_UNSAVED.at("rule.leave", "escape"),
    Action("close", "Save the note and close", "save and close").at("note.close", "escape"),
    Action("save", "Save the note and close").at("note.save", "ctrl+s"),
    _EDITOR.at("note.editor", "f2", label="$EDITOR"),
    Action("choose(1)", "Log it by its number: 1 to 9", "log").at("log.choose", "1", footer=False),
    Action("talked", "You talked today", "talked today").at("log.talked", "enter"),
    Action("leave", "Leave; nothing is logged").at("log.leave", "escape,l"),
    Action("submit", "Next field; on the last one, save", "next, save").at("form.next", "enter"),
    Action("save", "Save now").at("form.save", "ctrl+s"),
    _LEAVE_UNSAVED.at("form.leave", "escape"),
    Action("app.focus_next", "Next field", "next").at("form.down", "down", footer=False),
    Action("app.focus_previous", "Field before", "before").at("form.up", "up", footer=False),
    Action("choose(1)", "Next of the choices: ← →, or its number").at("form.choose", "right"),
    Action("choose(-1)", "The choice before").at("form.choose_back", "left", footer=False),
    Action("go", "Keep what is typed, on to the next open cell", "next").at("setup.go", "enter"),
    Action("answer(1)", "Answer by number, and on").at("setup.answer", "1", footer=False),
    Action("cursor_left", "Cell to the left", "left").at("setup.left", "left,h", footer=False),
    Action("cursor_right", "Cell to the right", "right").at("setup.right", "right,l", footer=False),
    Action("erase", "Take back the last digit typed").at("setup.erase", "backspace", footer=False),
    Action("leave", "Done; everything answered is kept", "done").at("setup.leave", "escape"),
    Action("go", "Look at the file; nothing is written yet", "look at it").at("import.go", "enter"),
    Action("complete", "Complete the name").at("import.complete", "tab"),
    Action("down", "Down the list of files", "choose").at("import.down", "down"),
    Action("up", "Up the list of files").at("import.up", "up", footer=False),
    Action("leave", "Leave").at("import.leave", "escape"),
    Action("app.help", "What the keys do here").at("import.help", "f1"),
    Action("choose(1)", "What the column holds: 0 to 9").at("columns.choose", "1", footer=False),
    Action("go", "Read the file with these columns", "go on").at("columns.go", "enter"),
    _ANOTHER_FILE.at("columns.leave", "escape"),
    Action("go", "Write what is shown", "import").at("preview.go", "enter"),
    Action("answer(1)", "Answer the question by its number: 1 to 9").at(
        "preview.answer", "1", footer=False
    ),
    _ANOTHER_FILE.at("preview.leave", "escape"),
    Action("go", "Go on with what is marked", "go on").at("imported.go", "enter"),
    Action("choose(1)", "Choose by number: 1 or 2").at("imported.choose", "1", footer=False),
    Action("app.undo", "Take the last import back").at("imported.undo", "u,ctrl+z"),
    Action("leave", "Done importing", "done").at("imported.leave", "escape"),
    _OPEN_RECORD.at("why.open", "enter"),
    _LEAVE.at("why.leave", "escape,v"),
    _OPEN_RECORD.at("records.open", "enter"),
    _LEAVE.at("records.leave", "escape"),
    _CHOOSE.at("pick.choose", "1", footer=False),
    _LEAVE_UNANSWERED.at("pick.leave", "escape,backspace"),
    _LEAVE_UNANSWERED.at("ask.leave", "escape"),
    _LEAVE.at("help.leave", "escape,question_mark,q"),
    _IMPORT.at("welcome.import", "i", label="import a file"),
    Action("add", "Add the first client by hand", "add a client").at("welcome.add", "a"),
    Action(
        "demo", "Look around in invented data; your own file is not touched", "see the sample year"
    ).at("welcome.demo", "s"),
    _QUIT.at("welcome.quit", "q"),
    Action("restore", "Put the newest good backup in its place").at("recovery.restore", "r"),
    Action("again", "Try to open the file once more", "try again").at("recovery.again", "t"),
    Action("quit", "Quit; nothing is written").at("recovery.quit", "q,escape"),
)
