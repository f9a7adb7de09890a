"""Small exports in the shapes that time trackers and invoicing tools write."""

from __future__ import annotations

from pathlib import Path

TOGGL = (
    "\ufeffUser,Email,Client,Project,Task,Description,Billable,"
    "Start date,Start time,End date,End time,Duration,Tags,Amount (EUR)\n"
)
HARVEST = (
    "Issue Date,Last Payment Date,ID,PO Number,Client,Subject,Invoice Amount,Paid Amount,"
    "Balance,Subtotal,Discount,Tax,Tax2,Currency,Currency Symbol,Document Type\n"
)
CLOCKIFY = (
    '"Project","Client","Description","Task","User","Group","Email","Tags","Billable",'
    '"Start Date","Start Time","End Date","End Time","Duration (h)","Duration (decimal)",'
    '"Billable Rate (EUR)","Billable Amount (EUR)"\n'
)


def hours(
    client: str = "Northlake",
    project: str = "Website",
    day: str = "2026-03-02",
    *,
    billable: bool = True,
    text: str = "Menu",
    start: str = "09:00:00",
) -> str:
    """One row of a Toggl Track detailed report: an hour of work."""
    cells = ("Ada", "ada@example.com", client, project, "", text, "Yes" if billable else "No")
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    return f"{quoted},{day},{start},{day},10:00:00,01:00:00,,\n"


def invoice(number: int, client: str = "Northlake", *, day: str, amount: str, paid: str) -> str:
    """One row of a Harvest invoice export, amounts as `"1 000,0"`."""
    balance = "0,0" if paid == amount else amount
    paid_on = "2026-03-01" if paid == amount else ""
    return (
        f'{day},{paid_on},{number},,"{client}",Work,"{amount}","{paid}","{balance}",'
        f'"{amount}","0,0","0,0","0,0",Euro - EUR,€,Standard Invoice\n'
    )


def clockify(day: str, client: str = "Northlake") -> str:
    """One row of a Clockify detailed report with a date as the user's profile writes it."""
    return (
        f'"Website","{client}","Menu","","Ada","","ada@example.com","","Yes","{day}","09:00",'
        f'"{day}","10:00","01:00:00","1.00","80.00","80.00"\n'
    )


def write(folder: Path, name: str, *rows: str) -> Path:
    """A file of these rows."""
    path = folder / name
    path.write_text("".join(rows), encoding="utf-8")
    return path
