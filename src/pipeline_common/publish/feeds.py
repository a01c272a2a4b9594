"""Views as format-neutral feeds: id, title, addresses, entries."""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from pipeline_common.models import Feed, FeedEntry, FeedLink
from pipeline_common.publish import clean
from pipeline_common.publish.addresses import Base, archive_key, view_page
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.views import View
from pipeline_common.publish.wording import in_china
from pipeline_common.settings import PublishSettings

_NAMESPACE = uuid.UUID("0c1f6a52-93d5-5b0e-8a36-2f7b8a6f4d10")
#: `updated` of a feed that never held an entry: RFC 4287 wants one, and no clock is read.
_NEVER = in_china(datetime(2020, 1, 1, tzinfo=UTC))


def make_feed(
    view: View,
    entries: Iterable[FeedEntry],
    *,
    settings: PublishSettings,
    region: str,
    base: Base,
    labels: Labels,
    archives: Sequence[str] = (),
) -> Feed:
    """The current feed of a view; `archives` are the keys of its archives, oldest first."""
    entries = told_apart(entries)
    links = _hub(settings)
    if archives:
        links += (FeedLink(_archive_address(base, archives[-1]), rel="prev-archive"),)
    return Feed(
        id=_feed_id(region, view.key),
        title=feed_title(view, settings, labels),
        subtitle=_subtitle(view, settings, labels),
        home=base(view_page(view.key)),
        address=base(f"feeds/{view.key}"),
        language=settings.language,
        author=_author(settings),
        updated=_updated(entries),
        entries=entries,
        links=links,
    )


def make_archive(
    key: str,
    entries: Iterable[FeedEntry],
    *,
    settings: PublishSettings,
    region: str,
    base: Base,
    labels: Labels,
    archives: Sequence[str],
) -> Feed:
    """An archive document ("2026-11", "2026-11-2"), linked into the chain, oldest first."""
    entries = told_apart(entries)
    place, month = archives.index(key), key[:7]
    links = (*_hub(settings), FeedLink(base("feeds/all"), rel="current"))
    if place:
        links += (FeedLink(_archive_address(base, archives[place - 1]), rel="prev-archive"),)
    if place + 1 < len(archives):
        links += (FeedLink(_archive_address(base, archives[place + 1]), rel="next-archive"),)
    return Feed(
        id=_feed_id(region, "all"),
        title=labels("{title}（{month} 存档）", title=_title(settings), month=key),
        subtitle=labels("{month} 首次发布的全部条目。", month=month),
        home=base(""),
        address=_archive_address(base, key),
        language=settings.language,
        author=_author(settings),
        updated=_updated(entries),
        entries=entries,
        links=links,
        archive=True,
    )


def told_apart(entries: Iterable[FeedEntry]) -> tuple[FeedEntry, ...]:
    """The entries with no two updated in the same second, in the order given.

    Two entries with one `updated` draw a warning: RFC 4287 tells readers to order by it.
    """
    given = tuple(entries)
    later: dict[str, datetime] = {}
    last: datetime | None = None
    for entry in sorted(given, key=lambda entry: (entry.updated, entry.id)):
        instant = entry.updated if last is None else max(entry.updated, last + timedelta(seconds=1))
        if instant != entry.updated:
            later[entry.id] = instant
        last = instant
    if not later:
        return given
    return tuple(dataclasses.replace(e, updated=later[e.id]) if e.id in later else e for e in given)


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


def _archive_address(base: Base, key: str) -> str:
    return base(f"feeds/{archive_key(key)}")


def _feed_id(region: str, key: str) -> str:
    return uuid.uuid5(_NAMESPACE, f"{region}:{key}").urn


def _updated(entries: Sequence[FeedEntry]) -> datetime:
    return max((entry.updated for entry in entries), default=_NEVER)
