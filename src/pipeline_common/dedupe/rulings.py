"""What persons decided about events, applied to clusters that were found by rule.

An account may be ruled to belong to a milestone (`Account.ruled`). Its whole cluster goes there,
unless others of the cluster are ruled to belong elsewhere: then the cluster is parted, and each
account that nobody ruled on goes with the one that it is likest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline_common.dedupe.accounts import Account
from pipeline_common.dedupe.clusters import Cluster
from pipeline_common.dedupe.events import likeness


def ruled_ids(accounts: Iterable[Account]) -> set[str]:
    """Ids of the milestones that some of the accounts are ruled to belong to."""
    return {account.ruled for account in accounts if account.ruled}


def arrange(clusters: Iterable[Cluster]) -> list[Cluster]:
    """The clusters as persons decided, in a fixed order; a function of the set of accounts.

    All clusters with accounts of one ruled milestone have to be among them.
    """
    free: list[Cluster] = []
    ruled: dict[str, list[Account]] = defaultdict(list)
    for cluster in clusters:
        if ruled_ids(cluster):
            for account in cluster:
                ruled[_belonging(account, cluster)].append(account)
        else:
            free.append(cluster)
    united = (tuple(sorted(accounts, key=lambda a: a.rank)) for accounts in ruled.values())
    return sorted([*free, *united], key=lambda cluster: cluster[0].key)


def _belonging(account: Account, cluster: Cluster) -> str:
    if account.ruled:
        return account.ruled
    others = [other for other in cluster if other.ruled]
    return min(others, key=lambda other: (-likeness(account, other), other.rank)).ruled
