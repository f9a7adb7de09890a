"""`make bench`: how our start and cursor compare with bare Textual, as ratios.

The harness (`tui_bench.py`) drives real programs in a pseudo-terminal. It lies beside this checkout
in shared/tools, or wherever GOODTERMS_BENCH points. Its first round is not counted: it leaves the
list that every later start begins with.
"""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from storage.store import Store
from tests.bench.fifty import fifty_clients
from triage.changes import Put

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
HARNESS = Path(os.environ.get("GOODTERMS_BENCH", ROOT.parent / "shared" / "tools" / "tui_bench.py"))
START_LIMIT, CURSOR_LIMIT = 1.5, 1.2


def main() -> int:
    """Print the ratios; exit code 1 when one is over its limit."""
    if not HARNESS.is_file():
        sys.stdout.write("tui_bench.py is not beside this checkout: set GOODTERMS_BENCH to it\n")
        return 2
    for package in ("triage", "storage", "tui"):  # as pip did with Textual
        compileall.compile_dir(ROOT / package, quiet=1)
    python, program = sys.executable, Path(sys.executable).parent / "goodterms"
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "fifty.db"
        os.environ["GOODTERMS_SETTINGS"] = str(Path(folder) / "settings.toml")
        with Store.open(database, now=datetime.now) as store:
            today = datetime.now().astimezone().date()  # the program judges them by this day
            store.apply("Fifty clients", [Put(r) for r in fifty_clients(today)])
        ours = f"{program} --db {database}"
        compare = [python, str(HARNESS), "--ready", "50 clients", "--quit", "ctrl+q"]
        hello = ["--vs", f"{python} {HERE / 'hello.py'}", "--vs-ready", "Hello"]
        table = ["--vs", f"{python} {HERE / 'table.py'}", "--vs-ready", "Client 1"]
        keys = ["--keys", "down*40 up*40"]
        runs = [
            ["-n", "9", *hello, "--gate", f"ready_s<={START_LIMIT}"],
            ["-n", "5", *keys, *table, "--gate", f"key_p50_ms<={CURSOR_LIMIT}"],
        ]
        codes = [
            subprocess.run([*compare, *run, "--", *ours.split()], check=False).returncode
            for run in runs
        ]
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
