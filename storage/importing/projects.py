"""Agreements from a list of projects: the hours quoted and the rate of each.

It makes no clients. What somebody has typed into an agreement is asked about, never written over.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from storage.bare_store import BareStore
from storage.import_topics import READ_TOPIC
from storage.importing.clients import TOPIC, Owners
from storage.importing.lookup import ClientMatches, ImportLookup
from storage.importing.options import ImportOptions, ImportQuestion, order_question
from storage.importing.preview import ImportPreview, Result
from storage.importing.profile import Progress
from storage.importing.project_rows import Agreed, ProjectsFile
from storage.importing.row_ids import client_id, client_key, record_id
from storage.importing.table import Skip
from storage.importing.text_source import refuse_changed
from storage.importing.transform import nobody
from storage.importing.updates import FieldChange, Update, update_of
from triage.changes import Put
from triage.money import rate_text
from triage.records import Client, Engagement, Record

_SAMPLE = 20


@dataclass
class ProjectsWalk:
    """What a list of projects would change."""

    clients: list[Client] = field(default_factory=list)
    new: list[Engagement] = field(default_factory=list)
    puts: list[Put] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    kept: list[Update] = field(default_factory=list)
    same: int = 0
    skipped: list[Skip] = field(default_factory=list)
    unmapped: dict[str, int] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)
    differing: list[int] = field(default_factory=list)
    remember: dict[str, str] = field(default_factory=dict)

    def question(self, options: ImportOptions) -> tuple[ImportQuestion, ...]:
        """Whether what somebody typed stays, where the file says something else."""
        if not self.differing:
            return ()
        count = len(self.differing)
        text = "1 engagement has" if count == 1 else f"{count} engagements have"
        ask = ImportQuestion(
            id="agreements",
            text=f"{text} different hours or a different price here than in the file, because they "
            "were entered by hand. Keep what you have, or take what the file says?",
            options=("stay", "take"),
            flag="--agreements",
            default=options.agreements or "stay",
            rows=tuple(self.differing),
        )
        return (ask,)


@dataclass(frozen=True)
class ProjectsPlan:
    """What a list of projects brings, as of the journal's entry `head`."""

    projects: ProjectsFile
    options: ImportOptions
    head: int
    walk: ProjectsWalk
    only: Client | None

    def carry_out(
        self, preview: ImportPreview, store: BareStore, progress: Progress | None
    ) -> Result:
        """Write it; when something was written in between, it is looked at anew first."""
        source, walk = self.projects.source, self.walk
        refuse_changed(source)
        if store.head() != self.head:
            view = ImportLookup(store, ClientMatches())
            walk = _Matching(self.projects, view, self.options, self.only).walk
        batch = None
        if walk.new or walk.puts:
            records: list[Record] = [*walk.clients, *walk.new]
            batch = store.import_batch(
                f"Import of {source.path.name}",
                file=source.path.name,
                fingerprint=source.fingerprint,
                new=records,
                updated=walk.puts,
                remember={
                    READ_TOPIC: {source.fingerprint: source.path.name},
                    TOPIC: walk.remember,
                },
                progress=progress,
            )
        return Result(
            file=preview.file,
            format=preview.format,
            batch=batch.id if batch else None,
            new=len(walk.new),
            updated=len(walk.updates),
            same=walk.same,
            skipped=tuple(walk.skipped),
            unmapped=walk.unmapped,
            assumed=tuple(walk.assumed),
            waiting=preview.waiting,
            updates=tuple(walk.updates),
            kept=tuple(walk.kept),
        )


def preview_projects(
    projects: ProjectsFile,
    store: BareStore,
    view: ImportLookup,
    options: ImportOptions,
    only: Client | None,
) -> ImportPreview:
    """Which agreements a list of projects would make or change."""
    path, form = projects.source.path, projects.form
    if projects.day_reader(options) is None:
        example = next(iter(projects.days.two_ways.values()), "")
        ask = order_question(path, example)
        return ImportPreview(file=path, format=form.name, label=form.label, questions=(ask,))
    walk = _Matching(projects, view, options, only).walk
    question = walk.question(options)
    counts = {"client": len(walk.clients), "engagement": len(walk.new)}
    return ImportPreview(
        file=path,
        format=form.name,
        label=form.label,
        new=len(walk.new),
        updated=len(walk.updates),
        same=walk.same,
        skipped=tuple(walk.skipped),
        unmapped=walk.unmapped,
        assumed=tuple(walk.assumed),
        waiting=() if options.agreements else question,
        updates=tuple(walk.updates),
        kept=tuple(walk.kept),
        questions=question,
        new_clients=tuple(client.name for client in walk.clients),
        counts={kind: count for kind, count in counts.items() if count},
        sample=tuple(walk.new[:_SAMPLE]),
        plan=ProjectsPlan(projects, options, store.head(), walk, only),
    )


