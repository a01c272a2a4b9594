from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline_common.models import EventDate, Kind, Milestone, Published, Report
from pipeline_common.publish.edition import Edition, prepare
from pipeline_common.publish.places import Places
from pipeline_common.publish.survey import make_survey
from pipeline_common.regions import slug
from pipeline_common.settings import PublishSettings

START = datetime(2026, 11, 1, 1, 0, tzinfo=UTC)

Make = Callable[..., Milestone]
Prepare = Callable[..., Edition]


def build(number: int = 0, date: str | None = "2026-10-28", **over: Any) -> Milestone:
    """An invented milestone; `number` sets its id and its instants, an hour apart."""
    published = START + timedelta(hours=number)
    report = Report(
        article_id=f"news.example.cn/{number}",
        url=f"https://news.example.cn/{number}.html",
        title="甲乙两市签署合作框架协议",
        outlet="示例日报",
        source_id="example-daily",
        published=Published("2026-10-29"),
        evidence="10月28日，南昌与九江签署合作框架协议。",
        fetched_at=published - timedelta(minutes=5),
        snapshot="ab" * 32,
    )
    milestone = Milestone(
        id=uuid.uuid5(uuid.NAMESPACE_URL, str(number)).urn,
        kind=Kind.AGREEMENT,
        date=EventDate(date) if date else None,
        places=("南昌", "九江"),
        documents=("《合作框架协议》",),
        headline="南昌、九江签署合作框架协议",
        evidence=report.evidence,
        reports=(report,),
        recorded=report.fetched_at,
        changed=published,
        published=published,
    )
    return replace(milestone, **over)


@pytest.fixture(scope="session")
def make() -> Make:
    """Builds milestones."""
    return build


@pytest.fixture(scope="session")
def edition_of() -> Prepare:
    """Prepares an edition of milestones."""

    def prepared(*milestones: Milestone, language: str = "zh-CN", **over: Any) -> Edition:
        values: dict[str, Any] = {
            "settings": PublishSettings(base_url="https://example.org", language=language),
            "region": "示例地区",
            "featured": ("南昌", "九江"),
            "places": Places(slug),
            "sources": (),
            "former": (),
        }
        return prepare(make_survey(milestones, seed=""), **(values | over))

    return prepared
