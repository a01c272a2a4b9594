"""WebSub topics: current feeds that changed and that the hub was not told of yet.

    .coopfeed/topics.json    their paths, those to be told of first in front

The publication adds to them before it counts as finished, and who tells the hub takes away what the
hub took. A process that dies in between costs a hub nothing but hearing of a feed twice.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from pipeline_common.publish.files import OutputFolder

_TOPICS = ".coopfeed/topics.json"
_FORMATS = (".atom", ".rss", ".json")


def is_topic(path: str) -> bool:
    """Whether a path is a current feed; calendars have no hub, and archives hardly change."""
    fed = path.startswith("feeds/") and not path.startswith("feeds/archive/")
    return fed and path.endswith(_FORMATS)


def add_topics(folder: OutputFolder, paths: Iterable[str]) -> None:
    """Add the feeds among the paths, behind those that wait. Raises OutputError."""
    waiting = load_topics(folder)
    found = dict.fromkeys((*waiting, *filter(is_topic, paths)))
    if len(found) > len(waiting):
        save_topics(folder, found)


def load_topics(folder: OutputFolder) -> tuple[str, ...]:
    """Paths of the feeds the hub is to be told of, without those that are there no more."""
    try:
        paths = json.loads(folder.read(_TOPICS) or b"[]")
        return tuple(p for p in paths if is_topic(p) and folder.exists(p))
    except (ValueError, TypeError, AttributeError):
        return ()


def save_topics(folder: OutputFolder, paths: Iterable[str]) -> None:
    """Keep these and no others. Raises OutputError."""
    if waiting := list(paths):
        folder.put(_TOPICS, json.dumps(waiting).encode())
    else:
        folder.remove(_TOPICS)
