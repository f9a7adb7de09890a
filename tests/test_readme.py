"""The README says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from storage.importing.formats import programs
from tui.keys.keymap import as_markdown

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_table_of_keys_is_the_program_s() -> None:
    shown = README.split("<!-- keys -->")[1].split("<!-- /keys -->")[0].strip()
    assert shown == as_markdown(), "write `goodterms keys --markdown` between the two marks"


def test_it_names_the_programs_whose_exports_are_recognised() -> None:
    text = " ".join(README.split())
    assert f"It reads hours from {programs('time')} (" in text
    assert f", invoices from {programs('invoice')}, any other CSV" in text


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"\]\((screenshots/[^)]+)\)", README)
    assert pictures
    for picture in pictures:
        assert (ROOT / picture).is_file(), picture
