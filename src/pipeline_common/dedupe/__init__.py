"""Near-duplicates: copies of one text, and different texts about one event.

shingles      the sketch of a text that copies are found by
decide        new, changed, the same, or a copy
find_copies   articles with about the same text
group         both kinds of groups among articles in memory
"""

from pipeline_common.dedupe.decisions import Fingerprint, decide, find_copies
from pipeline_common.dedupe.groups import group
from pipeline_common.dedupe.sketches import shingles

__all__ = ["Fingerprint", "decide", "find_copies", "group", "shingles"]
