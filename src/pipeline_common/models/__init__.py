"""The domain types: frozen values that travel between the stages.

Nothing here does I/O or reads a clock. Instants are aware datetimes; a date that a page shows
without a zone is wall time in China and stays text (`Published`), since a date is not an instant.
"""

from pipeline_common.models.articles import (
    Article,
    Attachment,
    Origin,
    Page,
    Published,
    Row,
)
from pipeline_common.models.dates import (
    EventDate,
)
from pipeline_common.models.feeds import (
    Category,
    Feed,
    FeedEntry,
    FeedLink,
)
from pipeline_common.models.mentions import (
    Candidate,
    Extraction,
    Kind,
    Mention,
    Reading,
    Snapshot,
)
from pipeline_common.models.milestones import (
    Change,
    Decision,
    Milestone,
    Report,
    Status,
    Verdict,
)
from pipeline_common.models.runs import (
    CHINA,
    CrawlMemory,
    CrawlReport,
    ListingKey,
    ListingMemory,
    ListingReport,
    SetAside,
    SourceReport,
    State,
    Validator,
    listings_after,
)
from pipeline_common.models.sources import (
    Advice,
    Listing,
    Selectors,
    Source,
    Trust,
)

__all__ = [
    "CHINA",
    "Advice",
    "Article",
    "Attachment",
    "Candidate",
    "Category",
    "Change",
    "CrawlMemory",
    "CrawlReport",
    "Decision",
    "EventDate",
    "Extraction",
    "Feed",
    "FeedEntry",
    "FeedLink",
    "Kind",
    "Listing",
    "ListingKey",
    "ListingMemory",
    "ListingReport",
    "Mention",
    "Milestone",
    "Origin",
    "Page",
    "Published",
    "Reading",
    "Report",
    "Row",
    "Selectors",
    "SetAside",
    "Snapshot",
    "Source",
    "SourceReport",
    "State",
    "Status",
    "Trust",
    "Validator",
    "Verdict",
    "listings_after",
]
