"""Rows of a listing page."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_common.models import Row, Selectors

__all__ = ["RowsResult", "read_rows"]


@dataclass(frozen=True, slots=True)
class RowsResult:
    """`found` says whether the page holds a list at all; `rule` how the rows were found."""

    found: bool
    rows: tuple[Row, ...] = ()
    rule: str = ""


def read_rows(html: str, *, url: str, selectors: Selectors | None = None) -> RowsResult:
    """The rows of a listing page, in page order."""
    return RowsResult(False)
