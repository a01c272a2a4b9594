"""What is not kept for ever: pages that prove nothing any more, and runs of long ago."""

from __future__ import annotations

import sqlite3
from datetime import datetime, timedelta

from pipeline_common.settings import RetentionSettings
from pipeline_common.store import snapshots
from pipeline_common.store.rows import to_time


def tidy(db: sqlite3.Connection, keep: RetentionSettings, now: datetime) -> dict[str, int]:
    """Drop what is older than it is kept, compress the rest; rows dropped, and pages compressed.

    Texts, milestones, their evidence and what persons decided always stay. Belongs into one
    transaction.
    """

    def before(days: int) -> str:
        return to_time(now - timedelta(days=days))

    db.execute(
        "update article set snapshot = null where snapshot is not null"
        " and not exists (select 1 from mention where mention.article = article.id)"
        " and (select fetched_at from snapshot s where s.sha256 = article.snapshot) < ?",
        [before(keep.pages_without_milestone)],
    )
    pages = db.execute(
        "delete from snapshot where fetched_at < ?"
        " and sha256 not in (select snapshot from article where snapshot is not null)",
        [before(keep.superseded_pages)],
    ).rowcount
    runs = db.execute(
        "delete from source_run where finished < ? and id not in"
        " (select max(id) from source_run group by source)",
        [before(keep.runs)],
    ).rowcount
    return {
        "pages": pages,
        "runs": runs,
        "compressed": snapshots.compress_again(db),
    }
