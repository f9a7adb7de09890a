"""Somebody who reads the screen and presses what it offers, one Friday after the other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.tui.terminal import Terminal
from tui.review.key_guard import SETTLES

FEELING = "about working for them"
ENTER, ESCAPE = "\r", "\x1b"
_MOST_STEPS = 90
_PAINTED = 0.05
"""Seconds without a word from the program after which a page is taken to be complete."""
_TOAST = "▌"
_DIALOG = "╰"
_SCREENFUL = 15
"""Lines to scroll at once, so that the next ones overlap."""
_OPENING = "the opening"


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody means to do on one Friday; the rest is answered the shortest way.

    `answers` are what is pressed on a guided page, by the beginning of its question. `adjust` is
    a client with whom to begin the first step although nothing asks for it, `send` the one whose
    message is written down as sent at once, `snooze` the one who is put off by a week.
    """

    answers: Mapping[str, str]
    adjust: str = ""
    send: str = ""
    snooze: str = ""


class Friday:
    """One review, played from the list to its closing page by what stands on the screen.

    `keys` counts the keys by card, `asked` has the questions of each card in their order,
    `outcomes` the clients of whom it was asked how a step went. `answered` is how each card was
    answered by a key of its own: good, hold, snooze or decided. `closing` is the closing page.
    """

    def __init__(self, terminal: Terminal, plan: Plan) -> None:
        self.terminal = terminal
        self.plan = plan
        self.keys: Counter[str] = Counter()
        self.asked: defaultdict[str, list[str]] = defaultdict(list)
        self.outcomes: list[str] = []
        self.answered: dict[str, str] = {}
        self.closing: list[str] = []
        self._client = _OPENING
        self._sent = False

    def play(self) -> None:
        """From the list to the closing page."""
        self.terminal.wait_for("review due")
        self.terminal.wait_quiet(_PAINTED)  # the list is counted anew under the key
        self.keys[_OPENING] += 1
        self.terminal.send("w")
        self.terminal.wait_for("Weekly review")
        self.terminal.wait_quiet(SETTLES + _PAINTED)
        for _ in range(_MOST_STEPS):
            lines = self._lines
            if "undo review" in lines[-1]:
                self._client = _OPENING
                self._read_closing()
                return
            self._press(self._next_key(lines))
        raise AssertionError(f"the review did not end:\n{self.terminal.text}")

    def leave(self) -> None:
        """From the closing page to the list, and out."""
        self._press(ENTER)
        self.terminal.wait_for("w review")
        self.terminal.send("q")
        assert self.terminal.process.wait(30) == 0

    # --- seeing and pressing ------------------------------------------------------------

    @property
    def _lines(self) -> list[str]:
        return [line.strip() for line in self.terminal.text.split("\n")]

    def _press(self, keys: str) -> None:
        self.keys[self._client] += len(keys)
        words, end = keys[:-1], keys[-1]
        if words:
            there = self.terminal.text.count(words)
            self.terminal.send(words)
            self.terminal.wait_until(lambda: self.terminal.text.count(words) > there, words)
            self.terminal.wait_quiet(_PAINTED)
        before = _place(self._lines)
        self.terminal.send(end)
        self.terminal.wait_until(
            lambda: _place(self._lines) != before,
            f"an answer to {end!r}; for a new question, say in ANSWERS of "
            "tests/tui/test_fridays.py what is pressed",
        )
        self.terminal.wait_quiet(_PAINTED)
        self.terminal.wait_until(self._is_complete, "a page with its keys")
        if self._on_a_card:
            self.terminal.wait_quiet(SETTLES + _PAINTED)

    def _is_complete(self) -> bool:
        """Whether the keys stand below the page, or a question lies over it."""
        text = self.terminal.text.rstrip()
        return text.endswith((" help", " esc cancel")) or _DIALOG in text

    @property
    def _on_a_card(self) -> bool:
        return bool(re.match(r"Weekly review +[▪▫]", self._lines[0]))

    # --- choosing -----------------------------------------------------------------------

    def _next_key(self, lines: Sequence[str]) -> str:
        dialog = " ".join(line.strip("│ ") for line in lines if "│" in line)
        if "How many days ago was your last real" in dialog:
            return f"3{ENTER}"
        if (page := re.search(r"(\w) +Keep an eye on it", dialog)) is not None:
            return page[1]
        if self._on_a_card:
            return self._on_card(lines)
        if lines[0].startswith("Weekly review,"):
            return ENTER
        return self._on_a_page(lines)

    def _on_card(self, lines: Sequence[str]) -> str:
        if any(line.startswith("Snooze for how many weeks?") for line in lines):
            return "1"
        self._client = re.split(r"\s{2,}", lines[1])[0]
        question = _question(lines)
        if question is not None:
            self.asked[self._client].append(FEELING if FEELING in question else question)
            return _answer(question, lines)
        return self._verdict(lines)

    def _verdict(self, lines: Sequence[str]) -> str:
        ways = next(line for line in reversed(lines[:-1]) if line)
        if self._client == self.plan.adjust:
            return "d"
        if ways.startswith("space"):
            self._all(lines, "good")
            return " "
        if self._client == self.plan.snooze:
            self.answered[self._client] = "snooze"
            return "z"
        if re.search(r"\. (leave as is|unchanged) until", ways):
            self.answered[self._client] = "hold"
            return "."
        return ENTER

    def _all(self, lines: Sequence[str], verdict: str) -> None:
        if "together" not in lines[1]:
            self.answered[self._client] = verdict
            return
        for line in lines[3:]:
            name = re.match(r"(\S.*?)\s{2,}.*\b(contact|energy)\b", line)
            if name is not None:
                self.answered[name[1]] = verdict

    def _on_a_page(self, lines: Sequence[str]) -> str:
        bar = next(line for line in reversed(lines) if line)
        assert "w review" not in bar, f"back on the list:\n{self.terminal.text}"
        if "make the decision" in bar:
            self.answered[self._client] = "decided"
            return ENTER
        if "esc done" in bar:
            if self._client == self.plan.send and not self._sent:
                return "m"
            return ESCAPE
        if "How do you want to send it?" in "\n".join(lines):
            self._sent = True
            return "3"
        if "Sent on which date?" in "\n".join(lines):
            return ENTER
        if "s send" in bar:
            return ESCAPE if self._sent else "s"
        if lines[0].startswith("How did it go?"):
            self.outcomes.append(self._client)
            self.answered[self._client] = "decided"
        question = _asked_on_page(lines)
        for begins, keys in self.plan.answers.items():
            if question.startswith(begins):
                return keys
        if bar.startswith("enter next") and "f1 help" in bar:
            return f"As we agreed in writing{ENTER}"
        return "1"

    def _read_closing(self) -> None:
        """All of the closing page; to scroll is no answer, and does not count."""
        before = ""
        while before != self.terminal.text:
            before = self.terminal.text
            page = before.split("\n")[2:-2]
            self.closing += [row for row in page if row not in self.closing]
            self.terminal.send(_SCREENFUL * "j")
            self.terminal.wait_quiet(_PAINTED)


