"""What a date expression is resolved against."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline_common.milestones.dates.expression import OpenDate
from pipeline_common.models import EventDate


@dataclass(frozen=True, slots=True)
class DateContext:
    """Carried through an article, sentence by sentence.

    Start with `article_context(text, published)`, call `after` behind each date that 当天 may mean
    later, and `next_sentence` where one begins.
    """

    published: str | None = None  # ISO 8601, to the year, month, day or second
    dateline: EventDate | None = None  # day the report was sent
    last: EventDate | None = None  # last explicit date before this place
    last_day: EventDate | None = None  # last one known to the day: what 当天 means
    near: EventDate | None = None  # last explicit date within this sentence
    mentioned: tuple[OpenDate, ...] = ()  # month and day pairs that stand anywhere in the article
    year: int | None = None  # fixed by a meeting's name or the working year

    def after(self, date: EventDate) -> DateContext:
        """The context behind a date; 近日 is what 当天 means from there and nothing more."""
        if date.approximate and OpenDate.of(date).day:
            return replace(self, last_day=date)
        day = date if OpenDate.of(date).day else self.last_day
        return replace(self, last=date, last_day=day, near=date)

    def next_sentence(self) -> DateContext:
        """The context at the beginning of the next sentence."""
        return replace(self, near=None) if self.near else self

    @property
    def report_day(self) -> OpenDate | None:
        """The day that 今天 and 近日 count from: the dateline's, else the publication date."""
        if self.dateline:
            return OpenDate.of(self.dateline)
        return OpenDate.of(self.published) if self.published else None
