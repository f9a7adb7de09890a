"""Sources as the settings file names them; a mistake is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.errors import BadSetting
from storage.settings.data_sources import DataSource
from storage.settings.file import read_settings

FILE = """
[sources.timew]
command = ["timew", "export"]
seconds = 5

[sources.toggl]
files = "~/Downloads/toggl*.csv"
format = "toggl"
dates = "dmy"
billable = "all"
clients = { "Site" = "Acme" }
works = { "Own" = "admin" }
answers = { "payments" = "open" }

[sources.exports]
folder = "/exports"
"""


def test_a_source_is_a_name_and_where_its_data_comes_from() -> None:
    assert read_settings(FILE, Path("s.toml")).sources == (
        DataSource(name="timew", command=("timew", "export"), seconds=5),
        DataSource(
            name="toggl",
            files="~/Downloads/toggl*.csv",
            format="toggl",
            dates="dmy",
            billable="all",
            clients={"Site": "Acme"},
            works={"Own": "admin"},
            answers={"payments": "open"},
        ),
        DataSource(name="exports", folder=Path("/exports")),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sources = 3", "s.toml:1: sources must be a table for each source"),
        ('[sources."a b"]\ncommand = ["x"]', "s.toml:1: sources.a b is not a valid name"),
        ("[sources.a]\n", "s.toml:1: sources.a must have one of command, files, folder"),
        ('[sources.a]\nfiles = "x"\nfolder = "y"', "s.toml:1: sources.a must have one of"),
        ('[sources.a]\ncommand = "timew export"', "s.toml:2: sources.a.command must be a list"),
        ("[sources.a]\ncommand = []", "s.toml:2: sources.a.command must be a list of words"),
        ('[sources.a]\nfiles = "x"\ndate = "dmy"', "s.toml:3: sources.a.date is not known"),
        ('[sources.a]\nfiles = "x"\ndates = "dym"', "s.toml:3: sources.a.dates must be one of"),
        ('[sources.a]\nfiles = "x"\nseconds = 0', "s.toml:3: sources.a.seconds must be a number"),
        (
            '[sources.a]\nfiles = "x"\nclients = ["a"]',
            "s.toml:3: sources.a.clients must be a",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(text: str, says: str) -> None:
    with pytest.raises(BadSetting) as caught:
        read_settings(text, Path("s.toml"))
    assert says in caught.value.message
