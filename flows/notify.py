"""Send a message to people, by whatever apprise can reach (mail, ntfy, webhooks, chats).

The addresses hold passwords and tokens: nothing of them but the scheme ever reaches a log.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from pipeline_common.errors import ConfigError

log = logging.getLogger("coopfeed.notify")


def send(urls: Sequence[str], title: str, body: str) -> tuple[str, ...]:
    """Send one plain-text message to every address; the schemes of those that failed.

    Raises ConfigError when there is an address and the extra `notify` is not installed.
    """
    if not urls:
        return ()
    try:
        import apprise
    except ImportError:
        raise ConfigError(
            "messages need the package apprise", advice="pip install 'coopfeed[notify]'"
        ) from None

    apprise.logger.setLevel(logging.CRITICAL)  # its lines name hosts and users
    failed = []
    for url in urls:
        sender = apprise.Apprise()
        if not (sender.add(url) and sender.notify(body=body, title=title)):
            failed.append(_scheme(url))
    for scheme in failed:
        log.warning("a message by %s was not delivered", scheme)
    return tuple(failed)


def _scheme(url: str) -> str:
    scheme, separator, _ = url.partition("://")
    return scheme if separator and scheme.isalnum() else "an unknown scheme"
