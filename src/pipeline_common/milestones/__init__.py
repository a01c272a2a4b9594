"""Milestones: what an article says that regions did together, and when.

extract   the milestones of one article, with evidence and offsets
"""

from pipeline_common.milestones.extraction import extract

__all__ = ["extract"]
