"""Groups among articles held in memory: the same decisions as at ingest, without a database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from pipeline_common.dedupe.accounts import NEVER, Account, indexes
from pipeline_common.dedupe.blocks import filing_keys, lookup_keys
from pipeline_common.dedupe.clusters import resolve
from pipeline_common.dedupe.decisions import Fingerprint, find_copies
from pipeline_common.dedupe.sketches import INDEXED, shingles
from pipeline_common.models import Extraction, Mention

Group = tuple[str, tuple[str, ...]]  # "article" or "event", ids of the members


@dataclass(frozen=True, slots=True)
class GroupItem:
    """An article to be grouped; `content` is headline and text, `extraction` what they say."""

    id: str
    content: str
    extraction: Extraction


def group(items: Sequence[GroupItem]) -> list[Group]:
    """Groups of two or more among the items.

    ("article", ids) are copies of one text; ("event", ids) report one event as their news, told in
    passing does not count.
    """
    copies = _copies(items)
    accounts = [
        Account(
            item.id,
            mention,
            recorded=NEVER,
            changed=NEVER,
            trust=item.extraction.trust,
            copies=frozenset(copies.get(item.id, ())),
            index=index,
        )
        for item in items
        for index, mention in indexes(item.extraction.mentions)
    ]
    events = (
        {a.article_id for a in cluster if not a.mention.background}
        for cluster in resolve(accounts, _Memory(accounts).near)
    )
    return [
        *(("article", tuple(sorted(ids))) for ids in _connected(copies)),
        *(("event", tuple(sorted(ids))) for ids in events if len(ids) > 1),
    ]


def _copies(items: Sequence[GroupItem]) -> dict[str, set[str]]:
    """For each article that has copies: their ids."""
    contents = {item.id: item.content for item in items}
    filed: dict[int, list[Fingerprint]] = defaultdict(list)
    copies: dict[str, set[str]] = defaultdict(set)
    for item in items:
        new = Fingerprint(item.id, "", NEVER, shingles(item.content))
        candidates = {c.article_id: c for h in new.shingles[:INDEXED] for c in filed[h]}
        for copy in find_copies(new, item.content, candidates.values(), contents.__getitem__):
            copies[new.article_id].add(copy.article_id)
            copies[copy.article_id].add(new.article_id)
        for h in new.shingles[:INDEXED]:
            filed[h].append(new)
    return copies


def _connected(links: dict[str, set[str]]) -> list[set[str]]:
    """Connected components, in the order of their first member."""
    components: list[set[str]] = []
    seen: set[str] = set()
    for start in sorted(links):
        if start in seen:
            continue
        component, waiting = {start}, [start]
        while waiting:
            fresh = links[waiting.pop()] - component
            component |= fresh
            waiting += fresh
        seen |= component
        components.append(component)
    return components


class _Memory:
    """Accounts under their blocking keys."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self._filed: dict[int, list[Account]] = defaultdict(list)
        self._of_article: dict[str, list[Account]] = defaultdict(list)
        for account in accounts:
            self._of_article[account.article_id].append(account)
            for key in filing_keys(account.mention):
                self._filed[key].append(account)

    def near(self, mention: Mention, articles: Collection[str]) -> Iterable[Account]:
        """What may tell of the same event, some of it more than once."""
        for key in lookup_keys(mention):
            yield from self._filed.get(key, ())
        for article in articles:
            yield from self._of_article.get(article, ())
