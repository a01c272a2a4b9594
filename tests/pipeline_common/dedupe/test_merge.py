"""Facts of a milestone from the accounts of its event."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.dedupe.accounts import Account
from pipeline_common.dedupe.merge import merge
from pipeline_common.models import EventDate, Kind, Mention, Trust

START = datetime(2026, 1, 1, tzinfo=UTC)


def account(
    article: str,
    minute: int,
    when: str | None = "2025-03-03",
    places: str = "湖州 宣城",
    *,
    documents: tuple[str, ...] = (),
    headline: str = "签署渡口协议",
    attributes: dict[str, str] | None = None,
    background: bool = False,
    trust: Trust = Trust.NORMAL,
    backfill: bool = False,
) -> Account:
    mention = Mention(
        EventDate(when) if when else None, Kind.AGREEMENT, tuple(places.split()), documents,
        headline, headline, 0, 9, background, attributes or {},
    )  # fmt: skip
    fetched = START + timedelta(minutes=minute)
    return Account(article, mention, fetched, fetched, trust, backfill)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2025-03-05~", "2025-03-03"], "2025-03-03"),
        (["2025-03", "2025-03-05~"], "2025-03-05~"),
        (["XXXX-03-03", "2025-03"], "2025-03"),
        ([None, "XXXX-03-03"], "XXXX-03-03"),
        (["2025-03-03", "2025-03-02/2025-03-03"], "2025-03-03"),
        ([None], None),
    ],
)
def test_a_later_report_makes_the_date_exact_and_never_another(
    dates: list[str | None], expected: str | None
) -> None:
    facts = merge([account(f"a{i}", i, when) for i, when in enumerate(dates)])
    assert (facts.date.edtf if facts.date else None) == expected


def test_a_fuller_list_or_two_others_add_a_party() -> None:
    assert merge([account("a", 0), account("b", 1, places="宣城 湖州 广德")]).places == (
        "湖州", "宣城", "广德",
    )  # fmt: skip
    strays = [account("a", 0), account("b", 1, places="湖州 安吉")]
    assert merge(strays).places == ("湖州", "宣城")
    assert merge([*strays, account("c", 2, places="宣城 安吉")]).places == ("湖州", "宣城", "安吉")


def test_low_trust_supplies_no_fact_while_another_tells_it() -> None:
    spun = account("spun", 0, "2025-07-03", "湖州 上海省", headline="有些地方赞同", trust=Trust.LOW)
    facts = merge([spun, account("paper", 5, documents=("《渡口协议》",))])
    assert (facts.date, facts.headline) == (EventDate("2025-03-03"), "签署渡口协议")
    assert facts.places == ("湖州", "宣城")
    assert facts.recorded == START
    assert merge([spun]).headline == "有些地方赞同"


def test_a_document_is_named_once() -> None:
    facts = merge(
        [
            account("a", 0, documents=("《关于渡口共建的合作协议》",)),
            account("b", 1, documents=("《渡口共建合作框架协议》", "《护林联防备忘录》")),
        ]
    )
    assert facts.documents == ("《关于渡口共建的合作协议》", "《护林联防备忘录》")


def test_news_is_told_before_what_is_told_in_passing() -> None:
    passing = account("feature", 0, headline="三年前签过协议", background=True)
    assert merge([passing, account("news", 9)]).headline == "签署渡口协议"
    assert merge([passing]).backfill
    assert not merge([passing, account("news", 9)]).backfill


def test_attributes_of_the_first_win() -> None:
    facts = merge(
        [
            account("a", 0, attributes={"length": "138公里"}),
            account("b", 1, attributes={"length": "140公里", "invest": "20亿元"}),
        ]
    )
    assert facts.attributes == {"invest": "20亿元", "length": "138公里"}


ACCOUNTS = st.builds(
    account,
    st.sampled_from("abcdef"),
    st.integers(0, 3),
    st.sampled_from(["2025-03-03", "2025-03-05~", "2025-03", None]),
    st.sampled_from(["湖州 宣城", "湖州 宣城 广德", "宣城 安吉"]),
    documents=st.sampled_from([(), ("《渡口协议》",)]),
    trust=st.sampled_from(list(Trust)),
    background=st.booleans(),
)


@given(st.lists(ACCOUNTS, min_size=1, max_size=6, unique_by=lambda a: a.key), st.randoms())
def test_the_order_of_arrival_does_not_count(accounts: list[Account], random: object) -> None:
    shuffled = list(accounts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge(shuffled) == merge(accounts)
