"""The user's own files beside the data: settings, playbook, words, outlines, read when needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storage.errors import BadSetting
from storage.settings.appearance import Appearance
from storage.settings.loading import copy_to_play, load_look
from storage.settings.user_files import check_own_files, own_lint, own_playbook, own_templates

if TYPE_CHECKING:
    from storage.settings.settings import Settings
    from triage.message_templates import Template
    from triage.messages.rules import Lint
    from triage.playbook.model import Playbook


class Configuration:
    """`file` holds the settings; the user's own playbook, words and message outlines lie in
    `folder`.

    `settings` are those already read, or the part of them that the first list needs.
    """

    def __init__(
        self,
        file: Path | None = None,
        *,
        folder: Path | None = None,
        settings: Appearance | None = None,
    ) -> None:
        self.file = file
        self.folder = folder
        self._read = settings
        self._letters: Path | None = None

    @property
    def look(self) -> Appearance:
        """How the screens look: all the first list needs of the settings. Raises BadSetting."""
        if self._read is None:
            self._read = load_look(self.file) if self.file else Appearance()
        return self._read

    @property
    def settings(self) -> Settings:
        """Everything the user has set. Raises BadSetting."""
        from storage.settings.settings import Settings

        if not isinstance(self.look, Settings):
            self._read = Settings()  # there is no file: the look is that of the defaults too
        assert isinstance(self._read, Settings)
        return self._read

    def change(self, key: str, value: Any) -> None:
        """Set `theme`, `limits.risk_note`...; None = its default again.

        Raises BadSetting with nothing changed.
        """
        from storage.settings.file import load_settings
        from storage.settings.saving import save_setting

        if self.file is None:
            raise BadSetting(
                "Settings cannot be saved here: there is no settings file.", "Nothing was changed."
            )
        save_setting(self.file, key, value)
        self._read = load_settings(self.file)

    def to_play_in(self, folder: Path) -> Configuration:
        """The same to begin with, in a copy: what is set there changes nothing here."""
        copy = copy_to_play(self.file, folder)
        return Configuration(copy, folder=self.folder, settings=self.look)

    def check(self) -> None:
        """Read the user's own playbook, words and outlines, so that a mistake is named before
        anything is shown. Raises BadSetting."""
        if self.folder is not None:
            check_own_files(self.folder)

    @property
    def letters(self) -> Path | None:
        """Where messages are written to as files: the folder used last."""
        return self._letters or self.settings.letters

    @letters.setter
    def letters(self, folder: Path) -> None:
        self._letters = folder

    @cached_property
    def lint(self) -> Lint:
        """The lint rules in force. Raises BadSetting."""
        return own_lint(self.folder)

    @cached_property
    def playbook(self) -> Playbook:
        """The playbook in force. Raises BadSetting."""
        return own_playbook(self.folder)

    @cached_property
    def templates(self) -> Mapping[str, Template]:
        """The message outlines in force. Raises BadSetting."""
        return own_templates(self.folder)
