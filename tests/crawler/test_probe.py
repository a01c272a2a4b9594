"""Trying a source, writing its file, recording its pages."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.catalog import load_source
from crawler.probe import find_source, probe
from crawler.scaffold import record, write_source
from pipeline_common.errors import NotFoundError, SourceSpecError
from pipeline_common.models import Advice, State
from pipeline_common.settings import CrawlSettings, Settings

NOW = datetime(2026, 11, 25, 8, 0, tzinfo=UTC)
ADDRESSES = [f"/zwzx/202611/t20261114_{1000 + n}.html" for n in range(6)]


@pytest.fixture
def settings() -> Settings:
    return Settings(crawl=CrawlSettings(delay=0, timeout=3, allow_private=True))


def test_everything_about_a_listing_is_told(site: Any, settings: Settings) -> None:
    site.put_list("/zwzx/", ADDRESSES)
    shown = probe(f"{site.url}/zwzx/", settings=settings, now=NOW)
    assert shown.state is State.OK
    assert shown.evidence == "6 rows, 6 of them with a date"
    assert shown.family == "trs_wcm"
    assert shown.why
    assert shown.robots == "allows it"
    assert shown.encoding == "utf-8"
    assert [row.url for row in shown.rows] == [site.url + path for path in ADDRESSES]
    assert shown.article is not None
    assert shown.article.title == "两地签署协议"
    assert shown.article.published is not None
    assert shown.article.published.value.startswith("2026-11-20")
    assert len(site.pages_asked()) == 2, "one listing, one article"


def test_list_behind_a_service_is_shown_too(site: Any, settings: Settings) -> None:
    """Nothing but the address is known; rows come in an answer that shows no system."""
    service = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    config = f"""<script url="{service}" queryData="{{'webId':'1','tagId':'list'}}"></script>"""
    site.put("/col/col2/index.html", f"<html><body>{config}</body></html>")
    path = f"/col/col2/art/2026/art_{7:032x}.html"
    html = f"<ul><li><a href='{path}'>两市签署合作协议</a><span>2026-06-07</span></li></ul>"
    position = "%7B%22pageNo%22%3A1%2C%22pageSize%22%3A15%7D"
    answer = json.dumps({"success": True, "data": {"html": html}})
    site.put(f"{service}?webId=1&tagId=list&paramJson={position}", answer)
    site.put(path, f"<h1>两市签署合作协议</h1><div id='zoom'><p>{'两市签署协议。' * 9}</p></div>")
    shown = probe(f"{site.url}/col/col2/index.html", settings=settings, now=NOW)
    assert (shown.state, shown.family) == (State.OK, "hanweb_jpaas"), shown.evidence
    assert [row.url for row in shown.rows] == [site.url + path]
    assert shown.article is not None


def test_refusing_site_is_a_report_and_no_error(site: Any, settings: Settings) -> None:
    site.put("/zwzx/", "<script>var $_ts=window['$_ts']</script>", status=412)
    report = probe(f"{site.url}/zwzx/", settings=settings, now=NOW)
    assert report.state is State.BLOCKED
    assert report.rows == ()
    assert report.article is None


def test_unknown_source_names_those_that_are_close(settings: Settings) -> None:
    with pytest.raises(NotFoundError, match="nc_gov"):
        find_source("nc_gow", settings)


def test_new_source_is_written_and_can_be_loaded(
    site: Any, settings: Settings, tmp_path: Path
) -> None:
    site.put_list("/zwzx/", ADDRESSES)
    path, report = write_source(
        f"{site.url}/zwzx/",
        ident="my_town",
        name='我们的 "镇"',
        folder=tmp_path / "own",
        settings=settings,
        now=NOW,
    )
    source = load_source(path)
    assert report.state is State.OK
    assert (source.id, source.name, source.family) == ("my_town", '我们的 "镇"', "trs_wcm")
    assert source.advice is Advice.VERIFY
    assert source.profiles == (settings.profile,)
    with pytest.raises(SourceSpecError, match="already"):
        write_source(
            site.url, ident="my_town", name="x", folder=tmp_path / "own", settings=settings, now=NOW
        )


@pytest.mark.parametrize("ident", ["../up", "My Town", "1st"])
def test_bad_id_is_refused_before_anything_is_fetched(
    ident: str, site: Any, settings: Settings, tmp_path: Path
) -> None:
    with pytest.raises(SourceSpecError):
        write_source(
            site.url, ident=ident, name="x", folder=tmp_path / "own", settings=settings, now=NOW
        )
    assert site.asked == []


def test_recorded_pages_are_what_came(site: Any, settings: Settings, tmp_path: Path) -> None:
    site.put_list("/zwzx/", ADDRESSES)
    own = tmp_path / "catalog" / "test"
    own.mkdir(parents=True)
    (own / "town.toml").write_text(
        'name = "town"\nfamily = "trs_wcm"\nadvice = "ship"\n'
        f'listings = [{{ url = "{site.url}/zwzx/" }}]\n[selectors]\nrow = "ul.list li"\n'
    )
    mine = settings.model_copy(update={"catalog": tmp_path / "catalog"})
    written = record("town", folder=tmp_path / "fixtures", settings=mine, now=NOW)
    assert [str(p.relative_to(tmp_path / "fixtures")) for p in written] == [
        f"trs_wcm/{case}_town/{name}"
        for case in ("listing", "article")
        for name in ("input.html", "meta.toml", "expected.json")
    ]
    assert written[0].read_bytes() == site.answers["/zwzx/"].body
    listing, article = tomllib.loads(written[1].read_text()), tomllib.loads(written[4].read_text())
    assert (listing["kind"], listing["url"]) == ("listing", f"{site.url}/zwzx/")
    assert listing["source"] == {"family": "trs_wcm", "selectors": {"row": "ul.list li"}}
    assert article["row"]["title"].startswith("两市签署第")
    rows = json.loads(written[2].read_bytes())["rows"]
    assert [row["url"] for row in rows] == [site.url + path for path in ADDRESSES]
    read = json.loads(written[5].read_bytes())
    assert (read["title"], read["origin"]) == ("两地签署协议", "meta")
