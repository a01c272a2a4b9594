"""What is new, in one message: as text for people, as JSON Feed for programs."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from pipeline_common.errors import EntryError
from pipeline_common.models import FeedEntry, Milestone
from pipeline_common.publish.addresses import Base
from pipeline_common.publish.entries import make_entry
from pipeline_common.publish.feeds import make_feed
from pipeline_common.publish.jsonfeed import render
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.record import ALL
from pipeline_common.publish.views import View
from pipeline_common.publish.wording import date_words
from pipeline_common.settings import PublishSettings

log = logging.getLogger(__name__)

#: Milestones that a message lists; of more it gives the number.
LISTED = 40


def message(new: Sequence[Milestone], settings: PublishSettings) -> tuple[str, str]:
    """Title and plain text of the digest."""
    labels, base = Labels(settings.language), _base(settings)
    entries = _entries(new, settings)
    title = labels("{title}：新增 {count} 条", title=settings.title, count=len(entries))
    lines = [
        f"{date_words(e.event_date, labels)} · {e.terms[0]} · {e.title}\n{e.link}"
        for e in entries[:LISTED]
    ]
    if len(entries) > LISTED:
        rest = len(entries) - LISTED
        lines.append(labels("其余 {count} 条见 {link}", count=rest, link=base("")))
    return title, "\n\n".join(lines) + "\n"


def feed(new: Sequence[Milestone], settings: PublishSettings) -> bytes:
    """The digest as a JSON Feed document."""
    return render(
        make_feed(
            View("all", "", ALL),
            _entries(new, settings),
            settings=settings,
            region="",
            base=_base(settings),
            labels=Labels(settings.language),
        )
    )


def _entries(new: Sequence[Milestone], settings: PublishSettings) -> list[FeedEntry]:
    entries = []
    for milestone in new:
        try:
            entries.append(
                make_entry(milestone, base=_base(settings), labels=Labels(settings.language))
            )
        except EntryError as error:
            log.warning("%s", error)
    return entries


def _base(settings: PublishSettings) -> Base:
    return Base(settings.base_url.rstrip("/"))
