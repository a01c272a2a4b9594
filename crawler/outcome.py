"""From the tallies of a crawl to the one state each source ends in, with the evidence for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

from crawler.ledger import Ledger
from crawler.tally import ListingTally, Problem, SourceTally
from pipeline_common.models import CrawlReport, SourceReport, State

#: Of problems that share a source, the one that says most comes first.
_WEIGHT = (State.BLOCKED, State.ROBOTS, State.UNREACHABLE, State.LIST_NOT_FOUND)


def make_report(ledger: Ledger, *, finished: datetime, finish_reason: str) -> CrawlReport:
    """The report of a crawl that ended at `finished`, for Scrapy's `finish_reason`."""
    job = ledger.job
    early = finish_reason != "finished"
    return CrawlReport(
        batch_id=job.batch_id,
        started=job.now,
        finished=finished,
        sources=tuple(
            judge(tally, today=ledger.today, finish_reason=finish_reason)
            for tally in ledger.tallies.values()
        ),
        finish_reason=finish_reason,
        backfill=job.backfill,
        validators=() if early else tuple(ledger.validators()),
        set_aside=tuple(ledger.set_aside),
        listings=tuple(ledger.listings(early=early)),
    )


def judge(tally: SourceTally, *, today: date, finish_reason: str = "finished") -> SourceReport:
    """How the run of one source ended."""
    state, evidence = _state(tally, today, finish_reason)
    return SourceReport(
        source_id=tally.source.id,
        state=state,
        evidence=evidence,
        requests=tally.requests,
        bytes=tally.bytes,
        rows=tally.rows,
        rows_new=tally.rows_new,
        articles=tally.articles,
        failed=len(tally.failures),
        not_modified=tally.not_modified,
        newest=tally.newest,
    )


def _state(tally: SourceTally, today: date, finish_reason: str) -> tuple[State, str]:
    broken = [listing for listing in tally.listings if listing.trouble]
    problems = [listing.trouble for listing in broken if listing.trouble]
    if broken and len(broken) == len(tally.listings) and not tally.articles:
        worst = _worst(problems)
        return worst.state, _told(tally.listings, worst)
    if finish_reason != "finished" and tally.open:
        return State.PARTIAL, f"the crawl ended early ({finish_reason})"
    if problems:
        worst = _worst(problems)
        share = f"{len(broken)} of {_count(tally.listings)}"
        return State.PARTIAL, f"{share}: {_at(broken, worst)}"
    if tally.failures:
        return _with_failures(tally)
    return _read(tally, today)


def _with_failures(tally: SourceTally) -> tuple[State, str]:
    """All listings came, some articles did not."""
    worst = _worst(tally.failures)
    asked = tally.articles + len(tally.failures)
    evidence = f"{len(tally.failures)} of {asked} articles did not come: {worst.evidence}"
    if tally.articles == 0 and worst.state is State.BLOCKED:
        return State.BLOCKED, evidence
    return State.PARTIAL, evidence


def _read(tally: SourceTally, today: date) -> tuple[State, str]:
    """Everything that was asked for came."""
    seen = [listing for listing in tally.listings if not (listing.unchanged or listing.absent)]
    empty = [listing for listing in seen if not listing.rows]
    if empty and len(empty) == len(tally.listings):
        return State.EMPTY, f"{_list(empty)}: a list without rows"
    if empty:
        return State.PARTIAL, f"{_list(empty)}: a list without rows"
    short = [listing for listing in seen if listing.rows < tally.source.min_rows]
    if short:
        counted = f"{short[0].rows} rows, at least {tally.source.min_rows} expected"
        return State.PARTIAL, f"{_list(short)}: {counted}"
    if silence := _silence(tally, today):
        return State.STALE, silence
    if tally.articles:
        more = f", {tally.left_out} more wait for the next run" if tally.left_out else ""
        return State.OK, f"{tally.articles} new of {tally.rows} rows{more}"
    if tally.listings and all(listing.absent for listing in tally.listings):
        return State.UNCHANGED, "nothing appeared that day"
    if tally.listings and not seen:
        return State.UNCHANGED, f"{_count(tally.listings)} as before"
    return State.UNCHANGED, f"{tally.rows} rows, none new"


def _silence(tally: SourceTally, today: date) -> str:
    limit = tally.source.max_silence_days
    if limit is None or tally.newest is None:
        return ""
    days = (today - date.fromisoformat(tally.newest)).days
    return f"newest row {tally.newest}, {days} days ago" if days > limit else ""


def _worst(problems: Sequence[Problem]) -> Problem:
    """The problem of the weightiest state; of those the most frequent."""
    counted = Counter(problems)
    return min(counted, key=lambda p: (_rank(p.state), -counted[p]))


def _rank(state: State) -> int:
    return _WEIGHT.index(state) if state in _WEIGHT else len(_WEIGHT)


def _told(listings: Sequence[ListingTally], problem: Problem) -> str:
    return problem.evidence if len(listings) == 1 else _at(listings, problem)


def _at(listings: Sequence[ListingTally], problem: Problem) -> str:
    where = next(listing.url for listing in listings if listing.trouble == problem)
    return f"{problem.evidence} at {where}"


def _count(listings: Sequence[ListingTally]) -> str:
    return "1 listing" if len(listings) == 1 else f"{len(listings)} listings"


def _list(listings: Sequence[ListingTally]) -> str:
    rest = f" and {len(listings) - 1} more" if len(listings) > 1 else ""
    return f"{listings[0].url}{rest}"
