from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import lxml.etree as ET
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.models import Milestone
from pipeline_common.publish.addresses import Base
from pipeline_common.publish.edition import Edition
from pipeline_common.publish.labels import Labels
from pipeline_common.publish.opml import render
from pipeline_common.publish.record import ALL
from pipeline_common.publish.views import View

ANY = st.text(alphabet=st.characters(exclude_categories=()), max_size=60)


def document(*views: View) -> ET._Element:
    return ET.fromstring(
        render(
            views,
            title="大事记",
            created=datetime(2026, 11, 1, tzinfo=UTC),
            base=Base("https://example.org"),
            labels=Labels("zh-CN"),
        )
    )


def test_every_feed_once_by_family(
    make: Callable[..., Milestone], edition_of: Callable[..., Edition]
) -> None:
    edition = edition_of(make(0), make(1, None))
    root = document(*edition.views.values())
    feeds = [o.get("xmlUrl") for o in root.iter("outline") if o.get("xmlUrl")]
    assert len(feeds) == len(set(feeds)) == len(edition.views)
    groups = [o.get("text") for o in root.iterfind("body/outline") if not o.get("xmlUrl")]
    assert groups == ["类别", "地区", "两地", "年份", "来源"]
    assert root.findtext("head/dateCreated") == "Sun, 01 Nov 2026 08:00:00 +0800"
    assert all(o.get("type") == "rss" for o in root.iter("outline") if o.get("xmlUrl"))


@given(ANY)
def test_any_title_is_well_formed(text: str) -> None:
    assert len(list(document(View("place/x", text, ALL)).iter("outline"))) == 2
