"""The whole of it: offsets, what explains a decision, where trust and relevance come from."""

from pipeline_common.milestones import extract
from pipeline_common.models import Kind, Trust

TEXT = (
    "新华社长沙6月21日电（记者王某）湖南、广东兩省(shěng)20日簽署《某某協(xié)議》。"
    "两省将于明年建立联席会议制度。"
)


def test_evidence_is_verbatim_and_behind_the_source() -> None:
    (mention,) = extract(TEXT, published="2019-06-21").mentions
    assert mention.evidence == TEXT[mention.start : mention.end]
    assert mention.evidence.startswith("湖南、广东兩省(shěng)20日簽署")
    assert mention.headline == "湖南、广东签署《某某协议》"
    assert mention.kind is Kind.AGREEMENT
    assert mention.documents == ("《某某协议》",)


def test_explaining_names_the_rules() -> None:
    candidates = extract(TEXT, published="2019-06-21", explain=True).candidates
    taken, refused = candidates
    assert taken.taken
    assert taken.rule == "sign: agreement"
    assert set(taken.notes) == {"date", "湖南", "广东"}
    assert not refused.taken
    assert refused.rule == "planned"
    assert not extract(TEXT, published="2019-06-21").candidates


def test_old_events_are_background() -> None:
    old, new = extract(
        "2010年5月，芜湖与宣城签署协议。9月1日，两市召开联席会议。", published="2020-09-02"
    ).mentions
    assert old.background
    assert not new.background


def test_untrustworthy_text_is_marked() -> None:
    extraction = extract("白癜风专科。5月1日，芜湖与宣城签署协议。", published="2020-05-02")
    assert extraction.trust is Trust.LOW
    assert len(extraction.mentions) == 1


def test_the_place_of_the_paper_is_a_party() -> None:
    (mention,) = extract(
        "5月1日，宣城市党政代表团来我市考察。", published="2020-05-02", home_place="芜湖"
    ).mentions
    assert set(mention.places) == {"宣城", "芜湖"}
    assert mention.headline == "宣城市党政代表团来芜湖考察"


def test_nothing_in_nothing() -> None:
    extraction = extract("", published=None)
    assert not extraction.mentions
    assert not extraction.relevant


def test_who_signs_at_a_ceremony_is_not_a_second_agreement() -> None:
    (mention,) = extract(
        "5月7日，湘赣边区消防协作签约仪式在醴陵举行。株洲、萍乡两市负责人分别在协议上签字。",
        published="2020-05-08",
    ).mentions
    assert mention.places == ("株洲", "萍乡")


def test_trial_runs_and_how_a_line_runs_are_no_openings() -> None:
    text = "5月7日，宣城至芜湖城际铁路开始运行试验，今后实行公交化开行。"
    assert not extract(text, published="2020-05-08").mentions


def test_an_earlier_meeting_of_the_series_is_background() -> None:
    text = "5月7日，芜湖宣城第二届联席会议召开。首届会议于2018年6月在宣城举行。"
    _, first = extract(text, published="2020-05-08").mentions
    assert first.background
    assert first.places == ("芜湖", "宣城")


def test_a_count_means_the_places_of_its_own_sentence_first() -> None:
    _, signed = extract(
        "3月2日，资溪县代表团赴光泽县考察，两县签署《某某协议》。《关于南昌与抚州合作的意见》另行印发。",
        published="2023-03-03",
    ).mentions[:2]
    assert signed.places == ("资溪", "光泽")


def test_a_link_road_ties_the_counties_that_it_lies_between() -> None:
    (opened,) = extract(
        "昨日，昌九大道连接线通车，德安县与永修县之间多了一条路。", published="2024-01-05"
    ).mentions
    assert opened.places == ("德安", "永修")


def test_other_pairs_sign_other_agreements() -> None:
    text = "5月6日，遂宁与南充签订供水协议，遂宁与资阳签订供电协议。"
    assert [m.places for m in extract(text, published="2020-05-07").mentions] == [
        ("遂宁", "南充"),
        ("遂宁", "资阳"),
    ]
    text = "5月6日，上海闵行、松江分别与淮南、宿州签署帮扶协议。"
    assert [m.places for m in extract(text, published="2020-05-07").mentions] == [
        ("闵行", "淮南"),
        ("松江", "宿州"),
    ]


