"""Synthetic articles for the store: a stream of days, each with events of its own.

Words are made up. Most articles tell nothing of cooperation; of those that do, few events are
reprinted by very many outlets and most by hardly any (Zipf), some reports are written afresh.
Time goes on with the stream, so that a database that is ten times as large covers ten times the
days, as a real one does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from heapq import nsmallest

from pipeline_common.dedupe import shingles
from pipeline_common.dedupe.sketches import SIZE
from pipeline_common.models import (
    Article,
    EventDate,
    Extraction,
    Kind,
    Mention,
    Origin,
    Published,
    Reading,
    Snapshot,
)

PER_DAY = 200
OUTLETS = 240
FIRST_DAY = date(1990, 1, 1)

_WORDS = random.Random(7)
_VOCABULARY = [
    chr(_WORDS.randrange(0x4E00, 0x8000)) + chr(_WORDS.randrange(0x4E00, 0x8000))
    for _ in range(1200)
]
_PLACES = ["南昌", "九江", "抚州", "上饶", "宜春", "吉安", "赣州", "湖州", "宣城", "黄山"] + [
    _VOCABULARY[i] for i in range(110)
]
_WEIGHTS = [1 / (rank + 2) for rank in range(len(_PLACES))]
_KINDS = list(Kind)
_RECENT = 2_000  # stories that may still be reprinted
_PARAGRAPHS = 4


@dataclass(frozen=True, slots=True)
class Story:
    """What an original says: paragraphs, and the event they tell of, if any."""

    title: str
    paragraphs: tuple[str, ...]
    mention: Mention | None


def stream(seed: int = 1) -> Iterator[Reading]:
    """Readings without end, the same for the same seed."""
    chance = random.Random(seed)
    recent: list[Story] = []
    number = 0
    while True:
        day = FIRST_DAY + timedelta(days=number // PER_DAY)
        if recent and chance.random() < 0.45:
            # the newest stories first, and of these the first few by far the most
            back = min(int(chance.paretovariate(0.7)), len(recent))
            story = _rewrite(chance, recent[-back])
        else:
            story = _invent(chance, day)
            recent.append(story)
            del recent[:-_RECENT]
        yield _reading(chance, number, day, story)
        number += 1


def _invent(chance: random.Random, day: date) -> Story:
    title = _say(chance, 9)
    paragraphs = tuple(_say(chance, 50) for _ in range(_PARAGRAPHS))
    if chance.random() < 0.6:
        return Story(title, paragraphs, None)
    when = day - timedelta(days=int(chance.expovariate(0.7)))
    places = tuple(dict.fromkeys(chance.choices(_PLACES, _WEIGHTS, k=3)))
    evidence = f"{when.month}月{when.day}日，{'、'.join(places)}{_say(chance, 12)}。"
    mention = Mention(
        EventDate(when.isoformat()), chance.choice(_KINDS), places, (), title, evidence,
        len(title) + 1, len(title) + 1 + len(evidence),
    )  # fmt: skip
    return Story(title, (evidence + paragraphs[0], *paragraphs[1:]), mention)


def _rewrite(chance: random.Random, story: Story) -> Story:
    """A copy with another headline or cut short; now and then a report of its own."""
    mention = story.mention
    if mention and chance.random() < 0.15:
        fresh = _say(chance, 20)
        evidence = f"{'和'.join(mention.places)}{fresh}。"
        start = len(story.title) + 1
        told = replace(mention, evidence=evidence, start=start, end=start + len(evidence))
        body = tuple(_say(chance, 50) for _ in range(_PARAGRAPHS - 1))
        return Story(story.title, (evidence + body[0], *body[1:]), told)
    title = _say(chance, 9) if chance.random() < 0.5 else story.title
    kept = story.paragraphs[: chance.randint(2, _PARAGRAPHS)]
    if mention and title != story.title:
        mention = replace(mention, headline=title)
    return Story(title, kept, mention)


def _say(chance: random.Random, words: int) -> str:
    return "".join(chance.choices(_VOCABULARY, k=words))


def _reading(chance: random.Random, number: int, day: date, story: Story) -> Reading:
    outlet = min(int(chance.paretovariate(0.8)), OUTLETS)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(
        seconds=number % PER_DAY * 400
    )
    name = f"news{outlet}.example.cn/{day:%Y%m}/t{day:%Y%m%d}_{number}.html"
    text = "\n".join(story.paragraphs)
    body = f"<html><title>{story.title}</title><p>{text}</p></html>".encode()
    article = Article(
        id=name, source_id=f"outlet{outlet}", url=f"https://{name}", title=story.title, text=text,
        published=Published(day.isoformat(), Origin.META), outlet=f"第{outlet}报",
        fetched_at=moment,
    )  # fmt: skip
    hashes: set[int] = set().union(*map(_hashes, (story.title, *story.paragraphs)))
    return Reading(
        article,
        Extraction(story.mention is not None, (story.mention,) if story.mention else ()),
        tuple(nsmallest(SIZE, hashes)),
        Snapshot(sha256(body).hexdigest(), "text/html", body, moment),
    )


@lru_cache(maxsize=1 << 14)
def _hashes(paragraph: str) -> frozenset[int]:
    """Of one paragraph; a text's sketch is the smallest of these, seams left out."""
    return frozenset(shingles(paragraph))
