"""The file of all sentences leaves no place out where a user meets one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.words import GROUPED, in_code, words
from triage.message_templates import load_templates
from triage.messages.rules import builtin as lint
from triage.playbook.load.playbook_file import builtin as playbook
from triage.terms import FLAGS
from tui.cli.commands import INDEX
from tui.keys.table import KEYS
from tui.wording.labels import ADDED_BY_HAND

KNOWN = {
    "messages to clients": load_templates()["payment_reminder"].slots[0].text,
    "guided pages": playbook().screens["adapt"].questions["line"].ask,
    "remarks on a message": lint().rules[0].why,
    "flags": "unpaid changes in 28 days",
    "keys": KEYS[0].help,
    "commands": INDEX[0].help,
    "terms": FLAGS["RULE"],
    "forms": ADDED_BY_HAND["event"],
    "questions about a fact": "How many days ago was your last real conversation?",
    "questions of an import": "Which currency is “{word}” here?",
}


@pytest.mark.parametrize(("group", "text"), KNOWN.items())
def test_a_group_holds_what_a_user_reads_there(group: str, text: str) -> None:
    assert any(text in sentence for _, sentence in GROUPED[group]())


@pytest.mark.parametrize("group", GROUPED)
def test_no_group_is_empty(group: str) -> None:
    assert any(sentence for _, sentence in GROUPED[group]())


def test_texts_of_code_are_there_and_docstrings_are_not(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text('"""What it is."""\n\nsay(f"{n} clients\\n need you", "code")\n')
    assert list(in_code(path)) == [("3", "{} clients need you")]


def test_all_of_it_is_in_one_file() -> None:
    lines = list(words())
    assert {f"== {group}" for group in GROUPED} <= set(lines)
    assert "== tui/wording/formatting.py" in lines
