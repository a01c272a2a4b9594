"""Who takes part in an event: the places of its clause, or of the words before it."""

from __future__ import annotations

from pipeline_common.milestones.splitting import Share
from pipeline_common.regions.matching import find_places
from pipeline_common.text import Span


class PartyReader:
    """Reads the parties of one article's claims."""

    def __init__(self, text: str, home: str | None) -> None:
        self._text = text
        self._home = home
        self._last: tuple[str, ...] = ()

    def of(self, share: Share, sentence: Span, start: int) -> tuple[str, ...]:
        span = share.parties or Span(start, share.claim.end)
        found = dict.fromkeys(
            n for p in find_places(self._text[span.start : span.end]) for n in p.names
        )
        return tuple(found) or self._last

    def pass_over(self, sentence: Span) -> None:
        found = tuple(
            dict.fromkeys(
                n for p in find_places(self._text[sentence.start : sentence.end]) for n in p.names
            )
        )
        if found:
            self._last = found
