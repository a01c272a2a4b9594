"""Reading pages: articles and listings out of HTML, whatever system made it."""

from crawler.reading.article import ReadArticle, read_article
from crawler.reading.dates import address_date, parse_date_text
from crawler.reading.listing import RowsResult, read_rows
from crawler.reading.page import canonical_address
from crawler.reading.preset import ArticlePreset

__all__ = [
    "ArticlePreset",
    "ReadArticle",
    "RowsResult",
    "address_date",
    "canonical_address",
    "parse_date_text",
    "read_article",
    "read_rows",
]
