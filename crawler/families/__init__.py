"""CMS families: one pure adapter a content management system.

`family` gives one by name, `detect` finds out which one a page is of, `parse_article` turns a
stored page into an article.
"""

from __future__ import annotations

from types import MappingProxyType

from crawler.families import article
from crawler.families.auto import Auto
from crawler.families.base import Document, Family, ListingResult, Request
from crawler.families.chinanews import CHINANEWS
from crawler.families.enorth import ENORTH
from crawler.families.feed import FEED
from crawler.families.founder_epaper import FOUNDER_EPAPER
from crawler.families.gd_nfcms import GD_NFCMS
from crawler.families.gov_cn import GOV_CN
from crawler.families.hanweb_jcms import HANWEB_JCMS
from crawler.families.hanweb_jpaas import HANWEB_JPAAS
from crawler.families.hebei_columns import HEBEI_COLUMNS
from crawler.families.json_list import JSON_LIST
from crawler.families.lonsun_label import LONSUN_LABEL
from crawler.families.people_cms import PEOPLE_CMS
from crawler.families.shanghai_hex import SHANGHAI_HEX
from crawler.families.sitemap import SITEMAP
from crawler.families.trs_wcm import TRS_WCM
from crawler.families.ucap_querylist import UCAP_QUERYLIST
from crawler.families.ucap_shtml import UCAP_SHTML
from crawler.families.xinhua import XINHUA
from pipeline_common.errors import SourceSpecError
from pipeline_common.models import Article, Page, Source

__all__ = [
    "FAMILIES",
    "Document",
    "Family",
    "ListingResult",
    "Request",
    "detect",
    "family",
    "parse_article",
]

#: Marks are looked for in this order: formats, single sites, then systems from the most telling on.
_DETECTED: tuple[Family, ...] = (
    FEED,
    SITEMAP,
    GOV_CN,
    CHINANEWS,
    PEOPLE_CMS,
    XINHUA,
    SHANGHAI_HEX,
    HEBEI_COLUMNS,
    HANWEB_JPAAS,
    HANWEB_JCMS,
    UCAP_QUERYLIST,
    UCAP_SHTML,
    GD_NFCMS,
    LONSUN_LABEL,
    FOUNDER_EPAPER,
    ENORTH,
    TRS_WCM,
)
_AUTO = Auto(_DETECTED)

#: Every family by its name in a source file.
FAMILIES: MappingProxyType[str, Family] = MappingProxyType(
    {each.name: each for each in (*_DETECTED, JSON_LIST, _AUTO)}
)


def family(name: str) -> Family:
    """The family called `name`; SourceSpecError that lists what there is."""
    if name not in FAMILIES:
        raise SourceSpecError(
            f"no such family: {name}", subject="family", advice=f"one of {', '.join(FAMILIES)}"
        )
    return FAMILIES[name]


def detect(url: str, text: str) -> tuple[Family, str]:
    """The family of a page and the evidence in words; `auto` and "" where no mark shows."""
    return _AUTO.detect(url, text)


def parse_article(page: Page, source: Source) -> Article:
    """The article in a stored page, as `crawler.families.article` reads it.

    Raises ArticleParseError for error pages and pages without title or text, and SourceSpecError
    for a source of an unknown family.
    """
    return article.parse_article(page, source, family(source.family))
