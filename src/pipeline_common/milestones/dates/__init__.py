"""Dates in Chinese news: what is written, and what day it means.

    find_dates      expressions in a normalised text (`pipeline_common.text.normalise`), values open
    DateContext     what an expression is resolved against; carried forward through an article
    article_context the context at the beginning of an article
    date_article    all of it at once: every expression of an article with its date
    resolve         expression + context -> EventDate, or None where nothing settles it
    explain         the same with the rule that decided
    find_dateline   the day an agency's report was sent: 新华社武汉2月21日电

The rules are those of the labelling guide, section 3. Nothing is ever resolved against today, and
what the text and the publication date leave open stays open (XXXX).
"""

from pipeline_common.milestones.dates.article import (
    DatedExpression,
    article_context,
    date_article,
)
from pipeline_common.milestones.dates.context import DateContext
from pipeline_common.milestones.dates.dateline import Dateline, find_dateline
from pipeline_common.milestones.dates.expression import DateExpression, Form, OpenDate
from pipeline_common.milestones.dates.grammar import find_dates
from pipeline_common.milestones.dates.resolution import Resolution, explain, resolve

__all__ = [
    "DateContext",
    "DateExpression",
    "DatedExpression",
    "Dateline",
    "Form",
    "OpenDate",
    "Resolution",
    "article_context",
    "date_article",
    "explain",
    "find_dateline",
    "find_dates",
    "resolve",
]
