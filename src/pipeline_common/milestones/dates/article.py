"""All dates of one article, resolved in the order of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline_common.milestones.dates.context import DateContext
from pipeline_common.milestones.dates.dateline import find_dateline
from pipeline_common.milestones.dates.expression import DateExpression, Form
from pipeline_common.milestones.dates.grammar import find_dates
from pipeline_common.milestones.dates.resolution import explain
from pipeline_common.models import EventDate
from pipeline_common.text import paragraphs, sentences

#: A year in the name of a meeting or of a year's work: 2025年…联席会议, 2025年度.
_NAMED_YEAR = re.compile(
    r"(?<!\d)(20\d\d)(?:年度|年?(?:第[^，。\n]{1,3}[次届])?[\u4e00-\u9fff·—]{0,16}"
    r"(?:联席会|座谈会|峰会|论坛|年会|大会|博览会|推介会|重点工作))"
)

_MOST_DAYS = 400  # that are remembered for days told alone; more than an article names
_LEAD = 200  # characters that tell what an article is about


@dataclass(frozen=True, slots=True)
class DatedExpression:
    """An expression, the date that it means, and the rule that decided."""

    expression: DateExpression
    date: EventDate | None
    rule: str


def article_context(
    text: str, published: str | None, expressions: Sequence[DateExpression] | None = None
) -> DateContext:
    """The context at the beginning of an article.

    `text` is the whole normalised text, `expressions` its dates if they are found already.
    """
    found = find_dates(text) if expressions is None else expressions
    dateline = find_dateline(text, published)
    days = {
        e.first: None for e in found if e.form is Form.CALENDAR and e.first.month and e.first.day
    }
    return DateContext(
        published=published,
        dateline=dateline.date if dateline else None,
        mentioned=tuple(days)[:_MOST_DAYS],
        year=None if published else _named_year(text, found),
    )


def _named_year(text: str, expressions: Sequence[DateExpression]) -> int | None:
    """The year that a meeting's name in the lead fixes, where the text names no later one."""
    named = {int(found[1]) for found in _NAMED_YEAR.finditer(text, 0, _LEAD)}
    latest = max((e.first.year for e in expressions if e.first.year), default=0)
    return named.pop() if len(named) == 1 and latest <= max(named) else None


def date_article(text: str, published: str | None) -> tuple[DatedExpression, ...]:
    """Every date expression of a normalised text with its date, in order."""
    expressions = find_dates(text)
    context = article_context(text, published, expressions)
    # Without a publication date the year of a chronicle's entry stands in the one before it.
    passages = sentences(text) if published else paragraphs(text)
    borders = iter([passage.start for passage in passages][1:])
    border = next(borders, len(text))
    dated: list[DatedExpression] = []
    for expression in expressions:
        while expression.start >= border:
            context, border = context.next_sentence(), next(borders, len(text) + 1)
        resolution = explain(expression, context)
        dated.append(DatedExpression(expression, resolution.date, resolution.rule))
        if resolution.date:
            context = context.after(resolution.date)
    return tuple(dated)
