"""Hostile texts, and milestones full of them: for the tests of everything that publishes."""

from __future__ import annotations

from dataclasses import replace

from pipeline_common.models import Change, Milestone, Published

#: Texts that broke feeds of others, or that validators let through although readers choke.
HOSTILE = [
    "a\x00b",
    "a\x07b\x1b[31m",
    "a\x85\x9fb",
    "a\ud800b",
    "\udcffx",
    "a\ufffeb\uffff",
    "a\U0001fffeb",
    "\ufeffx",
    "a\u2028b",
    "a ]]> b",
    "<![CDATA[x]]>",
    "a&#0;b",
    '<!DOCTYPE a [<!ENTITY x "y">]>&x;',
    "<!-- x -->y",
    "<?php echo 1 ?>z",
    '<xi:include href="file:///etc/passwd"/>q',
    "🎉🇨🇳👨‍👩‍👧",
    "abc\u202e\u2066cba\u2069",
    "𠮷𡃁 葛\U000e0100",
    "长" * 100_000,
    "",
    "   ",
    "<script>alert(1)</script>标题",
    "<img src=x onerror=alert(1)>图",
    "A & B &amp; C &lt;b&gt; &amp;lt;i&amp;gt;",
    "1 < 2 > 0",
    "《<甲乙>规划》",
    "&nbsp;&copy;&unknown;",
    "javascript:alert(1)",
]


def spoil(milestone: Milestone, text: str) -> Milestone:
    """The milestone with `text` in every field that comes from outside."""
    report = replace(
        milestone.reports[0],
        article_id=text,
        url=text if text.startswith("http") else "https://example.cn/" + text,
        title=text,
        outlet=text,
        source_id=text,
        evidence=text,
        snapshot=text,
        published=Published("2026-10-29T" + text) if text.isprintable() and text else None,
    )
    return replace(
        milestone,
        places=(text, "南昌"),
        documents=(text,),
        headline=text,
        evidence=text,
        reports=(report, replace(report, url=text)),
        attributes={text: text},
        history=(Change(milestone.changed, text, text, text),),
    )