class _Matching:
    """Puts each project to the agreement of its client that is called so."""

    def __init__(
        self,
        projects: ProjectsFile,
        view: ImportLookup,
        options: ImportOptions,
        only: Client | None,
    ) -> None:
        self._view, self._options = view, options
        self._source = projects.form.source
        self._hand = view.by_hand("engagement")
        self._made: dict[str, Client] = {}
        self._seen: set[str] = set()
        self._owners = Owners(
            view.clients,
            self._unknown,
            only=only,
            choices=options.client_for,
            remembered=view.remembered(TOPIC),
        )
        self.walk = ProjectsWalk()
        days = projects.day_reader(options)
        assert days is not None
        for row in projects.agreed(days):
            skip = row if isinstance(row, Skip) else self._place(row)
            if skip is not None:
                self.walk.skipped.append(skip)
                for label in skip.labels:
                    self.walk.unmapped[label] = self.walk.unmapped.get(label, 0) + 1
        self.walk.remember.update(self._owners.remember)

    def _unknown(self, name: str) -> Client:
        return Client(
            id=client_id(name),
            name=name,
            currency=self._options.currency,
            payment_days=self._options.payment_days,
        )

    def _place(self, row: Agreed) -> Skip | None:
        """Take an agreement up, or say why it is left out."""
        owner = self._owners.of(row.client, row.project)
        if not isinstance(owner, Client):
            return nobody(row.line, owner)
        if owner.id not in self._view.stored:
            # It makes a client only of whom the user has named: many projects are long over.
            if owner.name not in self._options.client_for.values():
                why = f"no client is called “{owner.name}” yet"
                return Skip(row.line, why, bad=True, labels=(owner.name,))
            if owner.id not in self._made:
                self._made[owner.id] = replace(owner, currency=row.currency or owner.currency)
                self.walk.clients.append(self._made[owner.id])
            owner = self._made[owner.id]
        if row.currency and row.currency != owner.currency and (row.rate or row.fee):
            price = f"{rate_text(row.rate or row.fee or Decimal(0))} {row.currency}"
            self.walk.assumed.append(
                f"price of {row.project}: {price} is left out, {owner.name} pays in "
                f"{owner.currency}"
            )
            row = replace(row, rate=None, fee=None)
        id_ = record_id("engagement", self._source, f"{owner.id}\x1f{client_key(row.project)}")
        if id_ in self._seen:
            return Skip(row.line, f"“{row.project}” already appears further up", bad=True)
        self._seen.add(id_)
        stored = self._view.engagement_called(owner.id, row.project, id_)
        if stored is None and id_ in self._hand.taken_out:
            return Skip(row.line, "you removed it earlier")
        if stored is None:
            self.walk.new.append(self._new(id_, owner, row))
        else:
            self._compare(stored, row)
        return None

    def _new(self, id_: str, client: Client, row: Agreed) -> Engagement:
        start = row.start or self._view.first_day(client.id, row.project)
        if row.start is None:
            why = "its first hours here" if start else "today, because the file gives no date"
            self.walk.assumed.append(f"start of {row.project}: {start or self._options.on}, {why}")
        return Engagement(
            id=id_,
            client=client.id,
            name=row.project,
            mode="fixed" if row.fee else "hourly",
            start=start or self._options.on,
            end=row.end,
            rate=None if row.fee else row.rate,
            fee=row.fee,
            quoted_hours=_hours(row),
        )

    def _compare(self, stored: Engagement, row: Agreed) -> None:
        stated: dict[str, Any] = {"quoted_hours": _hours(row), "end": row.end}
        stated["fee" if stored.mode == "fixed" else "rate"] = (
            row.fee if stored.mode == "fixed" else row.rate
        )
        by_hand = stored.id in self._hand.entered
        edited = self._hand.imported(stored.id)
        changes: list[FieldChange] = []
        kept: list[FieldChange] = []
        typed_over = False
        for name, value in stated.items():
            now = getattr(stored, name)
            if value is None or value in (now, edited.get(name)):
                continue  # nothing new: the file said so before it was changed here
            typed = now is not None and (by_hand or name in edited)
            typed_over = typed_over or typed
            change = FieldChange(name, now, value)
            (kept if typed and self._options.agreements != "take" else changes).append(change)
        names = self._view.clients.names
        if kept:
            self.walk.kept.append(update_of(stored, kept, names))
        if typed_over:
            self.walk.differing.append(row.line)
        if changes:
            put = replace(stored, **{change.field: change.after for change in changes})
            self.walk.puts.append(Put(put, was=stored))
            self.walk.updates.append(update_of(stored, changes, names))
        elif not kept:
            self.walk.same += 1


def _hours(row: Agreed) -> float | None:
    return None if row.hours is None else float(round(row.hours, 2))
