"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/) with the milestone as `_milestone`."""

from __future__ import annotations

import json
from typing import Any

from pipeline_common.models import Feed, FeedEntry
from pipeline_common.publish.records import record_of


def render(feed: Feed) -> bytes:
    """The feed as a JSON Feed document, UTF-8."""
    document: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": f"{feed.address}.json",
        "description": feed.subtitle,
        "language": feed.language,
        "authors": [{"name": feed.author}],
    }
    for link in feed.links:
        if link.rel == "hub":
            document["hubs"] = [{"type": "WebSub", "url": link.href}]
        elif link.rel == "prev-archive":
            document["next_url"] = f"{link.href}.json"
    document["items"] = [_item(entry) for entry in feed.entries]
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


def _item(entry: FeedEntry) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.id, "url": entry.link}
    if entry.via:
        item["external_url"] = entry.via[0].href
    return item | {
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.content_html,
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": entry.author}],
        "tags": list(entry.terms),
        "_milestone": record_of(entry.milestone),
    }
