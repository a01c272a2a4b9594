"""Carrying dates forward."""

from pipeline_common.milestones.dates import DateContext, OpenDate
from pipeline_common.models import EventDate

DAY, MONTH = EventDate("2020-03-01"), EventDate("2019-05")


def test_after():
    context = DateContext("2020-03-02").after(DAY).after(MONTH)
    assert (context.last, context.last_day, context.near) == (MONTH, DAY, MONTH)


def test_shortly_before_is_what_a_later_word_means_and_no_more():
    recent = EventDate("2020-03-02~")
    context = DateContext().after(MONTH).after(recent)
    assert (context.last, context.last_day, context.near) == (MONTH, recent, MONTH)


def test_next_sentence():
    context = DateContext().after(DAY).next_sentence()
    assert (context.last, context.near) == (DAY, None)
    assert context.next_sentence() is context


def test_report_day():
    assert DateContext().report_day is None
    assert DateContext("2020-03-02").report_day == OpenDate(2020, 3, 2)
    assert DateContext("2020-03-02", DAY).report_day == OpenDate(2020, 3, 1)
