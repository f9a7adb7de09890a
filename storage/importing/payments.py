"""Payments of a file that lists them, put to the invoices there are.

No payment makes an invoice: one whose invoice is not here is named and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from storage.bare_store import BareStore
from storage.import_topics import READ_TOPIC, SOURCES_TOPIC
from storage.importing.clients import TOPIC
from storage.importing.lookup import ClientMatches, ImportLookup
from storage.importing.options import ImportOptions, order_question
from storage.importing.payment_matching import PaymentMatching, PaymentWalk
from storage.importing.payment_rows import PaymentsFile
from storage.importing.preview import ImportPreview, Result
from storage.importing.profile import Progress
from storage.importing.source_answers import (
    answers_to_remember,
    answers_topic,
    with_source_answers,
)
from storage.importing.sources import remembered_source
from storage.importing.text_source import refuse_changed


@dataclass(frozen=True)
class PaymentsPlan:
    """What a file of payments brings, as of the journal's entry `head`."""

    payments: PaymentsFile
    options: ImportOptions
    head: int
    walk: PaymentWalk

    def carry_out(
        self, preview: ImportPreview, store: BareStore, progress: Progress | None
    ) -> Result:
        """Write it; when something was written in between, it is looked at anew first."""
        source, form = self.payments.source, self.payments.form
        refuse_changed(source)
        walk, waiting = self.walk, preview.waiting
        if store.head() != self.head:
            view = ImportLookup(store, ClientMatches())
            walk = PaymentMatching(view, self.payments, self.options).walk
            waiting = walk.waiting(self.options)
        remembered = remembered_source(
            form.name,
            form.label.partition(",")[0],
            form.source,
            source.path,
            self.options.on,
            fingerprint=source.fingerprint,
        )
        batch = store.import_batch(
            f"Import of {source.path.name}",
            file=source.path.name,
            fingerprint=source.fingerprint,
            new=walk.new,
            updated=walk.puts,
            remember={
                READ_TOPIC: {source.fingerprint: source.path.name},
                SOURCES_TOPIC: remembered,
                TOPIC: walk.named,
                answers_topic(form.source): answers_to_remember(self.options, {}),
            },
            progress=progress,
        )
        return Result(
            file=preview.file,
            format=preview.format,
            batch=batch.id if walk.new or walk.puts else None,
            new=len(walk.new),
            updated=len(walk.updates),
            same=walk.same,
            skipped=tuple(walk.skipped),
            unmapped=walk.unmapped,
            assumed=preview.assumed,
            waiting=waiting,
            updates=tuple(walk.updates),
            kept=tuple(walk.kept),
            held=tuple(walk.held),
        )


def preview_payments(
    payments: PaymentsFile, store: BareStore, view: ImportLookup, options: ImportOptions
) -> ImportPreview:
    """Which invoices a file of payments would settle."""
    path, form = payments.source.path, payments.form
    remembered = store.remembered(answers_topic(form.source))
    options, recalled = _with_remembered_order(payments, options, remembered)
    if payments.day_reader(options) is None:
        example = next(iter(payments.days.two_ways.values()), "")
        question = order_question(path, example)
        return ImportPreview(file=path, format=form.name, label=form.label, questions=(question,))
    walk = PaymentMatching(view, payments, options).walk
    return ImportPreview(
        file=path,
        format=form.name,
        label=form.label,
        new=len(walk.new),
        updated=len(walk.updates),
        same=walk.same,
        skipped=tuple(walk.skipped),
        unmapped=walk.unmapped,
        assumed=recalled,
        waiting=walk.waiting(options),
        updates=tuple(walk.updates),
        kept=tuple(walk.kept),
        held=tuple(walk.held),
        questions=walk.questions,
        counts={"payment": len(walk.new)} if walk.new else {},
        sample=(),
        plan=PaymentsPlan(payments, options, store.head(), walk),
    )


def _with_remembered_order(
    payments: PaymentsFile, options: ImportOptions, remembered: Mapping[str, str]
) -> tuple[ImportOptions, tuple[str, ...]]:
    """The options with the order of dates that was said of an earlier file, where this one does
    not say it itself; and that it was."""
    if payments.day_reader(options) is not None:
        return options, ()
    recalled = with_source_answers(options, remembered)
    if payments.day_reader(recalled) is None:
        return options, ()
    return recalled, (f"dates: {recalled.dates}, as you said earlier",)
