"""TimeCamp: its entries as JSON, as the address `/entries` gives them. Fields as in
corent105/TimecampConverter (2018). `duration` counts seconds; `name` is that of the task.

The columns of its reports are the user's choice: those files are mapped by hand.
"""

from __future__ import annotations

from storage.importing.adapters.adapter import Adapter, Entries, Entry, Start, objects, text_of
from storage.importing.table import Skip
from storage.importing.text_source import Source


def _recognizes(start: Start) -> bool:
    return start.has_keys("id", "duration", "task_id", "date", "start_time", "end_time")


def _read(source: Source) -> Entries:
    for item in objects(source):
        if isinstance(item, Skip):
            yield item
            continue
        line, entry = item
        cells = {name: text_of(value) for name, value in entry.items()}
        yield Entry(
            line,
            {
                "id": cells.get("id", ""),
                "on": cells.get("date", ""),
                "start_time": cells.get("start_time", ""),
                "end_time": cells.get("end_time", ""),
                "seconds": cells.get("duration", ""),
                "project": cells.get("name", ""),
                "text": cells.get("description", ""),
                "billable": cells.get("billable", ""),
                "user": cells.get("user_name", ""),
            },
        )


TIMECAMP = Adapter("timecamp", _recognizes, _read)
