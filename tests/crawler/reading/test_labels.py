"""The line under a headline."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.labels import (
    clean_outlet,
    has_label,
    labelled_date,
    labelled_outlet,
    lone_date,
    updated_date,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("发布时间：2026-01-14 08:30", "2026-01-14T08:30:00+08:00"),
        ("发布日期: 2026年1月14日 来源：云溪日报", "2026-01-14"),
        ("【发稿时间】2026/01/14", "2026-01-14"),
        ("发布时间 [2026-01-14]", "2026-01-14"),
        ("时间：2026-01-14", "2026-01-14"),
        ("成文日期：2025-12-30 发布日期：2026-01-14", "2026-01-14"),
        ("成文日期：2025-12-30", None),
        ("报名时间：2026-01-14", None),
        ("开标时间：2026-01-14 09:00", None),
        ("有效期：2026-01-14", None),
        ("发布时间：01-14 08:30", None),
    ],
)
def test_labelled_date(text: str, value: str | None) -> None:
    assert labelled_date(text) == value


def test_far_from_a_headline_only_sure_labels_count() -> None:
    assert labelled_date("活动日期：2026-01-14；日期：2026-01-15", sure=True) is None
    assert labelled_date("发布于：2026-01-14", sure=True) == "2026-01-14"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-01-14 云溪网", "2026-01-14"),
        ("今天是2026年1月14日 星期三", None),
        ("更新时间：2026-01-14", None),
        ("页面生成时间 2026-01-14", None),
        ("截至2026年1月14日", None),
    ],
)
def test_lone_date(text: str, value: str | None) -> None:
    assert lone_date(text) == value


def test_updated_date() -> None:
    assert updated_date("更新时间：2026-01-14 15:00") == "2026-01-14T15:00:00+08:00"
    assert updated_date("发布时间：2026-01-14") is None


@pytest.mark.parametrize(
    ("text", "outlet"),
    [
        ("来源：云溪日报", "云溪日报"),
        ("来源: 云溪日报 作者：某某", "云溪日报"),
        ("信息来源：市发改委字号：大 中 小", "市发改委"),
        ("2026-01-14 12:11来源：云溪时报网作者：", "云溪时报网"),
        ("来源：云溪日报2026-01-14 08:49", "云溪日报"),
        ("来源：中国云溪网【打印】【关闭】", "中国云溪网"),
        ("来源丨云溪发布", "云溪发布"),
        ("（来源：云溪日报）", "云溪日报"),
        ("来源：云溪网－《云溪日报》", "云溪网－《云溪日报》"),
        ("来源：Yunxi Daily News 浏览：5", "Yunxi Daily News"),
        ("来源：云溪日报原创稿件", "云溪日报"),
        ("发布机构：云溪市交通运输局", "云溪市交通运输局"),
        ("來源：青嵐新聞網", "青嵐新聞網"),
        ("来源：", ""),
        ("来源：12345", ""),
        ("水的来源于山中", ""),
    ],
)
def test_labelled_outlet(text: str, outlet: str) -> None:
    assert labelled_outlet(text) == outlet


def test_clean_outlet_takes_a_bare_name() -> None:
    assert clean_outlet("来源：云溪日报") == clean_outlet(" 云溪日报 ") == "云溪日报"


def test_has_label() -> None:
    assert has_label("时间：2026-01-14")
    assert not has_label("会议时间较长，与会者表示满意。")


@given(
    st.text(st.sampled_from("发布时间日期来源：:于 \n2026-01/14年月[]【】云溪报作者"), max_size=80)
)
def test_never_raises(text: str) -> None:
    for read in (labelled_date, lone_date, updated_date):
        read(text)
    assert len(labelled_outlet(text)) <= 40
