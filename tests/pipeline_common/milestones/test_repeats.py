"""What is told twice in one article is one milestone; what only looks alike is two."""

from pipeline_common.milestones import extract
from pipeline_common.models import Mention


def read(text: str, published: str | None = "2021-06-02") -> tuple[Mention, ...]:
    return extract(text, published=published).mentions


def test_headline_lead_and_body_are_one_with_all_facts() -> None:
    (mention,) = read(
        "芜湖宣城签署协议\n芜湖、宣城两市昨天签署合作协议。\n"
        "在昨天的座谈会上，两市签署了《芜宣同城化协议》。"
    )
    assert mention.date is not None
    assert mention.date.edtf == "2021-06-01"
    assert mention.documents == ("《芜宣同城化协议》",)


def test_two_agreements_of_one_pair_stay_apart() -> None:
    mentions = read(
        "6月1日，芜湖与宣城签署《甲协议》。会上，芜湖、宣城两市文旅局还签署了《乙协议》。"
    )
    assert [m.documents for m in mentions] == [("《甲协议》",), ("《乙协议》",)]


def test_two_years_of_a_series_stay_apart() -> None:
    mentions = read("2019年5月6日，芜湖与宣城召开联席会议。2020年5月7日，芜湖与宣城召开联席会议。")
    assert len(mentions) == 2


def test_a_pair_for_each_of_several() -> None:
    mentions = read("6月1日，芜湖分别与宣城、铜陵签署旅游协议。")
    assert [set(m.places) for m in mentions] == [{"芜湖", "宣城"}, {"芜湖", "铜陵"}]
