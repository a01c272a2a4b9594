from pipeline_common.milestones.attributes import read_attributes


def test_figures_with_their_units() -> None:
    text = "全长约138公里、设计时速350公里的铁路开通，签约项目25个，总投资180亿元"
    assert read_attributes(text) == {
        "length": "138公里",
        "speed": "350公里",
        "projects": "25个",
        "value": "180亿元",
    }


def test_no_figures() -> None:
    assert read_attributes("两市签署协议") == {}
