"""What a crawl is told to do: the value that crosses into its process."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pipeline_common import codec
from pipeline_common.models import CrawlMemory, ListingMemory, Source, Validator
from pipeline_common.settings import CrawlSettings


@dataclass(frozen=True, slots=True)
class Job:
    """One crawl. `now` is its start; `since` or `max_pages` make it a back-fill.

    With `keep_listings` the listing pages are in the batch too, as pages without a row.
    """

    batch_id: str
    address: str  # of the batch file
    now: datetime
    sources: tuple[Source, ...]
    memory: CrawlMemory
    settings: CrawlSettings
    since: date | None = None
    max_pages: int | None = None
    keep_listings: bool = False

    @property
    def backfill(self) -> bool:
        """Whether older pages are asked for."""
        return self.since is not None or self.max_pages is not None


def write_job(job: Job, path: Path) -> None:
    """Write `job` for the crawl process."""
    data = {
        "batch_id": job.batch_id,
        "address": job.address,
        "now": codec.dump(job.now),
        "sources": codec.dump(job.sources),
        "memory": dump_memory(job.memory),
        "settings": job.settings.model_dump(),
        "since": codec.dump(job.since),
        "max_pages": job.max_pages,
        "keep_listings": job.keep_listings,
    }
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8", "surrogatepass")


def read_job(path: Path) -> Job:
    """What `write_job` wrote."""
    data = json.loads(path.read_text("utf-8", "surrogatepass"))
    return Job(
        batch_id=data["batch_id"],
        address=data["address"],
        now=codec.load(datetime, data["now"]),
        sources=codec.load(tuple[Source, ...], data["sources"]),
        memory=load_memory(data["memory"]),
        settings=CrawlSettings(**data["settings"]),
        since=codec.load(date, data["since"]) if data["since"] else None,
        max_pages=data["max_pages"],
        keep_listings=data["keep_listings"],
    )


def dump_memory(memory: CrawlMemory) -> dict[str, Any]:
    """What a crawl has to know, in the form of JSON."""
    validators = codec.dump(tuple(memory.validators.values()))
    listings = codec.dump(tuple(memory.listings.values()))
    return {"known": sorted(memory.known), "validators": validators, "listings": listings}


def load_memory(data: dict[str, Any]) -> CrawlMemory:
    """What `dump_memory` gave, of an earlier version too, which knew nothing of listings.

    Raises KeyError, TypeError where it is something else.
    """
    validators = codec.load(tuple[Validator, ...], data["validators"])
    listings = codec.load(tuple[ListingMemory, ...], data.get("listings", ()))
    return CrawlMemory(
        frozenset(data["known"]),
        {v.url: v for v in validators},
        {(kept.source_id, kept.url): kept for kept in listings},
    )
