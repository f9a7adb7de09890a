"""The list of mutants does not rot: every line still stands, every test file is there."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.mutant import ROOT, Mutant, Rotten, load
from tests.mutants.run import Verdict, judge

MUTANTS = load()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.breaks)
def test_its_line_stands_exactly_once_and_can_be_broken(mutant: Mutant) -> None:
    ast.parse(mutant.applied_to(ROOT))
    assert mutant.instead != mutant.text
    assert [test for test in mutant.tests if not (ROOT / test.partition("::")[0]).is_file()] == []


def test_no_break_is_listed_twice() -> None:
    assert len({(mutant.file, mutant.text) for mutant in MUTANTS}) == len(MUTANTS) >= 40
    assert len({mutant.breaks for mutant in MUTANTS}) == len(MUTANTS)


def test_a_break_is_noticed_or_survives_and_the_file_is_whole_again(tmp_path: Path) -> None:
    module, test = tmp_path / "rule.py", tmp_path / "test_rule.py"
    module.write_text("LIMIT = 3\nUNUSED = 1\n", "utf-8")
    test.write_text("import rule\n\n\ndef test_it():\n    assert rule.LIMIT == 3\n", "utf-8")

    def broken(text: str, instead: str) -> Mutant:
        return Mutant("a limit moves", "rule.py", text, instead, ("test_rule.py",))

    assert judge(tmp_path, broken("3", "4")) == Verdict(("test_rule.py::test_it",))
    assert judge(tmp_path, broken("= 1", "= 2")) == Verdict(())
    assert module.read_text("utf-8") == "LIMIT = 3\nUNUSED = 1\n"
    with pytest.raises(Rotten, match="2 times"):
        judge(tmp_path, broken("=", "=="))


def test_what_is_red_anyway_is_no_witness() -> None:
    assert Verdict(("a", "b")).without(["a"]) == Verdict(("b",))
