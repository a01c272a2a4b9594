"""Milestones as format-neutral feed entries.

`published` is when we first published, never the date of the event: readers wrap a date before
1970 around and pin one in the future to the top. The event's date goes into the text, and into
the fields that each format has for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from markupsafe import escape

from pipeline_common.errors import EntryError
from pipeline_common.models import Category, FeedEntry, FeedLink, Milestone, Report, Status
from pipeline_common.publish import clean
from pipeline_common.publish.addresses import Base, entry_page, is_id
from pipeline_common.publish.labels import N_, Labels
from pipeline_common.publish.wording import bounds, full_date, in_china, instant_words

_CORRECTING = frozenset({"date", "kind", "places", "documents", "headline"})
_YEARS = range(1990, 2100)  # instants outside are a broken clock, and wrap around in readers
#: Vocabularies of categories (RFC 4287, 4.2.2.2), the same on every site and in every language.
KIND_SCHEME = "urn:uuid:30ff538b-d09b-53a1-b7e6-cb4c2166a9a6"
PLACE_SCHEME = "urn:uuid:de841274-2597-50f1-8cc4-98ff94d05ff8"
REGION_SCHEME = "urn:uuid:21e2807b-7a95-5608-981a-48c29b61564d"

_UNKNOWN = N_("来源未详")


def make_entry(milestone: Milestone, *, base: Base, labels: Labels, region: str = "") -> FeedEntry:
    """The entry of one milestone; `region` is the name of the profile, a category.

    Raises EntryError where the milestone cannot be published, with the reason.
    """
    if not is_id(milestone.id):
        raise EntryError("id is not an ASCII URI", subject=clean.line(milestone.id, 80))
    try:
        bounds(milestone.date)
        return _entry(milestone, base, labels, region)
    except (ArithmeticError, ValueError) as error:
        raise EntryError(clean.line(str(error)), subject=milestone.id) from None


def _entry(milestone: Milestone, base: Base, labels: Labels, region: str) -> FeedEntry:
    published = _published(milestone)
    via = tuple(
        FeedLink(href=href, rel="via", type="text/html", title=outlet_of(report, labels))
        for report in milestone.reports
        if (href := clean.url_or_none(report.url))
    )
    outlet = outlet_of(milestone.reports[0], labels) if milestone.reports else labels(_UNKNOWN)
    return FeedEntry(
        id=milestone.id,
        title=title_of(milestone, labels),
        link=base(entry_page(milestone.id)),
        published=published,
        updated=updated_of(milestone),
        summary=_summary(milestone, labels),
        content_html=_content(milestone, labels),
        author=outlet,
        categories=_categories(milestone, labels, region),
        via=via,
        event_date=milestone.date,
        milestone=milestone,
    )


def headline_of(milestone: Milestone, labels: Labels) -> str:
    """The headline without marks; where there is none, the evidence, or kind and places."""
    return (
        clean.line(milestone.headline)
        or clean.line(milestone.evidence, 60)
        or f"{labels.join(names_of(milestone.places))} {labels.kind(milestone.kind)}".strip()
    )


def title_of(milestone: Milestone, labels: Labels) -> str:
    """The headline, marked where it was corrected or withdrawn."""
    mark = ""
    if milestone.status is Status.WITHDRAWN:
        mark = labels("【撤回】")
    elif is_corrected(milestone):
        mark = labels("【更正】")
    return mark + headline_of(milestone, labels)


def source_of(milestone: Milestone) -> str | None:
    """Address of the best report that may be linked."""
    return next(filter(None, (clean.url_or_none(r.url) for r in milestone.reports)), None)


def names_of(names: Iterable[str]) -> tuple[str, ...]:
    """Clean names of places or documents, none empty, none twice."""
    return tuple(dict.fromkeys(filter(None, (clean.line(name, 60) for name in names))))


def outlet_of(report: Report, labels: Labels) -> str:
    """Who published a report."""
    return clean.line(report.outlet, 60) or labels(_UNKNOWN)


def is_corrected(milestone: Milestone) -> bool:
    """Whether a fact that subscribers were told has changed since."""
    return milestone.published is not None and any(
        change.field in _CORRECTING and change.at > milestone.published
        for change in milestone.history
    )


def outlet_words(milestone: Milestone, labels: Labels) -> str:
    """Who reported it, in words: "江西日报", "江西日报等 3 处", "来源未详"."""
    if not milestone.reports:
        return labels(_UNKNOWN)
    first, count = outlet_of(milestone.reports[0], labels), len(milestone.reports)
    return labels("{outlet}等 {count} 处", outlet=first, count=count) if count > 1 else first


def _categories(milestone: Milestone, labels: Labels, region: str) -> tuple[Category, ...]:
    found = {labels.kind(milestone.kind): KIND_SCHEME}  # no word twice: RSS has no vocabularies
    for name in names_of(milestone.places):
        found.setdefault(name, PLACE_SCHEME)
    if name := clean.line(region, 60):
        found.setdefault(name, REGION_SCHEME)
    return tuple(Category(term, scheme) for term, scheme in found.items())


def _published(milestone: Milestone) -> datetime:
    if milestone.published is None:
        raise EntryError("has no publication time yet", subject=milestone.id)
    instant = in_china(milestone.published)
    if instant.year not in _YEARS:
        raise EntryError("impossible publication time", subject=milestone.id)
    return instant


def updated_of(milestone: Milestone) -> datetime:
    """When it was last changed, never before it was published; whole seconds.

    Raises EntryError, ValueError for instants that are none.
    """
    instant = max(_published(milestone), in_china(milestone.changed))
    if instant.year not in _YEARS:
        raise EntryError("impossible time of change", subject=milestone.id)
    return instant


def _summary(milestone: Milestone, labels: Labels) -> str:
    parts = [full_date(milestone.date, labels), labels.kind(milestone.kind)]
    parts += filter(None, [labels.join(names_of(milestone.places))])
    text = labels("事件日期：{date}。", date=" · ".join(parts))
    if milestone.status is Status.WITHDRAWN:
        text += labels("已没有报道支持此条。")
    return clean.line(
        labels(
            "{text}“{evidence}”——{outlets}",
            text=text,
            evidence=clean.line(milestone.evidence, 300) or headline_of(milestone, labels),
            outlets=outlet_words(milestone, labels),
        ),
        600,
    )


def _content(milestone: Milestone, labels: Labels) -> str:
    parts = [labels.kind(milestone.kind), labels.join(names_of(milestone.places))]
    facts = " · ".join(filter(None, parts))
    when = full_date(milestone.date, labels)
    out = [f"<p><strong>{escape(when)}</strong> · {escape(facts)}</p>"]
    if milestone.status is Status.WITHDRAWN:
        note = labels("已没有报道支持此条。")
        out.append(f"<p><strong>{escape(note)}</strong></p>")
    if evidence := clean.line(milestone.evidence, 2000):
        out.append(f"<blockquote><p>{escape(evidence)}</p></blockquote>")
    if documents := names_of(milestone.documents):
        named = labels("文件：") + labels.join(documents)
        out.append(f"<p>{escape(named)}</p>")
    if rows := "".join(_source_row(report, labels) for report in milestone.reports):
        heading = labels("来源：")
        out.append(f"<p>{escape(heading)}</p><ul>{rows}</ul>")
    return clean.fragment("".join(out))


def _source_row(report: Report, labels: Labels) -> str:
    title = escape(clean.line(report.title) or labels("原文"))
    href = clean.url_or_none(report.url)
    linked = f'<a href="{escape(href)}">{title}</a>' if href else title
    notes = [outlet_of(report, labels)]
    if report.published:
        notes.append(labels("{date} 发布", date=clean.line(report.published.value[:10])))
    notes.append(labels("{time} 存档", time=instant_words(report.fetched_at)))
    return f"<li>{linked} · {escape(' · '.join(notes))}</li>"
