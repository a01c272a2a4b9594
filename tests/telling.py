"""Taking in articles that tell one milestone each, for tests of what comes after."""

from __future__ import annotations

from datetime import datetime

from pipeline_common.models import (
    Article,
    CrawlReport,
    EventDate,
    Extraction,
    Kind,
    Mention,
    Reading,
)
from pipeline_common.store import Store


def tell(
    store: Store,
    number: int,
    mention: Mention,
    at: datetime,
    batch: str,
    *,
    source: str = "example",
    backfill: bool = False,
) -> None:
    """Ingest https://news.example.cn/NUMBER, which says what the mention says and nothing else."""
    article = Article(
        id=f"news.example.cn/{number}",
        source_id=source,
        url=f"https://news.example.cn/{number}",
        title="",
        text=mention.evidence,
        fetched_at=at,
        backfill=backfill,
    )
    shingles = tuple(range(number * 50, number * 50 + 40))  # of a text like no other
    reading = Reading(article, Extraction(True, (mention,)), shingles)
    store.ingest(CrawlReport(batch, at, at, ()), [reading])


def signing(number: int, words: str = "签署") -> Mention:
    """Nanchang and Jiujiang sign their agreement of that number, on the day after it in October."""
    text = f"10月{number + 1}日，南昌与九江{words}第{number}份合作协议。"
    places, when = ("南昌", "九江"), EventDate(f"2026-10-{number + 1:02}")
    return Mention(when, Kind.AGREEMENT, places, (), text, text, 0, len(text))
