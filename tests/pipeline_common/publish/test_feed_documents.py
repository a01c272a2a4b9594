"""Archives as a reader of RFC 5005 walks them, from the current feed to the first entry."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest

from pipeline_common.models import Milestone
from pipeline_common.publish import Collection, publish
from pipeline_common.settings import PublishSettings

Make = Callable[..., Milestone]
SETTINGS = PublishSettings(base_url="https://example.org")


@pytest.mark.parametrize("suffix", ["atom", "rss", "json"])
def test_the_archives_lead_back_to_the_very_first(
    make: Make, tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline_common.publish.feed_documents.ARCHIVED_ENTRIES", 20)
    milestones = [make(n * 12) for n in range(300)]  # one in twelve hours: five months
    publish(Collection(milestones), settings=SETTINGS, public=tmp_path)
    found: list[set[str]] = []
    address, seen = f"https://example.org/feeds/all.{suffix}", list[str]()
    while address:
        seen.append(address)
        document = (tmp_path / address.removeprefix("https://example.org/")).read_bytes()
        if suffix == "json":
            feed = json.loads(document)
            found.append({item["id"] for item in feed["items"]})
            address = feed.get("next_url", "")
        else:
            parsed = feedparser.parse(document)
            found.append({entry.id for entry in parsed.entries})
            earlier = [link.href for link in parsed.feed.links if link.rel == "prev-archive"]
            assert len(earlier) <= 1
            address = earlier[0] if earlier else ""
    assert len(seen) == len(set(seen)) > 10
    there = {p.name for p in (tmp_path / "feeds/archive").glob(f"*.{suffix}")}
    assert {address.rpartition("/")[2] for address in seen[1:]} == there
    assert milestones[0].id in found[-1]
    assert set().union(*found) == {m.id for m in milestones}
    assert sum(map(len, found[1:])) == len(set().union(*found[1:]))  # in one archive each
