"""A survey: what there is to publish, and a fingerprint of each, before anything is made of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from pipeline_common.models import Milestone
from pipeline_common.publish.entries import update_instants
from pipeline_common.publish.fingerprints import fingerprint, milestone_print
from pipeline_common.publish.views import is_fed


@dataclass(frozen=True, slots=True)
class Survey:
    """Mappings are by milestone id."""

    milestones: Mapping[str, Milestone]  # those that may be in a feed
    instants: Mapping[str, datetime]  # when each was last updated; not of those without usable ones
    prints: Mapping[str, str]  # of all that an entry shows
    seed: str  # what every document depends on
    whole: str  # fingerprint of everything


def make_survey(milestones: Iterable[Milestone], *, seed: str, also: Iterable[str] = ()) -> Survey:
    """The survey of these milestones; `also` is what else a publication shows."""
    known = {m.id: m for m in milestones}
    fed = {identity: m for identity, m in known.items() if is_fed(m)}
    instants = update_instants(fed.values())
    prints = {
        identity: milestone_print(m, instants.get(identity, m.changed), seed)
        for identity, m in fed.items()
    }
    gone = (f"{m.id} {m.status} {m.merged_into}" for m in known.values() if not is_fed(m))
    whole = fingerprint(seed, *sorted(gone), "|", *also, "|", *sorted(prints.values()))
    return Survey(fed, instants, prints, seed, whole)
