from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import lxml.html
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_common.models import Change, Kind, Milestone, State, Trust
from pipeline_common.publish.documents import documents
from pipeline_common.publish.edition import Document, Edition
from pipeline_common.publish.manifest import Manifest
from pipeline_common.publish.record import ALL
from pipeline_common.publish.site.entry_pages import entry_document, gone_document
from pipeline_common.publish.status import SourceStatus

Make = Callable[..., Milestone]
EditionOf = Callable[..., Edition]
ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=40)


def everything(edition: Edition) -> Iterator[Document]:
    found = edition.record.latest(ALL, listed=False)
    yield from (entry_document(edition, entry) for entry in edition.entries_of(found))
    yield gone_document(edition, "urn:gone")
    yield gone_document(edition, "urn:merged", found[0].id)
    yield from documents(
        edition, edition.views, before=Manifest(), changed={}, read=lambda path: None
    )


def pages(edition: Edition) -> dict[str, str]:
    return {
        d.path: d.render().decode()
        for d in everything(edition)
        if d.path.endswith((".html", ".json")) and not d.path.startswith("feeds/")
    }


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=ANY)
def test_any_text_anywhere_stays_text(make: Make, edition_of: EditionOf, text: str) -> None:
    report = replace(
        make().reports[0], url=text, title=text, outlet=text, evidence=text, snapshot=text
    )
    milestone = make(
        places=(text, "南昌"),
        documents=(text,),
        headline=text,
        evidence="x" + text,
        reports=(report,),
        attributes={text: text},
        history=(Change(make().changed, "date", text, text),),
    )
    status = SourceStatus(text, text, text, State.BLOCKED, text, text)
    made = pages(edition_of(milestone, sources=(status,)))
    plain = pages(edition_of(make()))
    for path, page in made.items():
        if path.endswith(".html"):
            root = lxml.html.fromstring(page.encode())
            if path in plain:  # nothing of the text became an element
                scripts = len(lxml.html.fromstring(plain[path].encode()).xpath("//script"))
                assert len(root.xpath("//script")) == scripts
            assert not root.xpath("//@href[starts-with(., 'javascript:')]")
        else:
            json.loads(page)


def test_the_page_of_a_milestone_shows_its_evidence(make: Make, edition_of: EditionOf) -> None:
    one = make().reports[0]
    copy = replace(one, outlet="转载网", trust=Trust.LOW, evidence="另一句。")
    when = datetime(2026, 11, 3, 1, tzinfo=UTC)
    milestone = make(
        reports=(one, copy),
        history=(Change(when, "date", "2026-10", "2026-10-28"),),
        attributes={"length": "138公里"},
    )
    edition = edition_of(milestone)
    page = next(text for path, text in pages(edition).items() if path.startswith("m/"))
    for words in (
        one.evidence,
        "另一句。",
        one.url,
        "2026-11-01 08:55 存档",
        "SHA-256 " + one.snapshot,
        "日期由“2026-10”改为“2026-10-28”",
        "2026-11-03 09:00",
        "138公里",
        milestone.id,
        "《合作框架协议》",
        "不作依据",
    ):
        assert words in page, words


def test_search_engines_are_told_of_the_event(make: Make, edition_of: EditionOf) -> None:
    milestone = make(0, "2026-07", headline="甲 </script><b>")
    page = next(t for p, t in pages(edition_of(milestone)).items() if p.startswith("m/"))
    text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    data = json.loads(text)
    assert data["@type"] == "Event"
    assert data["startDate"] == "2026-07"
    assert [place["name"] for place in data["location"]] == ["南昌", "九江"]


def test_month_precision_shows_no_day(make: Make, edition_of: EditionOf) -> None:
    page = pages(edition_of(make(0, "2026-07")))["index.html"]
    assert '<time datetime="2026-07">7月</time>' in page
    assert "原文未载具体日期" in page


def test_the_front_page_has_figures_with_their_numbers(make: Make, edition_of: EditionOf) -> None:
    milestones = [make(n, f"202{n % 4 + 2}-05-01", kind=list(Kind)[n % 2]) for n in range(12)]
    root = lxml.html.fromstring(pages(edition_of(*milestones))["index.html"].encode())
    assert len(root.xpath("//svg[@role='img'][@aria-label]")) == 2
    table = root.xpath("//details//tbody/tr")
    assert sum(int(cell.text) for row in table for cell in row.xpath("td")) == 12
    cell = root.xpath("//table[@class='matrix']//td/a")
    assert [(c.get("href"), c.text) for c in cell] == [("./pair/360100_360400/", "12")]


@pytest.mark.parametrize(
    ("state", "words"),
    [(State.OK, "正常"), (State.LIST_NOT_FOUND, "找不到列表"), (None, "尚未运行")],
)
def test_the_state_of_a_source(
    edition_of: EditionOf, make: Make, state: State | None, words: str
) -> None:
    status = SourceStatus("example-daily", "示例日报", "", state, "证据")
    page = pages(edition_of(make(), sources=(status,)))["sources/index.html"]
    assert words in page
    assert "../source/example-daily/" in page


def test_english_pages_hold_no_chinese_of_ours(make: Make, edition_of: EditionOf) -> None:
    report = replace(make().reports[0], title="Title", outlet="", evidence="Evidence.")
    milestones = [
        make(
            n,
            date,
            kind=kind,
            places=("A", "B"),
            documents=("Doc",),
            headline=f"Headline {n}",
            evidence="Evidence.",
            reports=(report,) * (n % 3),
            history=tuple(Change(make(n).changed, f, "a", "b"[:n]) for f in ("date", "x")),
        )
        for n, (kind, date) in enumerate(
            zip(Kind, ["2026-01-01", "2026-02", "2025", "2025-03-01~", None, "XXXX-12-25",
                       "XXXX-12", "2024-01-01/2024-01-03"], strict=True)
        )
    ]  # fmt: skip
    statuses = tuple(SourceStatus(f"s{n}", f"S{n}", "", s) for n, s in enumerate((None, *State)))
    edition = edition_of(
        *milestones,
        language="en",
        sources=statuses,
        settings=edition_of().settings.model_copy(
            update={"title": "Milestones", "subtitle": "Sub.", "language": "en"}
        ),
    )
    for document in everything(edition):
        text = document.render().decode("utf-8")
        assert not [c for c in text if "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef"], (
            document.path
        )
