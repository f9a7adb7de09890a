"""Opening a message in a mail program: the command from the settings, or the desktop's own.

The program is only opened, with the text in it. To send is the user's own doing there.
"""

from __future__ import annotations

import shlex
import subprocess
from dataclasses import dataclass

from textual.app import App
from textual.timer import Timer

from storage.platform import LONGEST_LINK, NoDesktop, open_link
from storage.throw_away import ThrowAwayFolder
from triage.messages.mail_link import draft_file, mail_link
from tui.ui.base_screen import BaseScreen
from tui.ui.editor import run_in_terminal

LINK, FILE = "{link}", "{file}"
"""Where a command takes the `mailto:` link, or the name of a draft file."""
_LOOK_EVERY, _LOOKS = 0.2, 50
"""Seconds between two looks at the desktop's opener, and how many: it fails at once or not."""


class TooLong(Exception):
    """The text does not fit into a link."""


class MailTrouble(Exception):
    """Why no mail program was opened, in a sentence."""


@dataclass(frozen=True, slots=True)
class Mail:
    """What the program is opened with; `address` "" = none on file."""

    address: str
    about: str
    body: str

    @property
    def link(self) -> str:
        """It as a link. Raises TooLong."""
        link = mail_link(self.address, self.about, self.body)
        if len(link) > LONGEST_LINK:
            raise TooLong
        return link


def with_marks(command: str) -> list[str]:
    """The words of a command, with the place at which it takes the link or the file.

    The link comes last; the file where the last word is an option that waits for one, as in
    `neomutt -H`.
    """
    words = shlex.split(command)
    if not any(mark in word for word in words for mark in (LINK, FILE)):
        words.append(FILE if words[-1].startswith("-") else LINK)
    return words


def open_with(command: str, mail: Mail, app: App[None]) -> None:
    """Lend the terminal to a command until it ends. Raises MailTrouble, TooLong."""
    words = with_marks(command)
    with ThrowAwayFolder() as folder:
        marks = {}
        if any(FILE in word for word in words):
            path = folder.path / "message.eml"
            path.touch(mode=0o600)
            written = draft_file(mail.address, mail.about, mail.body)
            path.write_text(written, encoding="utf-8", newline="\n")
            marks[FILE] = str(path)
        if any(LINK in word for word in words):
            marks[LINK] = mail.link
        for mark, value in marks.items():
            words = [word.replace(mark, value) for word in words]
        trouble = run_in_terminal(app, words)
    if trouble:
        raise MailTrouble(trouble)


def open_on_desktop(mail: Mail, screen: BaseScreen[None], way_out: str) -> None:
    """Hand it to the desktop's mail program and go on at once. Raises MailTrouble, TooLong.

    When the desktop says later that it could not, the user is told, with `way_out` instead.
    """
    try:
        opener = open_link(mail.link)
    except NoDesktop:
        raise MailTrouble("No desktop was found here to open a mail program.") from None
    except OSError as error:
        raise MailTrouble(f"The mail program could not be started ({error.strerror}).") from None
    if opener is not None:
        _Watch(screen, opener, way_out).begin()


class _Watch:
    """Looks for a moment whether the desktop's opener ends with an error."""

    def __init__(
        self, screen: BaseScreen[None], opener: subprocess.Popen[bytes], way_out: str
    ) -> None:
        self._screen, self._opener, self._way_out = screen, opener, way_out
        self._timer: Timer | None = None
        self._looks = 0

    def begin(self) -> None:
        """Look from now on. On the app: the screen may be left meanwhile."""
        self._timer = self._screen.app.set_interval(_LOOK_EVERY, self._look)

    def _look(self) -> None:
        self._looks += 1
        code = self._opener.poll()
        if code is None and self._looks < _LOOKS:
            return
        if self._timer is not None:
            self._timer.stop()
        if code:
            self._screen.notify_user(
                f"Your desktop could not open a mail program (code {code}). {self._way_out}",
                bad=True,
                seconds=10,
            )