def test_the_headline_of_a_ceremony_says_who_signs_what() -> None:
    (mention,) = extract(
        "昨日，昌抚某某合作协议签约仪式在我市举行。", published="2024-11-21", home_place="抚州"
    ).mentions
    assert mention.headline == "南昌、抚州签署昌抚某某合作协议"


def test_headlines_name_the_place_of_the_paper_and_leave_out_how_it_was_learnt() -> None:
    text = "日前，省政府印发《支持抚州与南昌合作的意见》。"
    (issued,) = extract(text, published="2024-11-21", home_place="抚州").mentions
    assert issued.headline == "江西省政府印发《支持抚州与南昌合作的意见》"
    (learnt,) = extract(
        "记者从某部门获悉：苏皖两省昨日联合开展某某执法行动。", published="2022-05-30"
    ).mentions
    assert learnt.headline == "苏皖两省联合开展某某执法行动"


def test_a_headline_does_not_open_what_runs_on_trial() -> None:
    text = "宣城至芜湖城际公交开行\n昨日，宣城与芜湖间的城际公交试运行，正式运营时间待定。"
    assert not extract(text, published="2020-05-08").mentions


def test_what_is_meant_by_the_same_has_its_parties() -> None:
    text = "5月7日，芜湖宣城合作产业园开园。2018年6月，省政府批准设立该园区。"
    _, earlier = extract(text, published="2020-05-08", home_place="芜湖").mentions
    assert earlier.date is not None
    assert earlier.date.edtf == "2018-06"
    assert earlier.places == ("芜湖", "宣城")


def test_a_subject_that_plans_has_not_signed() -> None:
    assert not extract("5月7日，芜湖、宣城两市计划签署协议。", published="2020-05-08").mentions
    assert extract("5月7日，芜湖、宣城三年行动计划签署。", published="2020-05-08").mentions


def test_what_a_paper_is_on_is_no_purpose() -> None:
    text = "5月7日，芜湖、宣城两市就水源保护印发实施办法。"
    (mention,) = extract(text, published="2020-05-08").mentions
    assert mention.kind is Kind.PLAN_POLICY


def test_who_takes_the_chair_first_is_not_the_only_member() -> None:
    text = "5月7日，芜湖、宣城、铜陵会商。三市签署公约，并成立防汛委员会，由铜陵市轮值。"
    *_, body = extract(text, published="2020-05-08").mentions
    assert body.kind is Kind.INSTITUTION
    assert body.places == ("芜湖", "宣城", "铜陵")


def test_what_was_years_ago_or_is_known_by_now_is_no_news() -> None:
    for text in (
        "三年前，芜湖至宣城铁路开通运营，两市往来更便捷。",
        "随着芜湖至宣城铁路开通，沿线土地价格上涨。",
    ):
        assert not extract(text, published="2020-05-08").mentions


def test_a_leader_without_a_city_is_of_the_home_city() -> None:
    text = "8月22日，市政协主席刘某率队赴扬州、泰州考察大运河。"
    (visit,) = extract(text, published="2019-08-24", home_place="淮安").mentions
    assert visit.places == ("淮安", "扬州", "泰州")
    assert visit.headline.startswith("淮安市政协主席")


def test_the_day_of_the_report_is_not_that_of_the_event() -> None:
    (signed,) = extract("本报12月2日讯 青岛与日喀则签署协议。", published="2016-12-03").mentions
    assert signed.date is not None
    assert signed.date.edtf == "2016-12-02~"


def test_what_is_a_month_off_has_not_come() -> None:
    text = "离芜湖至宣城铁路开通还有一个月，5月7日两市筹备。"
    assert not extract(text, published="2020-05-08").mentions


def test_a_first_list_is_one_paper() -> None:
    text = "根据协议，现将芜湖、宣城两市第一批通办事项清单予以公布。\n2020年5月6日"
    (mention,) = extract(text, published="2020-05-08").mentions
    assert mention.kind is Kind.PLAN_POLICY
    assert mention.date is not None
    assert mention.date.edtf == "2020-05-06"
