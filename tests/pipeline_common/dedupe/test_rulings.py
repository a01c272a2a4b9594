"""What persons decided, over what rules found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.dedupe.accounts import Account
from pipeline_common.dedupe.rulings import arrange, ruled_ids


def names(clusters: list[tuple[Account, ...]]) -> list[set[str]]:
    return [{a.article_id for a in cluster} for cluster in clusters]


def test_clusters_of_one_ruled_milestone_become_one(account: Callable[..., Account]) -> None:
    a = replace(account("a", "2026-01-03", "湖州 宣城"), ruled="urn:x")
    b = replace(account("b", "2026-01-05", "湖州 宣城"), ruled="urn:x")
    follower = account("c", "2026-01-05", "湖州 宣城", minute=5)
    other = account("d", "2026-01-09", "湖州 宣城")
    assert names(arrange([(a,), (b, follower), (other,)])) == [{"a", "b", "c"}, {"d"}]


def test_a_cluster_ruled_two_ways_is_parted(account: Callable[..., Account]) -> None:
    a = replace(account("a", "2026-01-03", "湖州 宣城", words="签署供水协议"), ruled="urn:x")
    b = replace(account("b", "2026-01-03", "湖州 宣城", words="大桥正式合龙"), ruled="urn:y")
    like = account("c", "2026-01-03", "湖州 宣城", words="大桥今日正式合龙", minute=9)
    assert names(arrange([(a, b, like)])) == [{"a"}, {"b", "c"}]


def test_without_rulings_nothing_changes(account: Callable[..., Account]) -> None:
    clusters = [(account("a", "2026-01-03", "湖州"),), (account("b", "2026-01-04", "湖州"),)]
    assert arrange(clusters) == clusters


@given(
    st.lists(st.lists(st.sampled_from(["", "", "urn:x", "urn:y"]), min_size=1, max_size=4)),
    st.randoms(use_true_random=False),
)
def test_order_does_not_count_and_nothing_is_lost(
    account: Callable[..., Account], ruled: list[list[str]], random: object
) -> None:
    clusters = [
        tuple(
            replace(account(f"a{i}-{k}", f"2026-01-{1 + i % 28:02}", "湖州 宣城"), ruled=urn)
            for k, urn in enumerate(urns)
        )
        for i, urns in enumerate(ruled)
    ]
    shuffled = list(clusters)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    arranged = arrange(clusters)
    assert arrange(shuffled) == arranged
    assert sorted(a.key for c in arranged for a in c) == sorted(a.key for c in clusters for a in c)
    assert all(len(ruled_ids(cluster)) <= 1 for cluster in arranged)
