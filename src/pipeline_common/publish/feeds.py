"""Views as format-neutral feeds: id, title, addresses, entries."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from pipeline_common.models import Feed, FeedEntry, FeedLink
from pipeline_common.publish import clean
from pipeline_common.publish.addresses import Base, view_page
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.views import View
from pipeline_common.publish.wording import in_china
from pipeline_common.settings import PublishSettings

_NAMESPACE = uuid.UUID("0c1f6a52-93d5-5b0e-8a36-2f7b8a6f4d10")
#: `updated` of a feed that never held an entry: RFC 4287 wants one, and no clock is read.
_NEVER = in_china(datetime(2020, 1, 1, tzinfo=UTC))


def make_feed(
    view: View,
    entries: Sequence[FeedEntry],
    *,
    settings: PublishSettings,
    region: str,
    base: Base,
    labels: Labels,
    months: Iterable[str] = (),
) -> Feed:
    """The current feed of a view; `months` are the archives there are, oldest first."""
    links = _hub(settings)
    if newest := max(months, default=None):
        links += (FeedLink(_archive_address(base, newest), rel="prev-archive"),)
    return Feed(
        id=_feed_id(region, view.key),
        title=feed_title(view, settings, labels),
        subtitle=_subtitle(view, settings, labels),
        home=base(view_page(view.key)),
        address=base(f"feeds/{view.key}"),
        language=settings.language,
        author=_author(settings),
        updated=_updated(entries),
        entries=tuple(entries),
        links=links,
    )


def make_archive(
    month: str,
    entries: Sequence[FeedEntry],
    *,
    settings: PublishSettings,
    region: str,
    base: Base,
    labels: Labels,
    months: Sequence[str],
) -> Feed:
    """The archive document of a month, linked into the chain of `months`, oldest first."""
    place = months.index(month)
    links = (*_hub(settings), FeedLink(base("feeds/all"), rel="current"))
    if place:
        links += (FeedLink(_archive_address(base, months[place - 1]), rel="prev-archive"),)
    if place + 1 < len(months):
        links += (FeedLink(_archive_address(base, months[place + 1]), rel="next-archive"),)
    return Feed(
        id=_feed_id(region, "all"),
        title=labels("{title}（{month} 存档）", title=_title(settings), month=month),
        subtitle=labels("{month} 首次发布的全部条目。", month=month),
        home=base(""),
        address=_archive_address(base, month),
        language=settings.language,
        author=_author(settings),
        updated=_updated(entries),
        entries=tuple(entries),
        links=links,
        archive=True,
    )


def feed_title(view: View, settings: PublishSettings, labels: Labels) -> str:
    """Title of a view's feed: the site's, with the view's own words."""
    if not view.title:
        return _title(settings)
    return labels("{title}：{view}", title=_title(settings), view=clean.line(view.title, 90))


def _title(settings: PublishSettings) -> str:
    return clean.line(settings.title, 160) or "coopfeed"


def _author(settings: PublishSettings) -> str:
    return clean.line(settings.author, 80) or "coopfeed"


def _subtitle(view: View, settings: PublishSettings, labels: Labels) -> str:
    if view.title:
        return labels("只含“{view}”的条目。", view=clean.line(view.title, 90))
    return clean.line(settings.subtitle, 300) or _title(settings)


def _hub(settings: PublishSettings) -> tuple[FeedLink, ...]:
    href = clean.url_or_none(settings.hub)
    return (FeedLink(href, rel="hub"),) if href else ()


def _archive_address(base: Base, month: str) -> str:
    return base(f"feeds/archive/{month}")


def _feed_id(region: str, key: str) -> str:
    return uuid.uuid5(_NAMESPACE, f"{region}:{key}").urn


def _updated(entries: Sequence[FeedEntry]) -> datetime:
    return max((entry.updated for entry in entries), default=_NEVER)
