"""The only place with SQL: one SQLite file, written by one writer, read by many.

Store          open it, ingest batches, ask for milestones, sources, evidence
IngestReport   what a batch changed
SearchHit, SourceStatus, SetAsideItem, Difference   answers
"""

from pipeline_common.store.database import Store
from pipeline_common.store.values import (
    LETTERS,
    Difference,
    IngestReport,
    SearchHit,
    SetAsideItem,
    SourceStatus,
)

__all__ = [
    "LETTERS",
    "Difference",
    "IngestReport",
    "SearchHit",
    "SetAsideItem",
    "SourceStatus",
    "Store",
]
