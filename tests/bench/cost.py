"""Runs a command and prints what it took: seconds of processor time, and MiB of memory at most.

A process of its own, because a child counts as its own memory what its parent had when it began.
"""

import os
import subprocess
import sys

process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
sys.stdout.write(f"{used.ru_utime + used.ru_stime} {used.ru_maxrss / 1024}\n")
sys.exit(1 if status else 0)