def _place(lines: Sequence[str]) -> tuple[str, ...]:
    """What tells one page, or one question of it, from the next; a remark or a toast does not."""
    rows = [line.split(_TOAST)[0].rstrip("─ ") for line in lines]
    asked = _question(rows) or _asked_on_page(rows)
    dialog = next((row for row in rows if row.startswith("│") and row.strip("│ ")), "")
    return (rows[0], rows[1], asked, dialog, lines[-1])


def _answer(question: str, lines: Sequence[str]) -> str:
    """Nothing has changed: it is done, and they feel as they felt the last time."""
    if FEELING not in question:
        return "1"
    marks = next((line for line in lines if line.startswith("energy")), "")
    newest = re.search(r"\d", marks)
    return newest[0] if newest else "3"


def _question(lines: Sequence[str]) -> str | None:
    """The question on the screen; one that is wrapped begins a line further up."""
    for number in range(len(lines) - 1, 1, -1):
        if lines[number].endswith("?"):
            above = lines[number - 1]
            return f"{above} {lines[number]}" if lines[number][0].islower() else lines[number]
    return None


def _asked_on_page(lines: Sequence[str]) -> str:
    """The question of a guided page: what stands first below its dated lines."""
    after_facts = lines.index("", 3) if "" in lines[3:] else 3
    return next((line for line in lines[after_facts:] if line), "")


def table(plays: Sequence[Friday]) -> str:
    """Keys by card, a line each."""
    cards = sorted({card for play in plays for card in play.keys})
    rows = [f"{card:<24}" + "".join(f"{play.keys[card]:>5}" for play in plays) for card in cards]
    return "\n".join([*rows, f"{'keys':<24}" + "".join(f"{p.keys.total():>5}" for p in plays)])
