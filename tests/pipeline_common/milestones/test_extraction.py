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
