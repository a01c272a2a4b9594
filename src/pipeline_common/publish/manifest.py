"""What was published last, kept beside the output: it makes the cost follow what changed.

    documents   path -> key of what the file was made from; an equal key is not rendered again
    views       key -> title of every list that ever existed, since its feed must stay alive
whole       fingerprint of all that went in; empty where something was left out

A publication that was cut off leaves `.coopfeed.dirty`; the next one then renders and compares
everything, since keys may not tell what the files hold.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline_common.publish.files import OutputFolder

_NAME = ".coopfeed.json"
_DIRTY = ".coopfeed.dirty"


@dataclass(frozen=True, slots=True)
class Manifest:
    """Keys of documents by path, titles of views by key."""

    documents: Mapping[str, str] = field(default_factory=dict)
    views: Mapping[str, str] = field(default_factory=dict)
    whole: str = ""


def load_manifest(folder: OutputFolder) -> Manifest:
    """The manifest of the folder, empty where there is none that can be read.

    After a publication that was cut off, paths and views are known and no key is trusted.
    """
    try:
        data = json.loads(folder.read(_NAME) or b"{}")
        documents = {str(path): str(key) for path, key in data.get("documents", {}).items()}
        views = {str(key): str(title) for key, title in data.get("views", {}).items()}
        whole = str(data.get("whole", ""))
    except (ValueError, AttributeError):
        return Manifest()
    if folder.read(_DIRTY) is not None:
        folder.sweep()
        documents, whole = dict.fromkeys(documents, ""), ""
    return Manifest(documents, views, whole)


def mark_dirty(folder: OutputFolder) -> None:
    """Say that files are being written. Raises OutputError."""
    folder.put(_DIRTY, b"")


def save_manifest(folder: OutputFolder, manifest: Manifest) -> None:
    """Record a finished publication. Raises OutputError."""
    data = dataclasses.asdict(manifest)
    folder.put(_NAME, json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0).encode())
    folder.remove(_DIRTY)
