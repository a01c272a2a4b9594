import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.milestones.places import find_parties, read_places
from pipeline_common.regions.gazetteer import find_division
from pipeline_common.text import normalise


def parties(
    clause: str, *, before: str = "", after: str = "", home: str | None = None
) -> list[str]:
    context = read_places(before + clause + after, home)
    start = len(before)
    return [p.name for p in find_parties(context, start, start + len(clause))]


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("衡阳市与清远市签署框架协议", "衡阳 清远"),
        ("浙江温州、福建宁德签订协议", "温州 宁德"),
        ("天津市静海区与沧州市签订协议", "静海 沧州"),
        ("江西、湖北两省公安厅签约", "江西 湖北"),
        ("沪苏浙皖医保局共同发布清单", "上海 江苏 浙江 安徽"),
        ("渝桂黔三省区联席会议召开", "重庆 广西 贵州"),
        ("川渝联合启动护河行动", "四川 重庆"),
        ("南昌—赣江新区工作对接会举行", "南昌 赣江新区"),
        ("若尔盖县公安局、红原县公安局签订协议书", "若尔盖 红原"),
        ("“昌九抚”文旅联盟成立", "南昌 九江 抚州"),
    ],
)
def test_stated_parties(clause: str, expected: str) -> None:
    assert set(parties(clause)) == set(expected.split())


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("昌景黄高铁开通运营", "南昌 景德镇 黄山"),
        ("港珠澳大桥通车", "香港 珠海 澳门"),
        ("成渝中线成都至重庆段开工", "成都 重庆"),
        ("江西赣州至广东深圳高铁开通", "赣州 深圳"),
        ("京港高铁赣州至深圳段（以下简称赣深高铁）开通", "赣州 深圳"),
        ("杭绍甬高速（杭绍段）建成通车", "杭州 绍兴"),
        ("四川境内隆昌经泸州至叙永的铁路开通", "隆昌 泸州 叙永"),
        ("标志着连接浙江、福建、广东三省的甬莞高速贯通", "浙江 福建 广东"),
        ("大桥跨越江面，东接香港，西接广东省珠海市和澳门", "香港 珠海 澳门"),
        ("京津冀定制快巴北京至雄安新区线路开行", "北京 雄安"),
        ("陕北至武汉特高压工程投运", "陕西 武汉"),
        ("固安至大兴的公交开通", "固安 大兴"),
        ("天津至北京大兴国际机场铁路开通", "天津 北京"),
    ],
)
def test_ends_of_lines(clause: str, expected: str) -> None:
    assert set(parties(clause)) == set(expected.split())


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("南昌、九江在抚州召开座谈会", "南昌 九江"),
        ("京津冀三地在雄安新区共同签署方案", "北京 天津 河北"),
        ("粤港澳三地在深圳首次公布标准", "广东 香港 澳门"),
        ("新华社合肥6月1日电，江苏与浙江签约", "江苏 浙江"),
        ("据江西日报消息，福建与广东签约", "福建 广东"),
        ("南昌大学专家到场，九江与宜春签约", "九江 宜春"),
        ("泸州、遵义两地法院共建的赤水河法庭挂牌", "泸州 遵义"),
        ("天津市与河北省签署《津冀（涉县）园区协议》", "天津 河北"),
    ],
)
def test_venues_outlets_and_schools_are_no_parties(clause: str, expected: str) -> None:
    assert set(parties(clause)) == set(expected.split())


def test_companies_and_titles_stand_in_where_nobody_else_is_named() -> None:
    assert set(parties("天津港集团与河北港口集团出资的公司揭牌")) == {"天津", "河北"}
    assert set(parties("海关总署发布《支持粤港澳大湾区措施》")) == {"广东", "香港", "澳门"}


@pytest.mark.parametrize(
    ("before", "clause", "expected"),
    [
        ("南昌、九江举行座谈。会上，", "两市签署合作协议", "南昌 九江"),
        ("4月，苏鲁豫皖会商。", "四省签署协议", "江苏 山东 河南 安徽"),
        ("重庆市江津区与泸州市会商。", "双方签订协议", "江津 泸州"),
        ("云南的曲靖市、昭通市，贵州的六盘水市到会。", "两省的3个州市成立联盟", "曲靖 昭通 六盘水"),
        ("南昌在前，九江在后。", "两地签署协议", "南昌 九江"),
        ("徐州市、淮北市会商。", "当日，还召开对接会", "徐州 淮北"),
    ],
)
def test_references_are_carried_over(before: str, clause: str, expected: str) -> None:
    assert set(parties(clause, before=before)) == set(expected.split())


