"""Tell people of new milestones: one message a run and target, none when nothing is new.

What a target was told of stands in the database and is written right after it took the message: a
run that fails or dies before tells it next time, one that dies later does not repeat it. Targets
are known there by a hash, since their addresses hold secrets.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from flows import notify, webhook
from flows.alerts import addresses
from pipeline_common.errors import CoopfeedError, EntryError
from pipeline_common.models import FeedEntry, Milestone
from pipeline_common.publish.addresses import Base
from pipeline_common.publish.entries import make_entry
from pipeline_common.publish.feeds import make_feed
from pipeline_common.publish.jsonfeed import render
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.record import ALL
from pipeline_common.publish.views import View
from pipeline_common.publish.wording import date_words
from pipeline_common.settings import PublishSettings, Settings
from pipeline_common.store import Store

log = logging.getLogger("coopfeed.digest")

#: Milestones that a message lists; of more it gives the number.
LISTED = 40


def begin(settings: Settings, store: Store) -> None:
    """Before publishing: targets that are new are told only of what comes from now on."""
    for target in _targets(settings):
        store.deliveries().begin(_name(target))


def tell(settings: Settings, store: Store, now: datetime) -> int:
    """After publishing: tell every target what it does not know; how many could not be reached.

    No target can fail the publication: what goes wrong is logged, without the address.
    """
    failed = 0
    for target, send in _targets(settings).items():
        new = store.deliveries().waiting(_name(target))
        if not new:
            continue
        if send(new):
            store.deliveries().record(_name(target), [m.id for m in new], now)
        else:
            failed += 1
            log.warning("a digest of %d was not delivered; it is tried at the next run", len(new))
    return failed


def message(new: Sequence[Milestone], settings: PublishSettings) -> tuple[str, str]:
    """Title and plain text of the digest."""
    labels = Labels(settings.language)
    entries = _entries(new, settings)
    title = labels("{title}：新增 {count} 条", title=settings.title, count=len(entries))
    lines = [
        f"{date_words(e.event_date, labels)} · {e.categories[0]} · {e.title}\n{e.link}"
        for e in entries[:LISTED]
    ]
    if len(entries) > LISTED:
        home = f"{settings.base_url.rstrip('/')}/"
        lines.append(labels("其余 {count} 条见 {link}", count=len(entries) - LISTED, link=home))
    return title, "\n\n".join(lines) + "\n"


def feed(new: Sequence[Milestone], settings: PublishSettings) -> bytes:
    """The digest as a JSON Feed, for programs."""
    base = Base(settings.base_url.rstrip("/"))
    labels = Labels(settings.language)
    view = View("all", "", ALL)
    entries = _entries(new, settings)
    return render(make_feed(view, entries, settings=settings, region="", base=base, labels=labels))


def _targets(settings: Settings) -> dict[str, Callable[[Sequence[Milestone]], bool]]:
    """What sends a digest, by address."""
    try:
        urls = addresses(settings.notify)
    except CoopfeedError as error:
        log.error("%s", error)
        urls = []
    found: dict[str, Callable[[Sequence[Milestone]], bool]] = {
        url: lambda new, url=url: _send(url, *message(new, settings.publish))  # type: ignore[misc]
        for url in urls
    }
    for hook in settings.notify.webhooks:
        url = hook.get_secret_value()
        found[url] = lambda new, url=url: _post(url, new, settings)  # type: ignore[misc]
    return found


def _send(url: str, title: str, body: str) -> bool:
    try:
        return not notify.send([url], title, body)
    except CoopfeedError as error:
        log.error("%s", error)
        return False


def _post(url: str, new: Sequence[Milestone], settings: Settings) -> bool:
    ids = " ".join(m.id for m in new)
    return webhook.post(
        url,
        feed(new, settings.publish),
        settings.notify.secret.get_secret_value(),
        delivery=hashlib.sha256(ids.encode()).hexdigest()[:32],
    )


def _entries(new: Sequence[Milestone], settings: PublishSettings) -> list[FeedEntry]:
    labels, base = Labels(settings.language), Base(settings.base_url.rstrip("/"))
    entries = []
    for milestone in new:
        try:
            entries.append(make_entry(milestone, base=base, labels=labels))
        except EntryError as error:
            log.warning("%s", error)
    return entries


def _name(target: str) -> str:
    return hashlib.sha256(target.encode()).hexdigest()[:16]
