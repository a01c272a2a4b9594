"""Taking one batch into the database: decide, store, then bring the milestones in line."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, islice

from pipeline_common.dedupe.accounts import Account
from pipeline_common.dedupe.clusters import Cluster, resolve
from pipeline_common.dedupe.events import continues, related
from pipeline_common.dedupe.rulings import arrange, ruled_ids
from pipeline_common.models import CrawlReport, Reading, SetAside, Verdict
from pipeline_common.store import articles, mentions, rulings, runs
from pipeline_common.store.mentions import Accounts
from pipeline_common.store.milestones import Settlement
from pipeline_common.store.shingles import Shingles
from pipeline_common.store.values import IngestReport

_PART = 200  # items after which milestones are brought in line; bounds the memory


@dataclass(slots=True)
class _Touched:
    """What a part of a batch has changed: rows of mentions, and milestones that lost one."""

    mentions: set[int] = field(default_factory=set)
    vacated: set[int] = field(default_factory=set)


def ingest(
    db: sqlite3.Connection,
    index: Shingles,
    report: CrawlReport,
    items: Iterable[Reading | SetAside],
) -> IngestReport:
    """Store a batch; belongs into one transaction.

    Milestones depend on the set of articles alone, so they may be brought in line part by part.
    """
    settlement = Settlement(db, report.finished)
    verdicts, aside = take(db, index, settlement, items)
    aside = [*report.set_aside, *aside]
    result = IngestReport(
        batch_id=report.batch_id,
        articles_new=verdicts[Verdict.NEW],
        articles_changed=verdicts[Verdict.CHANGED],
        articles_same=verdicts[Verdict.SAME],
        articles_duplicate=verdicts[Verdict.DUPLICATE],
        milestones_new=len(settlement.created),
        milestones_changed=len(settlement.changed),
        set_aside=runs.set_aside(db, aside, report.finished),
    )
    runs.write_batch(db, report, result)
    return result


def take(
    db: sqlite3.Connection,
    index: Shingles,
    settlement: Settlement,
    items: Iterable[Reading | SetAside],
    *,
    again: bool = False,
) -> tuple[Counter[Verdict], list[SetAside]]:
    """Store what was read; how many articles of each verdict, and what could not be used.

    With `again` articles are stored even where nothing in them changed.
    """
    verdicts: Counter[Verdict] = Counter()
    aside: list[SetAside] = []
    index.refresh()
    for part in _parts(items):
        touched = _Touched()
        for item in part:
            if isinstance(item, SetAside):
                aside.append(item)
            else:
                verdicts[_take(db, index, item, touched, again=again)] += 1
        _settle(db, settlement, touched)
    index.merge()
    return verdicts, aside


def resettle(db: sqlite3.Connection, rows: set[int], now: datetime) -> Settlement:
    """Bring the milestones of these rows of mentions in line again, after a ruling or new rules."""
    settlement = Settlement(db, now)
    _settle(db, settlement, _Touched(mentions=set(rows)))
    return settlement


def _take(
    db: sqlite3.Connection, index: Shingles, reading: Reading, touched: _Touched, *, again: bool
) -> Verdict:
    """Store one article and its mentions."""
    article = reading.article
    runs.saw(db, article.source_id, article.id)
    runs.take_back(db, article.source_id, article.id)
    judgement = articles.judge(db, index, reading, again=again)
    if judgement.decision.verdict is Verdict.SAME and not again:
        return Verdict.SAME
    before = _Before()
    if judgement.row is not None:
        before = _look_back(db, judgement.row)
    row = articles.write(db, index, reading, judgement)
    mentions.replace(db, row, reading.extraction.mentions)
    rulings.apply_to(db, row, article.id)
    accounts = Accounts(db)
    for account in accounts.of_article(row):
        mention, milestone = accounts.place(account)
        touched.mentions.add(mention)
        heir_of = before.milestone_of(account)
        if heir_of and heir_of != milestone:
            mentions.assign(db, mention, heir_of)
    touched.mentions |= before.neighbours
    touched.vacated |= before.milestones
    return judgement.decision.verdict


@dataclass(frozen=True, slots=True)
class _Before:
    """An article's accounts before it changed, and the rows of the mentions that are like them."""

    told: tuple[tuple[Account, int | None], ...] = ()
    neighbours: frozenset[int] = frozenset()

    @property
    def milestones(self) -> set[int]:
        return {row for _, row in self.told if row is not None}

    def milestone_of(self, account: Account) -> int | None:
        """The milestone that the article told in about the same words before."""
        return next((row for old, row in self.told if continues(old, account)), None)


def _look_back(db: sqlite3.Connection, article: int) -> _Before:
    accounts = Accounts(db)
    own = accounts.of_article(article)
    rows = {accounts.place(account)[0] for account in own}
    like = {
        accounts.place(other)[0]
        for account in own
        for other in accounts.near(account.mention, {account.article_id, *account.copies})
        if related(account, other)
    }
    told = tuple((account, accounts.place(account)[1]) for account in own)
    return _Before(told, frozenset(like - rows))


def _settle(db: sqlite3.Connection, settlement: Settlement, touched: _Touched) -> None:
    waiting, vacated = touched.mentions, touched.vacated
    settled: set[int] = set()
    while waiting or vacated:
        accounts = Accounts(db)
        changed = accounts.read(mentions.existing(db, sorted(waiting)))
        left = settlement.settle(_clusters(changed, accounts), accounts, vacated)
        settled |= waiting
        waiting, vacated = left - settled, set()


def _clusters(changed: list[Account], accounts: Accounts) -> list[Cluster]:
    """The clusters that changed, by rule and as persons decided."""
    clusters = resolve(changed, accounts.near)
    covered: set[str] = set()
    while missing := ruled_ids(chain.from_iterable(clusters)) - covered:
        covered |= missing
        changed = list({a.key: a for a in [*changed, *accounts.ruled(missing)]}.values())
        clusters = resolve(changed, accounts.near)
    return arrange(clusters)


def _parts(
    items: Iterable[Reading | SetAside],
) -> Iterator[Sequence[Reading | SetAside]]:
    stream = iter(items)
    for first in stream:
        yield list(chain([first], islice(stream, _PART - 1)))
