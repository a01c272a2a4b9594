"""People's Daily Online, GB channels: `/n2/2026/0313/c186330-41527801.html`.

Two article templates, `text_title` (2019) and `rm_txt` (2024); both declare GB2312 and hold more.
Page 2 of a list is `index2.html`, without an underscore.
"""

from __future__ import annotations

from crawler.families.html import HtmlFamily
from crawler.families.pager import by_link, by_number, first_of
from crawler.families.signs import Sign
from crawler.reading import ArticlePreset
from pipeline_common.models import Selectors

PEOPLE_CMS = HtmlFamily(
    name="people_cms",
    label="People's Daily Online channels",
    signs=(
        Sign(
            "article address c<channel>-<number>",
            url=r"/n[12]/\d{4}/\d{4}/c\d+-\d+(?:-\d+)?\.html$",
        ),
        Sign("links to c<channel>-<number> files", links=r"/n[12]/\d{4}/\d{4}/c\d+-\d+\.html"),
        Sign("container of a channel article", word="rm_txt_con"),
        Sign("container of an older channel article", word="rwb_zw"),
    ),
    rows=(
        Selectors(row="div.ej_list_box li", date="i"),
        Selectors(row=".p2j_list li", date="i, em"),
        Selectors(row=".p6 li, .headingNews li, .fl li", date="i, em"),
    ),
    pager=first_of(by_link, by_number("", "{stem}{n}.{suffix}")),
    article=ArticlePreset(
        title=("div.rm_txt h1", "div.text_title h1"),
        date=("div.channel .col-1-1", "div.box01 div.fl"),
        outlet=("div.channel .col-1-1 a", "div.box01 div.fl a"),
        body=(".rm_txt_con", "#rwb_zw", "#rm_txt_zw", "#p_content", ".show_text"),
        remove=(
            "div.edit",
            "p.paper_num",
            "div.tjewm",
            "div.box_pic",
            "div.bza",
            "div.zdfy",
            "style",
        ),
    ),
    parts=r"{stem}-(\d{1,3})\.html$",
)
