"""OPML 2.0: every feed in one file, by family, for readers that import lists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime

import lxml.etree as ET

from pipeline_common.publish.addresses import Base, feed_file, view_page
from pipeline_common.publish.clean import line
from pipeline_common.publish.labels import N_, Labels
from pipeline_common.publish.views import View
from pipeline_common.publish.wording import in_china

#: Families in the order they are shown, with the heading of each.
FAMILIES = {
    "region": N_("区域"),
    "saved": N_("专题"),
    "kind": N_("类别"),
    "place": N_("地区"),
    "pair": N_("两地"),
    "year": N_("年份"),
    "source": N_("来源"),
}


def render(
    views: Iterable[View], *, title: str, created: datetime | None, base: Base, labels: Labels
) -> bytes:
    """The list of all Atom feeds as an OPML document; `created` comes from the data."""
    by_family: dict[str, list[View]] = {}
    for view in views:
        by_family.setdefault(view.family, []).append(view)
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = title
    if created:
        ET.SubElement(head, "dateCreated").text = format_datetime(in_china(created))
    body = ET.SubElement(root, "body")
    for view in by_family.get("all", ()):
        _outline(body, view, title, base)
    for family, heading in FAMILIES.items():
        if members := by_family.get(family):
            group = ET.SubElement(body, "outline", text=labels(heading))
            for view in members:
                name = labels("{title}：{view}", title=title, view=line(view.title, 90))
                _outline(group, view, name, base)
    document: bytes = ET.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def _outline(parent: ET._Element, view: View, title: str, base: Base) -> None:
    ET.SubElement(
        parent,
        "outline",
        type="rss",
        text=title,
        title=title,
        xmlUrl=base(feed_file(view.key, "atom")),
        htmlUrl=base(view_page(view.key)),
    )
