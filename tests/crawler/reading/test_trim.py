"""What frames an article within its container."""

import pytest

from crawler.reading.trim import trim

PROSE = "云溪市与青岚市签署协议，两市将在年内开通三条跨市公交线路。"


@pytest.mark.parametrize(
    "tail",
    [
        "责任编辑：某某",
        "（责任编辑：某某）",
        "[责编：某某]",
        "编辑：某某",
        "【纠错】",
        "相关阅读：",
        "延伸阅读",
        "上一篇：无",
        "下一条：没有了",
        "特别声明：以上内容仅供参考",
        "扫一扫在手机打开当前页面",
        "来源：云溪日报",
        "初审：某某 复审：某某",
        "打印本页 关闭窗口",
        "返回搜狐，查看更多",
    ],
)
def test_tails(tail: str) -> None:
    assert trim([PROSE, PROSE + "二", tail, "尾声"], "标题") == [PROSE, PROSE + "二"]


@pytest.mark.parametrize(
    "line",
    ["下一步，两市将继续推进合作。", "附件内容另行公布。", "编辑部设在云溪。", "扫码即可乘车。"],
)
def test_sentences_are_no_tails(line: str) -> None:
    assert trim([PROSE, PROSE + "二", line], "标题")[-1] == line


@pytest.mark.parametrize(
    "head",
    [
        ["两市签署协议"],
        ["两市", "签署协议"],
        ["两市签署协议", "发布时间：2026-01-14 来源：云溪日报", "字号：大 中 小"],
        ["2026-01-14 08:30", "【大 中 小】"],
        ["两市签署协议", "时间：2026-01-14 浏览：15"],
    ],
)
def test_heads(head: list[str]) -> None:
    assert trim([*head, PROSE], "两市签署协议") == [PROSE]


@pytest.mark.parametrize(
    "first",
    [
        [PROSE * 2, "时间：2026-01-14，地点：云溪。"],
        ["2026年1月14日，两市签署协议"],
        ["各单位：", "时间：2026年1月14日上午9:00", "地点：云溪会堂"],
    ],
)
def test_the_texts_own_dates_are_no_head(first: list[str]) -> None:
    lines = [*first, PROSE]
    assert trim(lines, "标题") == lines


def test_repetitions_are_told_once() -> None:
    assert trim([PROSE, "图注", "图注"], "标题") == [PROSE, "图注"]


@pytest.mark.parametrize(
    "tail",
    [
        "平台声明：该文观点仅代表作者本人。",
        "云溪网声明：凡本网注明来源的作品，版权均属本网。",
        "本文系云溪网独家稿件，未经授权，不得转载。",
        "© 2026 云溪网",
        "网友评论",
        "返回搜狐，查看更多",
    ],
)
def test_a_sure_end_needs_no_half(tail: str) -> None:
    assert trim([PROSE * 3, tail, PROSE, PROSE, PROSE, PROSE], "标题") == [PROSE * 3]


@pytest.mark.parametrize(
    "tail",
    [
        "（文章来源：云溪日报）",
        "*文章为作者独立观点，不代表本站立场",
        "本文由 街角观察 授权 云溪网 发表，转载请注明出处。",
        "读者热线：0000-0000000",
        "如需转载请与本报联系。",
        "下载云溪客户端，看更多新闻",
        "請繼續往下閱讀...",
        "标签：公交 协议",
        "1 2 3 »",
    ],
)
def test_what_follows_in_the_second_half(tail: str) -> None:
    assert trim([PROSE, PROSE + "二", PROSE + "三", tail], "标题")[-1] == PROSE + "三"


@pytest.mark.parametrize("line", ["01", "图片来源：云溪日报", "声明书签署后，双方合影留念。"])
def test_lines_of_the_text(line: str) -> None:
    lines = [PROSE, PROSE + "二", line, PROSE + "三"]
    assert trim(lines, "标题") == lines


@pytest.mark.parametrize(
    "head",
    [
        ["（原标题：两市签约）"],
        ["文 | 某某　编辑 | 某某"],
        ["某某", "云溪网记者", "2026年1月14日"],
    ],
)
def test_names_above_the_text(head: list[str]) -> None:
    assert trim([*head, PROSE], "标题") == [PROSE]


def test_an_end_after_most_of_the_prose_needs_no_half() -> None:
    boxes = ["推广", "10:30", "某某", "一二三", "09:38", "更多", "专享", "排行"]
    assert trim([PROSE, PROSE + "二", "责任编辑：某某", *boxes], "标题") == [PROSE, PROSE + "二"]
    assert trim([PROSE, "作者：某某", PROSE * 3, PROSE, "尾声"], "标题")[1] == "作者：某某"
