"""How far each listing was read, so that an ordinary run makes up for one that was cut short."""

from __future__ import annotations

import sqlite3

from pipeline_common.models import CrawlReport, ListingKey, ListingMemory, listings_after

TABLES = """
create table listing (
  source text not null,
  url text not null,                   -- as the file of the source has it
  complete text,                       -- last day (China) on which nothing of it was missing
  owing integer not null,              -- whether something was missing the last time
  primary key (source, url)
) without rowid
"""


def write(db: sqlite3.Connection, report: CrawlReport) -> None:
    """Remember what became of the listings of a batch; only rows that differ are written."""
    before: dict[ListingKey, ListingMemory] = {}
    for source in dict.fromkeys(told.source_id for told in report.listings):
        before |= read(db, source)
    after = listings_after(before, report)
    db.executemany(
        "insert into listing(source, url, complete, owing) values (?, ?, ?, ?)"
        " on conflict(source, url) do update set"
        " complete = excluded.complete, owing = excluded.owing",
        [
            (kept.source_id, kept.url, kept.complete, int(kept.owing))
            for key, kept in after.items()
            if before.get(key) != kept
        ],
    )


def read(db: sqlite3.Connection, source_id: str) -> dict[ListingKey, ListingMemory]:
    """What is known of the listings of a source."""
    return {
        (row["source"], row["url"]): ListingMemory(
            row["source"], row["url"], row["complete"], bool(row["owing"])
        )
        for row in db.execute("select * from listing where source = ? order by url", [source_id])
    }
