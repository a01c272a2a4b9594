"""How each source does: its last state, its history, and whether it is silent for too long."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise

from pipeline_common.models import CHINA, State
from pipeline_common.store.rows import from_time
from pipeline_common.store.values import LETTERS, SourceStatus

_ARTICLES = 200  # the last articles, whose days the usual silence is measured by
_ENOUGH = 6  # fewer days say nothing
_LEAST = timedelta(days=7)  # never called stale sooner
_FACTOR = 3  # times the usual silence that is too long

_GOOD = (State.OK, State.UNCHANGED, State.PARTIAL, State.STALE)  # the listing could be read


def source_status(
    db: sqlite3.Connection, now: datetime, history: int, limits: Mapping[str, int]
) -> list[SourceStatus]:
    """A status for each source that ever ran, by id.

    `history` is how many runs the strip shows; `limits` is the silence in days that a source allows
    itself. Where a source can be read but is silent for longer than that, or than three times its
    usual silence, it is stale.
    """
    sources = [
        row["source"]
        for row in db.execute(
            "with recursive s(source) as (select min(source) from source_run union all"
            " select (select min(source) from source_run where source > s.source) from s"
            " where s.source is not null) select source from s where source is not null"
        )
    ]
    return [_status(db, source, now, history, limits.get(source)) for source in sources]


def _status(
    db: sqlite3.Connection, source: str, now: datetime, history: int, limit: int | None
) -> SourceStatus:
    runs = db.execute(
        "select * from source_run where source = ? order by finished desc, id desc limit ?",
        [source, max(1, history)],
    ).fetchall()
    last = runs[0]
    state = State(last["state"])
    days = _days(db, source)
    silence = _usual_silence(days)
    newest = max((d for d in (*days[:1], _day(last["newest"])) if d), default=None)
    silent = _silence(newest, silence, limit, now) if state in _GOOD else ""
    evidence = last["evidence"]
    if silent and state in (State.OK, State.UNCHANGED):
        state, evidence = State.STALE, silent
    return SourceStatus(
        source_id=source,
        state=state,
        evidence=evidence,
        last_run=from_time(last["finished"]),
        last_success=_last(db, source, _GOOD),
        last_new=_last(db, source, (State.OK, State.PARTIAL), "and articles > 0"),
        strip="".join(LETTERS[State(run["state"])] for run in reversed(runs)),
        silence=silence,
        stale=bool(silent),
        newest=newest.isoformat() if newest else None,
        requests=last["requests"],
        rows=last["rows"],
        articles=last["articles"],
        failed=last["failed"],
    )


def _days(db: sqlite3.Connection, source: str) -> list[date]:
    """The days on which its last articles were published, the last first."""
    rows = db.execute(
        "select published from article where source = ? and published is not null"
        " order by published desc limit ?",
        [source, _ARTICLES],
    )
    return list(dict.fromkeys(day for row in rows if (day := _day(row["published"]))))


def _usual_silence(days: Sequence[date]) -> timedelta | None:
    """The gap between publishing days that nine in ten do not exceed."""
    gaps = sorted(later - earlier for later, earlier in pairwise(days))
    return gaps[len(gaps) * 9 // 10] if len(gaps) >= _ENOUGH else None


def _silence(newest: date | None, usual: timedelta | None, limit: int | None, now: datetime) -> str:
    """How long it has been silent, in words, where that is too long; else ""."""
    if newest is None:
        return ""
    days = (now.astimezone(CHINA).date() - newest).days
    told = f"newest row {newest}, {days} days ago"
    if limit is not None:
        return f"{told}; at most {limit} allowed" if days > limit else ""
    if usual is None or timedelta(days=days) <= max(_LEAST, _FACTOR * usual):
        return ""
    return f"{told}; usually {usual.days}"


def _last(
    db: sqlite3.Connection, source: str, states: Iterable[State], more: str = ""
) -> datetime | None:
    names = [state.value for state in states]
    row = db.execute(
        f"select finished from source_run where source = ? {more}"
        f" and state in ({', '.join('?' * len(names))}) order by finished desc limit 1",
        [source, *names],
    ).fetchone()
    return from_time(row["finished"]) if row else None


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
