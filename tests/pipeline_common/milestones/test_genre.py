import pytest

from pipeline_common.milestones.genre import Genre, genre_of, is_relevant, trust_of
from pipeline_common.models import Trust
from pipeline_common.regions.matching import find_places


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("两市签署协议。", Genre.REPORT),
        ("医院招聘岗位若干，学历本科，笔试另行通知。", Genre.JOB),
        ("板块大涨，多股涨停，投资者谨慎。", Genre.STOCK),
        ("古镇打卡，民宿过夜，门票提前买。", Genre.TRAVEL),
        ("楼盘开盘，均价九千，户型方正。", Genre.PROPERTY),
        ("多地与北京省签约。", Genre.FILLER),
        ("某市与开封省签约。", Genre.FILLER),
        ("吉林省与某市签约，合肥省际客运站启用。", Genre.REPORT),
        ("明天两市开会，明天三市签约，明天大桥通车。明天又有新闻。", Genre.INJECTED),
    ],
)
def test_sorts_of_texts(text: str, genre: Genre) -> None:
    assert genre_of(text) is genre


@pytest.mark.parametrize(
    "text",
    [
        "省*府消息，市*委召开会议",
        "里程达公里，到年完成",
        "赞同建立有些区域",
        "【某地招商】两市签约",
    ],
)
def test_spun_and_damaged_copies_are_not_believed(text: str) -> None:
    assert trust_of(text, Genre.REPORT) is Trust.LOW


def test_what_is_about_ties_between_places() -> None:
    tied, single = "兰州与西宁相距不远，往来方便。", "兰州的春天来了。"
    assert is_relevant(tied, Genre.REPORT, find_places(tied))
    assert not is_relevant(single, Genre.REPORT, find_places(single))
    assert not is_relevant(tied, Genre.JOB, find_places(tied))
