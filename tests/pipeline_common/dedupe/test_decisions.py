"""The verdict on an incoming article."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pipeline_common.dedupe import Fingerprint, decide, find_copies
from pipeline_common.models import Verdict

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def fingerprint(name: str, *, digest: str = "a", hours: int = 0, shingles: range = range(40)):
    return Fingerprint(name, digest, NOON + timedelta(hours=hours), tuple(shingles))


def no_content(_: str) -> str:
    raise AssertionError("asked for a text although the sketches are clear")


def test_unknown_address_and_text_is_new() -> None:
    assert decide(None, fingerprint("a"), ()).verdict is Verdict.NEW


def test_equal_digest_is_the_same_even_when_fetched_later() -> None:
    assert decide(fingerprint("a"), fingerprint("a", hours=5), ()).verdict is Verdict.SAME


def test_other_digest_is_a_change() -> None:
    later = fingerprint("a", digest="b", hours=1)
    assert decide(fingerprint("a"), later, ()).verdict is Verdict.CHANGED


def test_a_batch_that_comes_late_never_puts_back_an_old_version() -> None:
    old = fingerprint("a", digest="b", hours=-1)
    decision = decide(fingerprint("a"), old, ())
    assert decision.verdict is Verdict.SAME
    assert "later version" in decision.reason


def test_a_copy_names_the_nearest_original() -> None:
    new = fingerprint("new", shingles=range(40))
    whole = fingerprint("whole", shingles=range(40))
    half = fingerprint("half", shingles=range(15, 55))
    copies = find_copies(new, "", [half, whole, new], no_content)
    assert [copy.article_id for copy in copies] == ["whole", "half"]
    decision = decide(None, new, copies)
    assert (decision.verdict, decision.other) == (Verdict.DUPLICATE, "whole")
    assert "100%" in decision.reason


def test_an_unclear_share_is_settled_by_a_common_passage() -> None:
    passage = "两地交通部门介绍跨界客运线路将由现有的三条增加到七条沿线居民凭一张卡乘车"
    new, other = fingerprint("new"), fingerprint("other", shingles=range(24, 64))
    texts = {"other": f"另据报道，{passage}。"}
    assert find_copies(new, f"本报讯 {passage}", [other], texts.__getitem__)
    assert not find_copies(new, "别的内容", [other], texts.__getitem__)


def test_a_small_share_is_no_copy() -> None:
    assert not find_copies(
        fingerprint("new"), "", [fingerprint("x", shingles=range(30, 70))], no_content
    )
