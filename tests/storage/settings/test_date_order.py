"""Whether a date with slashes begins with the day or the month."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from storage.settings.date_order import month_first


@pytest.mark.parametrize(
    ("env", "first"),
    [
        ({"LANG": "en_US.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
        ({"LANG": "de_DE@euro"}, False),
        ({"LANG": "en_US.UTF-8", "LC_TIME": "en_DK.UTF-8"}, False),
        ({"LANG": "de_DE", "LC_TIME": "de_DE", "LC_ALL": "en_US"}, True),
        ({"LANG": "en_US", "LC_TIME": ""}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "English_United States.1252"}, True),
    ],
)
def test_the_locale_tells_unless_the_setting_does(env: Mapping[str, str], first: bool) -> None:
    assert month_first("locale", env) == first
    assert month_first("mdy", env)
    assert not month_first("dmy", env)
