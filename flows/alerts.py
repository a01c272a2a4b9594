"""Tell the operator what needs a hand: once, and again only when it changes.

What was told stands in `data/alerts.json`: {"source:ID": "blocked", ...}. It is written after the
message went out, so that a crash between the two repeats a message and never loses one.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from flows import notify
from flows.conditions import Condition
from pipeline_common.errors import SettingsError
from pipeline_common.publish.files import OutputFolder
from pipeline_common.settings import AlertSettings, NotifySettings, Settings

log = logging.getLogger("coopfeed.alerts")

FILE = "alerts.json"
#: Sends (addresses, title, body); answers with the schemes of the addresses that failed.
Send = Callable[[Sequence[str], str, str], tuple[str, ...]]


def tell(
    settings: Settings,
    found: Iterable[Condition],
    *,
    kinds: Collection[str],
    subjects: Collection[str] | None = None,
    send: Send | None = None,
) -> list[str]:
    """Send one message about what changed since the last; its lines, none when nothing changed.

    `kinds` (and `subjects`, where given) say what was looked at: everything else stays as it was
    told. A message that no address took is tried again next time. `send` replaces `notify.send`.
    """
    urls = addresses(settings.alerts)
    if not urls:
        return []
    folder = OutputFolder(settings.data)
    before = _load(folder.read(FILE))
    looked_at = {
        key: state
        for key, state in before.items()
        if key.partition(":")[0] in kinds
        and (subjects is None or key.partition(":")[2] in subjects)
    }
    now = {c.key: c for c in found}
    lines = changes(looked_at, now)
    if not lines:
        return []
    failed = (send or notify.send)(urls, f"coopfeed: {_count(lines)}", "\n".join(lines))
    if len(failed) < len(urls):
        rest = {key: state for key, state in before.items() if key not in looked_at}
        told = rest | {key: c.state for key, c in now.items()}
        folder.put(FILE, json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode())
    return lines


def changes(before: Mapping[str, str], now: Mapping[str, Condition]) -> list[str]:
    """A line for each thing that became bad, bad in another way, or well again."""
    worse = [
        ": ".join(filter(None, (f"{c.kind} {c.subject}", c.state, c.detail)))
        for key, c in sorted(now.items())
        if before.get(key) != c.state
    ]
    well = [
        f"{key.replace(':', ' ', 1)}: no longer {state}"
        for key, state in sorted(before.items())
        if key not in now
    ]
    return worse + well


def addresses(settings: AlertSettings | NotifySettings) -> list[str]:
    """Where messages go: from the environment, and from the file, a line each.

    Raises SettingsError when the file cannot be read.
    """
    urls = [url.get_secret_value() for url in settings.urls]
    if settings.file:
        try:
            text = settings.file.read_text(encoding="utf-8")
        except OSError as error:
            raise SettingsError(
                f"cannot be read ({error.strerror})", subject=str(settings.file)
            ) from None
        lines = (line.strip() for line in text.splitlines())
        urls += [line for line in lines if line and not line.startswith("#")]
    return urls


def _load(raw: bytes | None) -> dict[str, str]:
    try:
        value = json.loads(raw or b"{}")
    except ValueError:
        log.warning("%s was damaged; everything is told again", FILE)
        return {}
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}


def _count(lines: Sequence[str]) -> str:
    return lines[0] if len(lines) == 1 else f"{len(lines)} changes"
