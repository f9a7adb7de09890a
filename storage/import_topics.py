"""Where imports remember what others than they also change, apart from the import itself."""

from __future__ import annotations

PROJECT_TOPIC = "import.project"
"""Whose a label of a file is: label -> client id or "-"."""
LINKS_TOPIC = "import.invoice"
"""Which invoice a row is: source and key of the row -> id of the invoice."""
