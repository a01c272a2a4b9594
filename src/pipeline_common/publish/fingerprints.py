"""Fingerprints: short hashes that change when anything a document shows changes."""

from __future__ import annotations

import dataclasses
import hashlib
from operator import attrgetter

from pipeline_common.models import Change, Milestone, Report

#: Every field but those that are taken apart below, so that a new field counts from the first day.
_APART = frozenset({"reports", "history", "attributes"})
_PLAIN = attrgetter(*(f.name for f in dataclasses.fields(Milestone) if f.name not in _APART))
_REPORT = attrgetter(*(f.name for f in dataclasses.fields(Report)))
_CHANGE = attrgetter(*(f.name for f in dataclasses.fields(Change)))


def milestone_print(milestone: Milestone) -> str:
    """The fingerprint of all that is shown of a milestone."""
    text = repr(
        (
            _PLAIN(milestone),
            [_REPORT(report) for report in milestone.reports],
            [_CHANGE(change) for change in milestone.history],
            sorted(milestone.attributes.items()),
        )
    )
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def fingerprint(*parts: str) -> str:
    """A short hash over the parts, none of which can pass for two."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
