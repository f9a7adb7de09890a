"""`python -m tests.fuzz [SECONDS]`: damaged exports until the time is over or one is not refused.

With atheris installed (`pip install -e '.[fuzz]'`) it looks for new ways through the readers;
without it, slips are drawn by lot. A file that is not refused in words is kept and named.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any

from tests.fuzz.damage import import_bytes, seeds, trials

_KEPT = Path("fuzz-failures")
_SECONDS = 600


def main(seconds: float, seed: int) -> int:
    """Try damaged files for so long; 1 when one of them was too much."""
    random, ends, number = Random(seed), monotonic() + seconds, 0
    for number, (path, data) in enumerate(trials(random, seeds()), start=1):
        if monotonic() > ends:
            break
        try:
            import_bytes(data, path.name)
        except Exception as fault:  # whatever it is, the file is kept before this ends
            _say(f"{path.name}, seed {seed}, trial {number}: {fault!r}")
            _say(f"kept: {_keep(path, data)}")
            raise
    _say(f"{number - 1} damaged files were read or refused in words (seed {seed})")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _keep(path: Path, data: bytes) -> Path:
    _KEPT.mkdir(exist_ok=True)
    kept = _KEPT / path.name
    kept.write_bytes(data)
    return kept


def guided(seconds: float) -> None:
    """The same by atheris, which watches the lines that each file reaches."""
    atheris: Any = import_module("atheris")
    _KEPT.mkdir(exist_ok=True)
    names = [path.name for path in seeds()]

    def one(data: bytes) -> None:
        if data:
            import_bytes(data[1:], names[data[0] % len(names)])

    corpus = _KEPT / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, path in enumerate(seeds()):
        (corpus / path.name).write_bytes(bytes([number % 256]) + path.read_bytes())
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], str(corpus), f"-max_total_time={seconds:.0f}"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    time = float(sys.argv[1]) if len(sys.argv) > 1 else _SECONDS
    if find_spec("atheris") is not None and len(sys.argv) < 3:
        guided(time)
    else:
        sys.exit(main(time, int(sys.argv[2]) if len(sys.argv) > 2 else Random().randrange(1 << 32)))
