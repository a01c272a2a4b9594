"""Clustering depends on the set of accounts alone, and a change touches only its surroundings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_common.dedupe.accounts import Account
from pipeline_common.dedupe.blocks import filing_keys, lookup_keys
from pipeline_common.dedupe.clusters import Cluster, Near, resolve
from pipeline_common.dedupe.events import related
from pipeline_common.models import Kind, Mention

Make = Callable[..., Account]


def near_in(accounts: Iterable[Account]) -> Near:
    filed = [(filing_keys(a.mention), a) for a in accounts]

    def near(mention: Mention, articles: Collection[str]) -> list[Account]:
        keys = lookup_keys(mention)
        return [a for k, a in filed if not k.isdisjoint(keys) or a.article_id in articles]

    return near


def named(clusters: Iterable[Cluster]) -> set[frozenset[str]]:
    return {frozenset(a.article_id for a in cluster) for cluster in clusters}


def cluster(accounts: list[Account]) -> set[frozenset[str]]:
    return named(resolve(accounts, near_in(accounts)))


def test_reports_with_and_without_a_year_join(account: Make) -> None:
    accounts = [
        account("day", "2021-05-19", "武昌 汉阳 蔡甸"),
        account("open", "XXXX-05-19", "武昌 汉阳 蔡甸"),
        account("lately", "2021-05-22~", "武昌 汉阳 蔡甸"),
        account("month", "2021-05", "武昌 汉阳 蔡甸"),
        account("elsewhere", "2021-05-19", "江夏 汉南"),
    ]
    assert cluster(accounts) == {
        frozenset({"day", "open", "lately", "month"}),
        frozenset({"elsewhere"}),
    }


def test_a_vague_report_joins_the_nearest_of_two_signings(account: Make) -> None:
    accounts = [
        account("first", "2025-06-02", "黄石 鄂州"),
        account("second", "2025-06-09", "黄石 鄂州"),
        account("lately", "2025-06-10~", "黄石 鄂州"),
    ]
    assert cluster(accounts) == {frozenset({"first"}), frozenset({"second", "lately"})}


def test_an_open_year_stays_open_between_two_forums(account: Make) -> None:
    words = {"words": "湘赣边论坛开幕", "kind": Kind.MEETING_VISIT}
    accounts = [
        account("2018", "2018-06-06", "浏阳 上栗 醴陵", **words),
        account("2019", "2019-06-06", "浏阳 上栗 醴陵", **words),
        account("open", "XXXX-06-06", "浏阳 上栗 醴陵", **words),
    ]
    assert cluster(accounts) == {frozenset({"2018"}), frozenset({"2019"}), frozenset({"open"})}


def test_a_range_does_not_chain_two_days(account: Make) -> None:
    accounts = [
        account("one", "2025-06-02", "黄石 鄂州"),
        account("both", "2025-06-02/2025-06-03", "黄石 鄂州"),
        account("two", "2025-06-03", "黄石 鄂州"),
    ]
    clusters = cluster(accounts)
    assert not any({"one", "two"} <= c for c in clusters)
    assert len(clusters) == 2


PLACES = ["甲 乙", "甲 乙 丙", "乙 丙", "甲 丁"]
TIMES = [
    "2025-03-01", "2025-03-02", "2025-03-01/2025-03-03", "2025-03-05~", "2025-03-12~",
    "2025-03-20~", "2025-03", "XXXX-03-01", "XXXX-03-02", "2024-03-01", "XXXX-XX-02", None,
]  # fmt: skip
WORDS = ["第一次会议举行", "第二次会议举行", "签署合作协议", "大桥通车"]


@st.composite
def account_sets(draw: st.DrawFn) -> list[tuple[str, str | None, str, str, tuple[str, ...], int]]:
    size = draw(st.integers(2, 9))
    return [
        (
            f"a{draw(st.integers(0, 6))}",
            draw(st.sampled_from(TIMES)),
            draw(st.sampled_from(PLACES)),
            draw(st.sampled_from(WORDS)),
            draw(st.sampled_from([(), ("《甲乙规划》",)])),
            i,
        )
        for i in range(size)
    ]


@settings(deadline=None, max_examples=150)
@given(account_sets(), st.randoms(use_true_random=False), st.integers(0, 8))
def test_what_a_change_touches_ends_as_if_all_were_clustered_at_once(
    account: Make, drawn: list, random: object, gone: int
) -> None:
    accounts = [
        account(a, when, places, words=words, documents=titles, start=100 * i, minute=i)
        for a, when, places, words, titles, i in drawn
    ]
    random.shuffle(accounts)  # type: ignore[attr-defined]
    known: dict[tuple, frozenset] = {}  # cluster of each account, kept up step by step

    def keep(changed: list[Account], stored: list[Account]) -> None:
        for found in resolve(changed, near_in(stored)):
            keys = frozenset(a.key for a in found)
            known.update(dict.fromkeys(keys, keys))

    for i in range(len(accounts)):
        keep([accounts[i]], accounts[: i + 1])
        assert set(known.values()) == _at_once(accounts[: i + 1])
    removed = accounts.pop(gone % len(accounts))
    del known[removed.key]
    near = near_in(accounts)(removed.mention, {removed.article_id})
    keep([a for a in near if related(removed, a)], accounts)
    assert set(known.values()) == _at_once(accounts)


def _at_once(accounts: list[Account]) -> set[frozenset]:
    return {frozenset(a.key for a in c) for c in resolve(accounts, near_in(accounts))}