def test_a_reference_may_be_resolved_by_what_follows() -> None:
    after = "。云南的曲靖市、昭通市，贵州的六盘水市同处高原"
    assert set(parties("“云贵三城”联盟成立", after=after)) == {"曲靖", "昭通", "六盘水"}


@pytest.mark.parametrize(
    ("clause", "home", "expected"),
    [
        ("九江市代表团来我市考察", "南昌", "九江 南昌"),
        ("我省与湖北省签订协议", "南昌", "江西 湖北"),
        ("省政府印发《支持抚州加快发展的意见》", "江西", "江西 抚州"),
        ("代表团赴龙游县考察，两县签订协议", "奉新", "龙游 奉新"),
        ("我省进入山东的德上高速贯通", "安徽", "安徽 山东"),
    ],
)
def test_the_place_of_the_paper(clause: str, home: str, expected: str) -> None:
    assert set(parties(clause, home=home)) == set(expected.split())


def test_the_sentence_around_a_clause_names_its_parties() -> None:
    before = "大桥东接香港，西接澳门，"
    assert set(parties("2009年动工", before=before)) == {"香港", "澳门"}
    after = "：做强南昌、做大九江"
    assert set(parties("我省作出部署", after=after, home="江西")) == {"江西", "南昌", "九江"}
    assert parties("上海浦东新区成立", after="，湖南湘江新区成立") == ["浦东"]


def test_the_rest_of_the_sentence_tells_which_members_came() -> None:
    after = "，厦门、汕头、温州三市市长出席"
    clause = "粤闽浙沿海城市群市长会议在厦门召开"
    assert set(parties(clause, after=after)) == {"厦门", "汕头", "温州"}
    assert set(parties(clause, after="，天气晴朗")) == {"广东", "福建", "浙江"}


def test_where_the_parties_lie_is_no_party() -> None:
    clause = "安徽、江苏、浙江三省交界的宣城、湖州、常州三市签署协议"
    assert parties(clause) == ["宣城", "湖州", "常州"]


def test_a_setting_or_purpose_is_no_party_beside_others() -> None:
    assert set(parties("在南昌车展开幕式上，青海、甘肃两省签约")) == {"青海", "甘肃"}
    assert set(parties("深中通道开通，助力粤港澳大湾区")) == {"深圳", "中山"}


def test_without_a_home_nothing_is_invented() -> None:
    assert parties("代表团来我市考察") == []


def test_a_zone_is_spelled_out_where_its_extent_is_told() -> None:
    clause = "国务院批复设立江西赣江新区"
    assert parties(clause) == ["赣江新区"]
    told = "。赣江新区范围包括南昌市新建区和共青城市、永修县的部分区域"
    assert set(parties(clause, after=told)) == {"南昌", "共青城", "永修"}


def test_the_area_of_a_plan() -> None:
    cities = ["西安", "咸阳", "铜川", "渭南", "杨凌"]
    assert parties("国家批复《西安都市圈发展规划》") == cities
    assert parties("《长春都市圈发展规划》获复函") == ["长春"]


def test_nationwide_services_are_of_the_whole_country() -> None:
    assert parties("婚姻登记“全国通办”启动") == ["全国"]
    assert parties("全国异地就医平台上线", before="浙江、四川开展宣讲。") == ["全国"]
    assert parties("小雨转晴") == []


def test_a_party_tells_where_it_was_read() -> None:
    text = "南昌、九江座谈。两市签约"
    context = read_places(text)
    found = find_parties(context, 8, len(text))
    assert [(p.how, text[p.start : p.end]) for p in found] == [("carried over", "南昌、九江")] * 2


_PIECES = """
南昌 九江 江西 与 、 。 ， 京津冀 昌九 高铁 至 段 在 召开 两市 三地 我市 《 》 （ ） 签署
雄安新区 都市圈 范围包括
"""
_pieces = st.sampled_from(_PIECES.split())


@given(st.one_of(st.text(max_size=80), st.lists(_pieces, max_size=25).map("".join)), st.data())
def test_any_text_gives_known_places_once_each(text: str, data: st.DataObject) -> None:
    text = normalise(text).text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    context = read_places(text, data.draw(st.sampled_from([None, "南昌", "江西", "某地"])))
    found = find_parties(context, start, end)
    assert len({p.name for p in found}) == len(found)
    for party in found:
        assert 0 <= party.start <= party.end <= len(text)
        assert find_division(party.name) or party.name == "某地"
