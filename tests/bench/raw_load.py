"""The measure of an import: the same file streamed into SQLite as it stands."""

import csv
import sqlite3
import sys
from pathlib import Path

export, database = sys.argv[1:]
connection = sqlite3.connect(database)
connection.execute("PRAGMA journal_mode = WAL")
with Path(export).open(encoding="utf-8", newline="") as stream:
    reader = csv.reader(stream)
    header = next(reader)
    columns = ", ".join(f"c{number} TEXT" for number in range(len(header)))
    connection.execute(f"CREATE TABLE t ({columns})")
    connection.executemany(f"INSERT INTO t VALUES ({', '.join('?' * len(header))})", reader)
connection.commit()
