"""One frozen `Settings`: `coopfeed.toml`, overridden by the environment (`COOPFEED_...`).

Nested fields are tables in the file and double underscores in the environment:
`[crawl] delay = 2` is `COOPFEED_CRAWL__DELAY=2`.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from pipeline_common.errors import SettingsError
from pipeline_common.settings.sections import (
    AlertSettings,
    BackupSettings,
    CrawlSettings,
    NotifySettings,
    PublishSettings,
    RetentionSettings,
    ScheduleSettings,
    SearchSettings,
    ServeSettings,
)

__all__ = [
    "FILE_NAME",
    "AlertSettings",
    "BackupSettings",
    "CrawlSettings",
    "NotifySettings",
    "PublishSettings",
    "RetentionSettings",
    "ScheduleSettings",
    "SearchSettings",
    "ServeSettings",
    "Settings",
    "load_settings",
]

FILE_NAME = "coopfeed.toml"


class Settings(BaseSettings):
    """All settings; relative paths count from the folder of the settings file."""

    model_config = SettingsConfigDict(
        env_prefix="COOPFEED_", env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    profile: str = Field("changjiufu", description="Region profile: places, terms, sources.")
    data: Path = Field(Path("data"), description="Folder of database, inbox and logs.")
    public: Path = Field(Path("public"), description="Folder the feeds and pages are written to.")
    shared_inbox: str = Field(
        "",
        description="Inbox that several machines share: a folder or any fsspec address "
        "(s3://bucket/inbox); empty: `inbox` in the data folder.",
    )
    catalog: Path | None = Field(
        None, description="Own folder of source files; empty: the bundled catalogue."
    )
    sources: list[str] = Field(
        default_factory=list,
        description="Ids of the sources to run; empty: all of the profile that are on.",
    )
    crawl: CrawlSettings = Field(CrawlSettings(), description="How pages are fetched.")
    publish: PublishSettings = Field(PublishSettings(), description="What is published, and where.")
    schedule: ScheduleSettings = Field(
        ScheduleSettings(), description="When `coopfeed serve` runs what."
    )
    serve: ServeSettings = Field(ServeSettings(), description="The web server of `coopfeed serve`.")
    alerts: AlertSettings = Field(
        AlertSettings(), description="Who is told when something needs a hand."
    )
    notify: NotifySettings = Field(
        NotifySettings(), description="Who is told of new milestones, one digest a run."
    )
    backup: BackupSettings = Field(BackupSettings(), description="Copies of the database.")
    retention: RetentionSettings = Field(
        RetentionSettings(), description="What is not kept for ever."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before file: what `load_settings` passes in comes from the file."""
        return env_settings, init_settings

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.data / "coopfeed.sqlite"

    @property
    def inbox(self) -> str:
        """Where crawl leaves its batches: a folder or an fsspec address."""
        return self.shared_inbox or str(self.data / "inbox")


def load_settings(path: Path | None = None) -> Settings:
    """Settings from `path`, or from `coopfeed.toml` in the working folder if there is one.

    Raises SettingsError naming file and key, and what is allowed.
    """
    given = path is not None
    path = path or Path(FILE_NAME)
    values: dict[str, Any] = {}
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if given:
            raise SettingsError(
                "no such file", subject=str(path), advice="write one with `coopfeed init`"
            ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(str(error), subject=str(path), advice="mend the file") from None
    except OSError as error:
        raise SettingsError("cannot be read", subject=str(path)) from error
    try:
        settings = Settings(**values)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(p) for p in first["loc"])
        raise SettingsError(
            first["msg"], subject=f"{path}: {key}", advice="docs/settings.md lists what is allowed"
        ) from None
    return _anchored(settings, path.resolve().parent)


def _anchored(settings: Settings, root: Path) -> Settings:
    """The settings with every relative path counted from `root`."""
    changes: dict[str, Any] = {name: root / getattr(settings, name) for name in ("data", "public")}
    if settings.catalog:
        changes["catalog"] = root / settings.catalog
    if settings.shared_inbox and "://" not in settings.shared_inbox:
        changes["shared_inbox"] = str(root / settings.shared_inbox)
    if settings.alerts.file:
        changes["alerts"] = settings.alerts.model_copy(update={"file": root / settings.alerts.file})
    if settings.notify.file:
        changes["notify"] = settings.notify.model_copy(update={"file": root / settings.notify.file})
    changes["backup"] = settings.backup.model_copy(update={"folder": root / settings.backup.folder})
    return settings.model_copy(update=changes)
