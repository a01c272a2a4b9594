"""Which accounts tell of one event."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline_common.dedupe.accounts import Account
from pipeline_common.dedupe.events import (
    PlaceMatch,
    conflict,
    continues,
    explain,
    likeness,
    match_places,
)
from pipeline_common.models import Kind

Make = Callable[..., Account]
PLAN = ("《皖浙边界合作规划》",)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("湖州 宣城", "宣城 湖州", PlaceMatch.FULL),
        ("湖州 宣城", "湖州 宣城 广德", PlaceMatch.FULL),
        ("湖州 宣城", "湖州 杭州", PlaceMatch.ONE),
        ("湖州 宣城 广德", "湖州 宣城 安吉", PlaceMatch.HALF),
        ("湖州", "湖州", PlaceMatch.FULL),
        ("湖州", "杭州", PlaceMatch.NONE),
    ],
)
def test_places(one: str, other: str, expected: PlaceMatch) -> None:
    assert match_places(tuple(one.split()), tuple(other.split())) is expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"when": "2025-03-04~"}, {}),
        ({"when": "2025-03"}, {}),
        ({"when": "2025-02-28/2025-03-03"}, {}),
        ({"places": "湖州 宣城 广德"}, {}),
        ({"places": "湖州 安吉", "documents": PLAN}, {"documents": PLAN}),
        ({"when": "XXXX-03-03", "documents": PLAN}, {"documents": PLAN}),
        ({"when": None, "documents": PLAN}, {"documents": ("《皖浙边界合作框架规划》",)}),
        ({"when": "XXXX-03-03", "places": "湖州 宣城 广德"}, {"places": "湖州 宣城 广德"}),
        ({"when": None, "copies": ("b",)}, {}),
    ],
    ids=str,
)
def test_one_event(account: Make, one: dict, other: dict) -> None:
    usual = {"when": "2025-03-03", "places": "湖州 宣城"}
    left = account("a", **{**usual, "words": "湖州携手宣城签约", **one})
    right = account("b", **{**usual, "words": "两市书记见证协议落笔", **other})
    assert likeness(left, right) == likeness(right, left) > 0
    assert explain(left, right)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"when": "2025-03-05"}),
        ({}, {"kind": Kind.PLAN_POLICY}),
        ({}, {"places": "湖州 杭州"}),
        ({}, {"places": "嘉兴 杭州"}),
        ({"words": "第三次联席会议举行"}, {"words": "第四次联席会议举行"}),
        ({"words": "第三次聯席會議舉行"}, {"words": "第四次联席会议举行"}),
        (
            {"kind": Kind.INFRASTRUCTURE, "words": "湖宣高速开工"},
            {"kind": Kind.INFRASTRUCTURE, "words": "湖宣高速通车"},
        ),
        ({"when": "XXXX-03-03"}, {}),
        ({"when": "XXXX-03-03", "places": "湖州 宣城 广德"}, {}),
        ({"when": "XXXX-XX-03"}, {}),
        ({"when": None}, {}),
        ({"when": "2025"}, {}),
    ],
    ids=str,
)
def test_two_events(account: Make, one: dict, other: dict) -> None:
    usual = {"when": "2025-03-03", "places": "湖州 宣城"}
    left = account("a", **{**usual, "words": "湖州携手宣城签约", **one})
    right = account("b", **{**usual, "words": "两市书记见证协议落笔", **other})
    assert likeness(left, right) == likeness(right, left) == 0


@pytest.mark.parametrize("copies", [(), ("b",)])
def test_pairs_that_sign_alike_on_one_day_stay_apart(
    account: Make, copies: tuple[str, ...]
) -> None:
    """A template filled with another pair is no report of the same signing."""
    words = "签署合作协议，双方将在人才、信息和市场方面展开合作"
    left = account(
        "a", when="2025-03-03", places="湖州 宣城", words=f"湖州与宣城{words}", copies=copies
    )
    right = account("b", when="2025-03-03", places="湖州 杭州", words=f"湖州与杭州{words}")
    other = account("b", when="2025-03-03", places="绍兴 宁波", words=f"绍兴与宁波{words}")
    assert likeness(left, right) == likeness(right, left) == 0
    assert likeness(left, other) == likeness(other, left) == 0


def test_two_signings_of_one_article_stay_apart(account: Make) -> None:
    port = account("a", "2025-03-03", "湖州 宣城", words="签署港口共建协议")
    tour = account("a", "2025-03-03", "湖州 宣城", words="成立旅游推广联盟", start=60)
    again = account("a", "2025-03-03", "湖州 宣城", words="港口共建协议签署", start=120)
    assert conflict(port, tour)
    assert likeness(port, again) > 0


def test_an_edited_mention_continues_the_earlier_one(account: Make) -> None:
    before = account("a", "2025-03-03", "湖州 宣城", words="湖州与宣城签署港口共建协议")
    moved = account("a", "2025-03-04", "湖州 宣城", words="湖州和宣城签署港口共建协议", start=9)
    other = account("a", "2025-03-04", "湖州 宣城", words="双方考察渡口改造", start=9)
    assert continues(before, moved)
    assert not continues(before, other)
