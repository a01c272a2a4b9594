"""An installation: its settings file, and what is wrong with it."""

from __future__ import annotations

import importlib.resources
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from crawler import catalog
from crawler.batch import list_batches
from crawler.inbox import DAMAGED
from flows.alerts import addresses
from flows.steps import load_regions, load_sources, open_store
from pipeline_common.errors import CoopfeedError, InboxError, SettingsError
from pipeline_common.publish import catalogues
from pipeline_common.regions import load_profile
from pipeline_common.settings import FILE_NAME, Settings

#: Free space below which a run may fail half-way.
_LOW_DISK = 200_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is fine, and what was seen or what to do."""

    what: str
    fine: bool
    detail: str


def write_settings(folder: Path, *, profile: str) -> Path:
    """Write `coopfeed.toml` with the usual values into `folder` and make its data folder.

    Raises SettingsError when there is one already or the folder cannot be written.
    """
    load_profile(profile)
    path = folder / FILE_NAME
    template = importlib.resources.files("flows").joinpath("coopfeed.toml").read_text("utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(template.replace("@PROFILE@", profile))
        (folder / "data").mkdir(exist_ok=True)
    except FileExistsError:
        raise SettingsError(
            "is there already", subject=str(path), advice="edit it, or remove it first"
        ) from None
    except OSError as error:
        raise SettingsError("cannot be written", subject=str(path)) from error
    return path


def examine(settings: Settings) -> list[Finding]:
    """Everything that a run needs, looked at one by one; nothing is changed."""
    findings = [
        _try("catalogue", lambda: f"{len(catalog.load_sources(settings.catalog))} sources"),
        _try("profile", lambda: "、".join(profile.title for profile in load_regions(settings))),
        _try("sources", lambda: f"{len(load_sources(settings))} are on"),
        _try("language", lambda: f"texts in {catalogues.match(settings.publish.language)}"),
        _contact(settings),
        _folder("data folder", settings.data),
        _folder("output folder", settings.public),
        _folder("folder of copies", settings.backup.folder),
        _inbox(settings),
        _alerts(settings),
    ]
    if settings.database.exists():
        findings += _database(settings)
    else:
        findings.append(Finding("database", True, "none yet: the first run makes it"))
    return findings


def _try(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, True, look())
    except CoopfeedError as error:
        return Finding(what, False, str(error))


def _contact(settings: Settings) -> Finding:
    if settings.crawl.contact:
        return Finding("contact", True, settings.crawl.contact)
    return Finding("contact", True, "none; a site cannot write to you: set [crawl] contact")


def _folder(what: str, path: Path) -> Finding:
    existing = next(p for p in (path, *path.parents) if p.exists())
    probe = existing / ".coopfeed-probe"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        return Finding(
            what, False, f"{path} cannot be written ({error.strerror}); mend permissions"
        )
    free = shutil.disk_usage(existing).free
    if free < _LOW_DISK:
        return Finding(what, False, f"{path} has {free // 1_000_000} MB free; make room")
    return Finding(what, True, f"{path}, {free // 1_000_000_000} GB free")


def _inbox(settings: Settings) -> Finding:
    try:
        waiting = list_batches(settings.inbox)
        damaged = list_batches(f"{settings.inbox}/{DAMAGED}")
    except InboxError as error:
        return Finding("inbox", False, str(error))
    if damaged:
        return Finding(
            "inbox", False, f"{len(damaged)} damaged batches in {DAMAGED}; crawl again, remove them"
        )
    return Finding("inbox", True, f"{len(waiting)} batches wait" if waiting else "empty")


def _alerts(settings: Settings) -> Finding:
    try:
        urls = addresses(settings.alerts)
    except CoopfeedError as error:
        return Finding("alerts", False, str(error))
    if not urls:
        return Finding("alerts", True, "nobody is told; give addresses in COOPFEED_ALERTS__URLS")
    if find_spec("apprise") is None:
        return Finding("alerts", False, "apprise is missing; pip install 'coopfeed[notify]'")
    return Finding("alerts", True, f"{len(urls)} addresses")


def _database(settings: Settings) -> list[Finding]:
    try:
        with open_store(settings, read_only=True) as store:
            problems = store.check()
            counts = store.counts()
    except CoopfeedError as error:
        return [Finding("database", False, str(error))]
    seen = ", ".join(f"{number} {name}" for name, number in counts.items())
    mend = "; restore the last good copy (docs/operations.md)"
    return [Finding("database", False, problem + mend) for problem in problems] or [
        Finding("database", True, seen)
    ]
