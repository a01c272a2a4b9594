from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pipeline_common.models import EventDate, Kind, Milestone, Published, Report
from pipeline_common.publish import Collection
from pipeline_common.publish.edition import Edition, Press
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.places import Places
from pipeline_common.publish.record import is_fed
from pipeline_common.publish.views import Catalogue, View
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
        settings = PublishSettings(base_url="https://example.org", language=language)
        settings = over.pop("settings", settings)
        labels, region = Labels(language), "示例地区" if language != "en" else "Region"
        record = Collection(milestones)
        edition = Edition(
            settings=settings,
            labels=labels,
            region=region,
            record=record,
            press=Press(settings, labels, region),
            places=Places(slug),
            featured=("南昌", "九江"),
            live=record.is_live(),
            **over,
        )
        catalogue = Catalogue(searches=settings.searches)
        catalogue.enter_fixed(labels)
        for milestone in milestones:
            if is_fed(milestone) and edition.press.entry(milestone):
                catalogue.enter(
                    milestone, labels=labels, places=edition.places, source_name=lambda s: s
                )
        return replace(
            edition,
            views={
                key: View(key, title, wanted := catalogue.wanted(key), record.count(wanted))
                for key, title in sorted(catalogue.titles.items())
            },
        )

    return prepared
