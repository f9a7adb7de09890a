"""`python -m tests.mutants [WORD...]`: all mutants, or those whose file or words hold a WORD."""

from __future__ import annotations

import argparse
import os
import queue
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.mutants.mutant import Mutant, Rotten, load
from tests.mutants.run import PATIENCE, Verdict, copy_tree, judge, red_tests


def chosen(words: Sequence[str]) -> list[Mutant]:
    """The mutants that hold one of the words; all of them without any."""
    return [
        mutant
        for mutant in load()
        if not words or any(word in f"{mutant.file} {mutant.breaks}" for word in words)
    ]


def report(mutant: Mutant, verdict: Verdict) -> str:
    """Some lines about one mutant."""
    if verdict.noticed_by:
        tests = (f"            {test}" for test in verdict.noticed_by)
        return "\n".join([f"noticed   {mutant.breaks}", *tests])
    word = "FAILED   " if verdict.trouble else "SURVIVED "
    return f"{word} {mutant.breaks} ({mutant.file})\n{verdict.trouble}".rstrip()


def say(text: str) -> None:
    """Print at once: a run takes minutes."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main(words: Sequence[str], jobs: int) -> int:
    """Judge the chosen mutants; 0 when tests that are green without a break noticed each one."""
    mutants = chosen(words)
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        trees: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(jobs):
            trees.put(copy_tree(Path(folder) / str(number)))

        def judged(mutant: Mutant) -> Verdict:
            tree = trees.get()
            try:
                return judge(tree, mutant)
            except Rotten as rotten:
                return Verdict((), trouble=str(rotten))
            finally:
                trees.put(tree)

        tree = trees.get()
        tests = sorted({test for mutant in mutants for test in mutant.tests})
        red = red_tests(tree, tests, "-n", str(jobs), patience=len(mutants) * PATIENCE)
        trees.put(tree)
        for test in red:
            say(f"RED       without any break, so no witness: {test}")
        noticed = 0
        with ThreadPoolExecutor(jobs) as pool:
            for mutant, verdict in zip(mutants, pool.map(judged, mutants), strict=True):
                sure = verdict.without(red)
                noticed += bool(sure.noticed_by)
                say(report(mutant, sure))
    say(f"{noticed} of {len(mutants)} breaks were noticed")
    return 0 if noticed == len(mutants) and not red else 1


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("words", metavar="WORD", nargs="*")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    sys.exit(main(options.words, options.jobs))
