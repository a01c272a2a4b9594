from pipeline_common.milestones.layout import Part, layout

PAGE = """首页 > 新闻 > 正文
两市签署协议
2020-01-02 08:30 来源：某报
图为签约现场。某某摄
1月1日，两市签署协议。
2019年，两市开通公交
共话发展
责任编辑：某某
相关阅读
别处的一条新闻，讲的是另一件事。"""


def test_each_line_has_its_part() -> None:
    assert [line.part for line in layout(PAGE)] == [
        Part.FURNITURE,
        Part.HEADLINE,
        Part.FURNITURE,
        Part.CAPTION,
        Part.BODY,
        Part.BODY,
        Part.HEADING,
        Part.FURNITURE,
        Part.FURNITURE,
        Part.FURNITURE,
    ]


def test_spans_are_the_lines() -> None:
    assert [PAGE[a:b] for a, b in (line.span for line in layout(PAGE))] == PAGE.split("\n")


def test_an_entry_of_a_chronicle_is_no_stamp() -> None:
    entry, stamp = layout("2014年8月6日 两市签署某某协议\n2014年8月6日 10:20 来源：某报")
    assert entry.part is Part.BODY
    assert stamp.part is Part.FURNITURE
