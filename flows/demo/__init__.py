"""`coopfeed demo`: the whole pipeline on bundled sample sites, without the network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows import steps
from flows.demo.catalog import SOURCES, write_catalog
from flows.demo.server import serve_sites
from flows.demo.sites import build_sites
from flows.demo.stories import load_stories
from pipeline_common.errors import SettingsError
from pipeline_common.models import Milestone
from pipeline_common.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class DemoResult:
    """What the demo made: the run, every milestone it holds now, the settings it ran with."""

    run: steps.Run
    milestones: tuple[Milestone, ...]
    settings: Settings
    settings_file: Path


def run_demo(
    into: Path, *, port: int = 0, progress: steps.Progress = steps.no_progress
) -> DemoResult:
    """Serve the sample sites on loopback and run crawl, ingest and publish on them.

    Database, feeds and pages go to `into`; a second call finds nothing new. `port` 0 takes any.
    Raises SettingsError when the folder cannot be written.
    """
    stories = load_stories()
    sites = list(dict.fromkeys(site for site, *_ in SOURCES.values()))
    with serve_sites(sites, port, lambda address: build_sites(stories, address)) as address:
        try:
            write_catalog(into / "sources", address)
            settings_file = write_settings(into)
        except OSError as error:
            raise SettingsError("cannot be written", subject=str(into)) from error
        settings = load_settings(settings_file)
        result = steps.run(settings, progress=progress)
        with steps.open_store(settings, read_only=True) as store:
            found = store.milestones()
    return DemoResult(result, tuple(found), settings, settings_file)


def write_settings(into: Path) -> Path:
    """Write `coopfeed.toml` for the sample sites into `into`, beside their `sources`."""
    path = into / "coopfeed.toml"
    path.write_text(
        'profile = "changjiufu"\ncatalog = "sources"\n\n'
        "[crawl]\ndelay = 0\nallow_private = true   # the sample sites are on loopback\n\n"
        '[publish]\ntitle = "昌九抚合作大事记（示例）"\n',
        encoding="utf-8",
    )
    return path
