"""The tables of the settings file, one model each; every field says what it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints

from pipeline_common.models import Kind

_FROZEN = ConfigDict(frozen=True, extra="forbid")

_NUMBERS = r"[0-9*]+(-[0-9]+)?(/[0-9]+)?"
_CRON = rf"({_NUMBERS}(,{_NUMBERS})* +){{4}}[0-9a-zA-Z*,/-]+"
_INTERVAL = r"every [1-9][0-9]{0,5} (minutes|hours|days)"
#: When something is started: cron in five fields, or an interval.
When = Annotated[str, StringConstraints(pattern=rf"^({_CRON}|{_INTERVAL})$")]

#: A name in addresses.
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]


class CrawlSettings(BaseModel):
    """How pages are fetched."""

    model_config = _FROZEN

    contact: str = Field(
        "", description="Address put into the user agent, so that a site can write to you."
    )
    delay: float = Field(1.0, ge=0, description="Seconds between two requests to one host.")
    timeout: float = Field(30.0, gt=0, description="Seconds one request may take.")
    time_limit: float = Field(1800.0, gt=0, description="Seconds one crawl of a group may take.")
    retry_delay: float = Field(
        30.0,
        ge=0,
        description="Seconds after which a scheduled crawl whose process died is started again.",
    )
    max_body: int = Field(
        10_000_000, gt=0, description="Bytes a page may have; larger ones are set aside."
    )
    max_articles: int = Field(
        200, gt=0, description="New articles fetched from one source in one run."
    )
    concurrency: int = Field(16, gt=0, description="Requests under way at once, over all hosts.")
    robots: bool = Field(True, description="Obey robots.txt (RFC 9309).")
    allow_private: bool = Field(
        False, description="Allow private and loopback addresses (the demo does)."
    )


class SearchSettings(BaseModel):
    """A saved search: a list of its own with page and feeds. What is left out means any."""

    model_config = _FROZEN

    title: str = Field(description="What page and feeds are called.")
    words: str = Field(
        "", description="Words, parted by spaces, that all stand in headline, evidence or parties."
    )
    kind: Kind | None = Field(None, description="Kind of event.")
    places: list[str] = Field(default_factory=list, description="Parties, all of them.")
    sources: list[str] = Field(default_factory=list, description="Ids of sources, one of them.")
    since: date | None = Field(None, description="First day of events.")
    until: date | None = Field(None, description="Last day of events.")


class PublishSettings(BaseModel):
    """What is published, and where."""

    model_config = _FROZEN

    base_url: str = Field(
        "http://127.0.0.1:8080",
        description="Public address of the output folder, no slash at the end.",
    )
    title: str = Field("区域合作大事记", description="Title of page and feeds.")
    subtitle: str = Field(
        "区域之间的签约、规划、开通与会议，按日整理，每条附原文出处。",
        description="One sentence under the title.",
    )
    author: str = Field("coopfeed", description="Author of the feeds.")
    language: str = Field(
        "zh-CN",
        description="Language of page and feeds: zh-CN, en, or any that has a catalogue of texts.",
    )
    hub: str = Field("", description="WebSub hub named in the feeds; empty: none.")
    window_entries: int = Field(100, gt=0, description="Entries a feed holds at the least.")
    window_days: int = Field(
        45, gt=0, description="Days whose first publications a feed holds at the least."
    )
    regions: list[str] = Field(
        default_factory=list,
        description="Ids of further region profiles: each gets a page and feeds of the events that "
        "places of it take part in, under `region/ID`, as `profile` has.",
    )
    searches: dict[Slug, SearchSettings] = Field(
        default_factory=dict,
        description="Saved searches, each a page and feeds under `saved/NAME`: "
        '`[publish.searches.rail] title = "轨道交通", words = "铁路"`.',
    )


class ScheduleSettings(BaseModel):
    """When `coopfeed serve` runs what; times are of `timezone`.

    A time is cron in five fields ("30 7,12,18 * * *") or an interval ("every 2 hours").
    """

    model_config = _FROZEN

    timezone: str = Field("Asia/Shanghai", description="Time zone of the schedule.")
    cron: When = Field(
        "30 7,12,18 * * *",
        description="When a run of all groups without their own entry starts: cron, five fields, "
        'or an interval ("every 2 hours").',
    )
    groups: dict[str, When] = Field(
        default_factory=dict,
        description='When a group of sources runs: {papers = "0 7 * * *", '
        'national = "every 1 hours"}.',
    )
    health: When = Field("10 6 * * *", description="When sources, database and disk are looked at.")
    backup: When = Field("40 3 * * *", description="When the database is copied.")
    jitter: int = Field(
        60, ge=0, le=3600, description="Seconds, up to which a scheduled run starts later."
    )


class AlertSettings(BaseModel):
    """Who is told when something needs a hand; needs the extra `notify` (apprise)."""

    model_config = _FROZEN

    urls: list[SecretStr] = Field(
        default_factory=list,
        description="Addresses in apprise's form (mailto://, ntfy://, ...). They hold secrets: "
        "give them by the environment (a JSON list) or by `file`.",
    )
    file: Path | None = Field(
        None, description="File with an address a line, readable by the operator alone."
    )
    free_disk: int = Field(
        1_000_000_000, ge=0, description="Bytes free on the disk below which somebody is told."
    )


class NotifySettings(BaseModel):
    """Who is told of new milestones, one digest a run.

    Mail, chats and the like need the extra `notify` (apprise); a webhook gets a JSON Feed of them.
    All of it holds secrets: give it by the environment or by `file`.
    """

    model_config = _FROZEN

    urls: list[SecretStr] = Field(
        default_factory=list,
        description="Addresses in apprise's form (mailto://, wecombot://, ...), a JSON list.",
    )
    file: Path | None = Field(
        None, description="File with an address a line, readable by the operator alone."
    )
    webhooks: list[SecretStr] = Field(
        default_factory=list, description="Addresses that get the JSON Feed by POST, a JSON list."
    )
    secret: SecretStr = Field(
        SecretStr(""), description="Key of the webhooks' signature (HMAC-SHA256); empty: none."
    )


class BackupSettings(BaseModel):
    """Copies of the database that the backup flow makes."""

    model_config = _FROZEN

    folder: Path = Field(Path("backups"), description="Folder the copies are written to.")
    keep: int = Field(7, gt=0, description="Copies kept; older ones are removed.")


class RetentionSettings(BaseModel):
    """How many days `coopfeed tidy` keeps what is not part of the record itself."""

    model_config = _FROZEN

    superseded_pages: int = Field(
        90, ge=0, description="Days that pages are kept of which a later version is stored."
    )
    pages_without_milestone: int = Field(
        365, ge=0, description="Days that pages are kept that tell of no milestone."
    )
    runs: int = Field(730, ge=0, description="Days that the outcome of a source's run is kept.")


class ServeSettings(BaseModel):
    """The web server of `coopfeed serve`."""

    model_config = _FROZEN

    host: str = Field("127.0.0.1", description="Address the web server listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port of the web server.")
    prefect_port: int = Field(
        4200, ge=0, le=65535, description="Port of the Prefect server that `serve` starts."
    )
