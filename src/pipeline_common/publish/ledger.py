"""What was published of each milestone: its fingerprint and the views it stood in.

In 256 files by a hash of the id, so that a changed milestone costs one small file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from pipeline_common.publish.files import OutputFolder


@dataclass(frozen=True, slots=True)
class Line:
    """One milestone; `views` are keys parted by spaces, none where it is in no list or feed."""

    mark: str  # fingerprint
    views: str = ""
    paged: bool = False  # whether there is a page, be it one that says it is gone
    listed: bool = False  # whether it was counted in those views; a withdrawn one is not

    @property
    def keys(self) -> tuple[str, ...]:
        """Keys of its views."""
        return tuple(self.views.split())


class Ledger:
    """Lines by milestone id. Nothing reaches the folder before `save`."""

    def __init__(self, folder: OutputFolder) -> None:
        self._folder = folder
        self._shards: dict[str, dict[str, Line]] = {}
        self._touched: set[str] = set()

    def get(self, identity: str) -> Line | None:
        """The line of a milestone."""
        return self._shard(_name(identity)).get(identity)

    def put(self, identity: str, line: Line) -> None:
        """Set the line of a milestone."""
        name = _name(identity)
        self._shard(name)[identity] = line
        self._touched.add(name)

    def ids(self) -> Iterator[str]:
        """Ids of all; reads every file."""
        for number in range(256):
            yield from self._shard(f"{number:02x}")

    def save(self) -> None:
        """Write what was touched. Raises OutputError."""
        for name in sorted(self._touched):
            shard = self._shards[name].items()
            lines = {i: [line.mark, line.views, line.paged, line.listed] for i, line in shard}
            text = json.dumps(lines, sort_keys=True, separators=(",", ":"))
            self._folder.put(_path(name), text.encode())
        self._touched.clear()

    def _shard(self, name: str) -> dict[str, Line]:
        if name not in self._shards:
            try:
                data = json.loads(self._folder.read(_path(name)) or b"{}")
                lines = {
                    str(i): Line(str(m), str(v), bool(p), bool(n))
                    for i, (m, v, p, n) in data.items()
                }
            except (ValueError, TypeError, AttributeError):
                lines = {}
            self._shards[name] = lines
        return self._shards[name]


def _name(identity: str) -> str:
    return blake2b(identity.encode("utf-8", "surrogatepass"), digest_size=1).hexdigest()


def _path(name: str) -> str:
    return f".coopfeed/ledger/{name}.json"
