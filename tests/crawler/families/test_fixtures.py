"""Every family against its fixture folder: input, meta.toml (what it is), expected.json (field by
field)."""

from __future__ import annotations

import json
import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from crawler.encoding import decode
from crawler.families import FAMILIES, Document, Request, detect, family, parse_article
from pipeline_common.errors import ArticleParseError
from pipeline_common.models import Listing, Origin, Page, Published, Row, Selectors, Source

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(path.parent for path in FIXTURES.glob("*/*/meta.toml"))


@cache
def expected(case: Path) -> dict[str, Any]:
    return json.loads((case / "expected.json").read_text(encoding="utf-8"))


@cache
def meta(case: Path) -> dict[str, Any]:
    return {"kind": "listing", "page": 1} | tomllib.loads(
        (case / "meta.toml").read_text(encoding="utf-8")
    )


def source_of(case: Path) -> Source:
    values = dict(meta(case)["source"])
    selectors = Selectors(**values.pop("selectors", {}))
    return Source("fixture", "样例", listings=(listing_of(case),), selectors=selectors, **values)


def listing_of(case: Path) -> Listing:
    values = meta(case).get("listing", {})
    return Listing(url=values.get("url", meta(case)["url"]), params=values.get("params", {}))


def row_of(case: Path) -> Row | None:
    if "row" not in meta(case):
        return None
    values = dict(meta(case)["row"])
    value, origin = values.pop("date", None), values.pop("origin", "listing")
    return Row(**values, published=Published(value, Origin(origin)) if value else None)


def document_of(case: Path) -> Document:
    body = next(case.glob("input.*")).read_bytes()
    source = source_of(case)
    decoded = decode(
        body, content_type=meta(case).get("content_type", ""), override=source.encoding
    )
    asked = meta(case).get("request")
    request = asked and Request(
        url=asked["url"],
        form=tuple(asked.get("form", {}).items()),
        context=asked.get("context", {}),
    )
    return Document(meta(case)["url"], decoded.text, decoded.encoding, request=request)


def flat_row(row: Row) -> dict[str, Any]:
    return {
        "url": row.url,
        "title": row.title,
        "date": row.published.value if row.published else None,
        "origin": row.published.origin.value if row.published else None,
        "outlet": row.outlet,
        "body_html": row.body_html,
        "pinned": row.pinned,
    }


@cache
def listing_result(case: Path) -> dict[str, Any]:
    source = source_of(case)
    result = family(source.family).read_listing(
        document_of(case), source, listing_of(case), meta(case)["page"]
    )
    following = result.next and {
        "url": result.next.url,
        "method": result.next.method,
        "form": dict(result.next.form),
    }
    return {
        "found": result.found,
        "rows": [flat_row(row) for row in result.rows],
        "next": following,
        "more": [request.url for request in result.more],
        "total": result.total,
    }


@cache
def article_result(case: Path) -> dict[str, Any]:
    source = source_of(case)
    page = Page(
        source_id=source.id,
        url=meta(case)["url"],
        status=meta(case).get("status", 200),
        headers={"content-type": meta(case).get("content_type", "text/html")},
        body=next(case.glob("input.*")).read_bytes(),
        fetched_at=datetime(2026, 11, 25, tzinfo=UTC),
        row=row_of(case),
    )
    try:
        article = parse_article(page, source)
    except ArticleParseError as error:
        return {"error": str(error)}
    return {
        "id": article.id,
        "title": article.title,
        "text": article.text,
        "published": article.published and article.published.value,
        "origin": article.published and article.published.origin.value,
        "outlet": article.outlet,
        "encoding": article.encoding,
        "family": article.family,
        "attachments": [a.url for a in article.attachments if a.kind == "file"],
        "parts": list(family(source.family).next_parts(document_of(case))),
    }


FIELDS = [(case, field) for case in CASES for field in expected(case)]


@pytest.mark.parametrize(
    ("case", "field"), FIELDS, ids=[f"{c.parent.name}-{c.name}-{f}" for c, f in FIELDS]
)
def test_field(case: Path, field: str) -> None:
    read = article_result if meta(case)["kind"] == "article" else listing_result
    got, want = read(case).get(field), expected(case)[field]
    if field == "error":
        assert want in (got or "")
    elif field == "rows":
        assert [{k: g[k] for k in w} for g, w in zip(got, want, strict=False)] == want
        assert len(got) == len(want)
    elif field == "next" and want and got:
        assert (got["url"], got["method"]) == (want["url"], want["method"])
        assert want.get("form", {}).items() <= got["form"].items()
    else:
        assert got == want


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_every_family_is_tried_with_listings_and_articles(name: str) -> None:
    kinds = {meta(case)["kind"] for case in CASES if case.parent.name == name}
    assert kinds == {"listing", "article"}


#: Told by the host alone, or by nothing.
UNTOLD = {"gov_cn", "chinanews", "json_list", "auto"}
LISTINGS = [c for c in CASES if c.name == "listing" and c.parent.name not in UNTOLD]


@pytest.mark.parametrize("case", LISTINGS, ids=[c.parent.name for c in LISTINGS])
def test_the_text_of_a_listing_tells_its_family(case: Path) -> None:
    document = document_of(case)
    found, evidence = detect(urljoin(document.url, "/"), document.text)
    assert found.name == case.parent.name
    assert evidence
