"""The extractor on short articles of our own, one for each rule; the floors only ever rise."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline_common.milestones import extract
from pipeline_common.models import Extraction, Mention

ARTICLES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("articles.json").read_text(encoding="utf-8")
)
FLOORS = {"precision": 0.99, "recall": 0.99, "date": 0.99, "places": 0.99, "documents": 0.99}


@dataclass
class Score:
    """Counts over all articles."""

    wanted: int = 0
    found: int = 0
    matched: int = 0
    dates: int = 0
    places_hit: int = 0
    places_wanted: int = 0
    places_found: int = 0
    documents: int = 0

    def rates(self) -> dict[str, float]:
        p = self.places_hit / self.places_found
        r = self.places_hit / self.places_wanted
        return {
            "precision": self.matched / self.found,
            "recall": self.matched / self.wanted,
            "date": self.dates / self.matched,
            "places": 2 * p * r / (p + r),
            "documents": self.documents / self.matched,
        }


def read(article: dict[str, Any]) -> Extraction:
    return extract(
        article["text"], published=article["published"], home_place=article.get("home_place")
    )


def matching(wanted: dict[str, Any], text: str, mentions: tuple[Mention, ...]) -> Mention | None:
    start = text.index(wanted["evidence"])
    end = start + len(wanted["evidence"])
    for mention in mentions:
        shared = min(mention.end, end) - max(mention.start, start)
        if mention.kind.value == wanted["kind"] and shared * 2 >= min(
            end - start, mention.end - mention.start
        ):
            return mention
    return None


def test_floors() -> None:
    score = Score()
    for article in ARTICLES:
        left = read(article).mentions
        score.wanted += len(article["milestones"])
        score.found += len(left)
        for wanted in article["milestones"]:
            mention = matching(wanted, article["text"], left)
            if mention is None:
                continue
            left = tuple(m for m in left if m is not mention)
            score.matched += 1
            score.dates += (mention.date.edtf if mention.date else None) == wanted["date"]
            score.places_wanted += len(wanted["places"])
            score.places_found += len(mention.places)
            score.places_hit += len(set(wanted["places"]) & set(mention.places))
            score.documents += list(mention.documents) == wanted.get("documents", [])
    rates = score.rates()
    assert rates == {
        name: pytest.approx(rate, abs=1 - FLOORS[name])
        for name, rate in dict.fromkeys(FLOORS, 1.0).items()
    }


@pytest.mark.parametrize(
    "article", [a for a in ARTICLES if a.get("nearmiss")], ids=lambda a: a["about"]
)
def test_near_misses_hold_no_other_milestone(article: dict[str, Any]) -> None:
    assert len(read(article).mentions) == len(article["milestones"])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["about"])
def test_relevance(article: dict[str, Any]) -> None:
    assert read(article).relevant is article.get("relevant", True)


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a["about"])
def test_headlines_are_short_and_made_of_the_text(article: dict[str, Any]) -> None:
    for mention in read(article).mentions:
        assert 4 <= len(mention.headline) <= 60
        assert "\n" not in mention.headline
