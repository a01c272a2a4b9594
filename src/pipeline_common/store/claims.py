"""Which stored milestone a cluster of accounts is.

An id that was published (or that a person decided on) stays: it goes where a person put it, else
where the account went that gave it its name, else where most of its accounts went. Any other id is
made anew from the accounts alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline_common.dedupe.clusters import Cluster
from pipeline_common.models import Status


@dataclass(frozen=True, slots=True)
class Known:
    """A stored milestone as far as its identity goes; `published` is its stored time or ""."""

    row: int
    urn: str
    published: str
    status: Status
    touched: bool = False  # by a person

    @property
    def lasting(self) -> bool:
        """Whether somebody outside may know the id."""
        return bool(self.published) or self.touched or self.status is Status.HIDDEN


@dataclass(frozen=True, slots=True)
class Claim:
    """What becomes of one cluster: it lives on in `keeper`, into which `merged` are merged."""

    cluster: Cluster
    keeper: Known | None
    merged: tuple[Known, ...] = ()


def claim(
    clusters: Sequence[Cluster], told: Sequence[Sequence[int | None]], known: Mapping[int, Known]
) -> list[Claim]:
    """The lasting milestones that each cluster continues.

    `told` holds, beside each cluster, the row of the milestone that each account told so far;
    `known` the milestones concerned, by row.
    """
    claims: dict[int, list[Known]] = {i: [] for i in range(len(clusters))}
    chosen = {a.ruled: i for i, cluster in enumerate(clusters) for a in cluster if a.ruled}
    births = {a.birth: i for i, cluster in enumerate(clusters) for a in cluster}
    votes = Counter(
        (row, i) for i, rows in enumerate(told) for row in rows if row is not None and row in known
    )
    for milestone in known.values():
        if not milestone.lasting:
            continue
        following = [(-n, i) for (row, i), n in votes.items() if row == milestone.row]
        if milestone.urn in chosen:
            claims[chosen[milestone.urn]].append(milestone)
        elif milestone.urn in births:
            claims[births[milestone.urn]].append(milestone)
        elif following:
            claims[min(following)[1]].append(milestone)
    result = []
    for i, cluster in enumerate(clusters):
        oldest = sorted(claims[i], key=lambda m: (chosen.get(m.urn) != i, _seniority(m)))
        result.append(Claim(cluster, oldest[0] if oldest else None, tuple(oldest[1:])))
    return result


def _seniority(milestone: Known) -> tuple[bool, bool, str, str]:
    gone = milestone.status in (Status.MERGED, Status.WITHDRAWN)
    return gone, not milestone.published, milestone.published, milestone.urn
