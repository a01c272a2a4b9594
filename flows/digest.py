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
from pipeline_common.errors import CoopfeedError
from pipeline_common.models import Milestone
from pipeline_common.publish.digest import feed, message
from pipeline_common.settings import Settings
from pipeline_common.store import Store

log = logging.getLogger("coopfeed.digest")


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


def _name(target: str) -> str:
    return hashlib.sha256(target.encode()).hexdigest()[:16]
