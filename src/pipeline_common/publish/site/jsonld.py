"""schema.org/Event as JSON-LD, for search engines."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

from pipeline_common.models import FeedEntry, Status
from pipeline_common.publish.entries import names_of
from pipeline_common.publish.wording import bounds


def event_markup(entry: FeedEntry) -> Markup:
    """The JSON of the entry, safe inside a `<script>` element; empty where no date is known."""
    milestone = entry.milestone
    span = bounds(milestone.date)
    if span is None or milestone.status is not Status.ACTIVE:
        return Markup("")
    start, _, end = (milestone.date.edtf if milestone.date else "").rstrip("~").partition("/")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": milestone.id,
        "name": entry.title,
        "description": entry.summary,
        "url": entry.link,
        "startDate": start,
        "endDate": end or start,
        "location": [{"@type": "Place", "name": name} for name in names_of(milestone.places)],
        "subjectOf": [{"@type": "NewsArticle", "url": link.href} for link in entry.via],
    }
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # nothing in it can end the element
