"""Accounts to match and cluster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from pipeline_common.dedupe.accounts import Account
from pipeline_common.models import EventDate, Kind, Mention, Trust

START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="session")
def account() -> Callable[..., Account]:
    """Makes accounts: article, date, places (one string), and what differs from the usual."""

    def make(
        article: str,
        when: str | None,
        places: str,
        *,
        kind: Kind = Kind.AGREEMENT,
        words: str = "签署合作协议",
        documents: tuple[str, ...] = (),
        minute: int = 0,
        start: int = 0,
        background: bool = False,
        trust: Trust = Trust.NORMAL,
        copies: tuple[str, ...] = (),
        backfill: bool = False,
    ) -> Account:
        fetched = START + timedelta(minutes=minute)
        mention = Mention(
            date=EventDate(when) if when else None,
            kind=kind,
            places=tuple(places.split()),
            documents=documents,
            headline=words,
            evidence=words,
            start=start,
            end=start + len(words),
            background=background,
        )
        return Account(
            article, mention, fetched, fetched, trust, backfill, copies=frozenset(copies)
        )

    return make
