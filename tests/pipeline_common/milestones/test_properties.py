"""What holds for any text whatever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from pipeline_common.milestones import extract
from pipeline_common.models import Mention

ARTICLES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("articles.json").read_text(encoding="utf-8")
)
WORDS = (
    "南昌/九江/京津冀/两市/我市/今天/6月9日/2013年/近日/签署/《协议》/召开/会议/将/开通/高铁/成立/联盟/的/"
    "，/。/；/（/）/“/”/分别/至/、/?/(shǔ)/以来/批复时间：/\n/ "
)
PIECES = st.sampled_from(WORDS.split("/"))
DATES = st.sampled_from([None, "2024", "2024-05", "2024-05-06", "2024-05-06T08:00:00+08:00"])
UNRELATED = "昨夜星光很好，孩子们在院子里数着萤火虫，谁也不愿回屋睡觉。"


def facts(mentions: tuple[Mention, ...]) -> list[tuple[object, ...]]:
    return [
        (m.date, m.kind, m.places, m.documents, m.headline, dict(m.attributes)) for m in mentions
    ]


@given(st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join)), DATES)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_every_offset_is_inside(text: str, published: str | None) -> None:
    extraction = extract(text, published=published, home_place="南昌", explain=True)
    for mention in extraction.mentions:
        assert mention.evidence == text[mention.start : mention.end] != ""
        assert len(mention.headline) <= 60
    for candidate in extraction.candidates:
        assert candidate.text == text[candidate.start : candidate.end]
        assert candidate.rule


@given(st.sampled_from(ARTICLES))
@settings(max_examples=40, deadline=None)
def test_reading_is_deterministic(article: dict[str, Any]) -> None:
    once, again = (extract(article["text"], published=article["published"]) for _ in range(2))
    assert once == again


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["about"])
def test_traditional_script_tells_the_same(article: dict[str, Any]) -> None:
    traditional = OpenCC("s2t").convert(article["text"])
    home = article.get("home_place")
    plain = extract(article["text"], published=article["published"], home_place=home)
    other = extract(traditional, published=article["published"], home_place=home)
    assert facts(other.mentions) == facts(plain.mentions)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["about"])
def test_an_unrelated_sentence_at_the_end_changes_nothing(article: dict[str, Any]) -> None:
    home = article.get("home_place")
    plain = extract(article["text"], published=article["published"], home_place=home)
    longer = extract(
        f"{article['text']}\n{UNRELATED}", published=article["published"], home_place=home
    )
    assert longer.mentions == plain.mentions


def test_the_work_grows_with_the_length() -> None:
    text = "".join(a["text"] + "\n" for a in ARTICLES)
    assert extract(text * 3, published="2024-05-06").relevant
