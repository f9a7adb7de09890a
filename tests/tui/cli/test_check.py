"""`check` reads the settings and the user's own files; the examples of the docs pass it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Run
from triage.message_templates import load_templates
from triage.playbook.load.playbook_file import builtin

DOCS = Path(__file__).parents[3] / "docs" / "own-playbook.md"


def examples() -> dict[str, str]:
    """The files that the docs show, by name."""
    return dict(re.findall(r"(?ms)^`(\w+\.toml)`\n\n```toml\n(.*?)^```$", DOCS.read_text("utf-8")))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The examples beside the settings."""
    for name, text in examples().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_without_files_of_ones_own_all_is_well(done: Run) -> None:
    assert done("check").out == "ok\n"
    assert done("check", "--json").json == {"ok": True, "problems": []}


def test_the_examples_of_the_docs_can_be_used(done: Run, north: str, own: Path) -> None:
    assert set(examples()) == {"playbook.toml", "words.toml", "templates.toml"}
    assert done("check").out == "ok\n"
    decided = done("decide", "north", "praise", "--answer", "glad=yes", "--json").json
    assert decided["decision"]["needs"][0]["field"] == "person"
    first = builtin().screens["adapt"].first()
    assert done("decide", "north", "adapt", "--json").json["question"]["id"] == first
    draft = done("message", "north", "later_checkin").out
    assert draft.startswith("Dear ") and "{remembered}" in draft


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("settings.toml", "\ntheme = 3\n", 2, "theme"),
        ("settings.toml", '[keys]\n"clients.nod" = "w"\n', 2, "there is no action"),
        ("words.toml", "[L03]\nadd = 3\n", 2, "list of phrases"),
        ("playbook.toml", 'version = 1\nbase = "mine"\n', 2, "must be one of shipped"),
        ("templates.toml", "[template.farewell]\n", 1, "'farewell'"),
        ("templates.toml", '[template.new_terms]\n\ntitle = "Terms"\n', 3, "'title'"),
        ("templates.toml", "[template.new_terms]\nslots = []\n", 2, "no blank"),
        ("templates.toml", '[template.new_terms]\nslots = [{ id = "A", prompt = "x" }]', 2, "'A'"),
        ("templates.toml", "[[[\n", 1, "TOML"),
    ],
)
def test_what_cannot_be_used_is_named_with_its_line(
    gt: Run, tmp_path: Path, name: str, text: str, line: int, says: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    result = gt("check")
    assert result.code == 2
    (problem,) = result.out.splitlines()
    assert problem.startswith(f"{tmp_path / name}:{line}: ") and says in problem
    assert gt("check", "--json").json == {"ok": False, "problems": [problem]}


def test_every_file_is_looked_at(gt: Run, tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text("[L03]\nadd = 3\n", encoding="utf-8")
    (tmp_path / "templates.toml").write_text("template = 3\n", encoding="utf-8")
    assert len(gt("check").out.splitlines()) == 2


def test_paths_name_the_files_of_ones_own(done: Run, tmp_path: Path) -> None:
    paths = done("paths", "--json").json
    assert paths["templates"] == str(tmp_path / "templates.toml")
    assert {"playbook", "words"} <= set(paths)


def test_an_own_outline_leaves_the_shipped_ones_alone(done: Run, north: str, own: Path) -> None:
    shipped = load_templates()["new_terms"]
    assert done("message", "north", "new_terms", "--json").json["text"].count("\n") > 1
    assert shipped.greeting == "Hello {contact},"
