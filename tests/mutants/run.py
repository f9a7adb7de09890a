"""Breaks one line at a time in a copy of the tree, and sees which tests go red."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from py_compile import PycInvalidationMode

from tests.mutants.mutant import ROOT, Mutant

PATIENCE = 300
"""Seconds after which a broken program that hangs counts as noticed."""
_LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "screenshots", "dist", "build")
_RED = re.compile(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", re.MULTILINE)


class CannotRun(Exception):
    """pytest could not run the tests at all; the message is what it wrote."""


@dataclass(frozen=True)
class Verdict:
    """What became of one mutant: the tests that went red, or why it could not be judged."""

    noticed_by: tuple[str, ...]
    trouble: str = ""

    def without(self, tests: Sequence[str]) -> Verdict:
        """The same without tests that are red anyway."""
        return replace(self, noticed_by=tuple(t for t in self.noticed_by if t not in tests))


def copy_tree(folder: Path) -> Path:
    """A copy of the working tree that may be broken, compiled."""
    tree = folder / "tree"
    shutil.copytree(ROOT, tree, ignore=_LEFT_OUT)
    for name in ("triage", "storage", "tui"):
        # By content: two versions of a file within one second have the same date.
        compileall.compile_dir(
            tree / name, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH
        )
    return tree


@contextmanager
def _broken(tree: Path, mutant: Mutant) -> Iterator[None]:
    path = tree / mutant.file
    sound = path.read_bytes()
    path.write_text(mutant.applied_to(tree), encoding="utf-8", newline="")
    try:
        yield
    finally:
        path.write_bytes(sound)


def judge(tree: Path, mutant: Mutant) -> Verdict:
    """Run the mutant's tests with its line broken. Raises Rotten."""
    with _broken(tree, mutant):
        try:
            return Verdict(red_tests(tree, mutant.tests, "--maxfail=5"))
        except subprocess.TimeoutExpired:
            return Verdict((f"nothing ended within {PATIENCE} seconds",))
        except CannotRun as error:
            return Verdict((), trouble=str(error))


def red_tests(
    tree: Path, tests: Sequence[str], *options: str, patience: float = PATIENCE
) -> tuple[str, ...]:
    """The tests that are red in that tree. Raises subprocess.TimeoutExpired, CannotRun."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--tb=no", "-rfE"]
    ended = subprocess.run(
        [*command, *options, *tests],
        cwd=tree,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
        timeout=patience,
        check=False,
    )
    red = tuple(dict.fromkeys(_RED.findall(ended.stdout)))
    if ended.returncode and not red:
        raise CannotRun(
            f"pytest ended with {ended.returncode}:\n{ended.stdout[-2000:]}{ended.stderr}"
        )
    return red
