"""A compressed week: scheduled runs over the sample sites while their faults come and go.

Plain steps, one run after another in one process, as the long-lived parts see them. What is shown:
the states that came up, messages sent against states changed, growth of the database, memory.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from flows import alerts, conditions, steps
from flows.conditions import PATIENCE
from flows.demo import SOURCES, write_settings
from flows.demo.catalog import write_catalog
from flows.demo.server import serve_sites
from flows.demo.sites import Answer, Site, build_sites
from flows.demo.stories import load_stories
from pipeline_common.models import State
from pipeline_common.settings import Settings, load_settings

RUNS = int(os.environ.get("COOPFEED_RUNS", "200"))
#: Runs from one fault to the next, and that a fault lasts.
PERIOD, LASTS = 10, 4


@dataclass(frozen=True, slots=True)
class Week:
    """What a week came to; sizes in bytes, memory in kB of this process after each run."""

    states: Mapping[State, int]
    expected: tuple[str, ...]  # lines that the changes of states call for
    told: tuple[str, ...]  # lines that were sent
    sizes: tuple[int, ...]
    memory: tuple[int, ...]
    milestones: tuple[int, ...]


def error(site: Site) -> Site:
    """A server that fails."""
    return {path: Answer(b"<h1>Internal Server Error</h1>", status=500) for path in site}


def refusal(site: Site) -> Site:
    """A challenge in place of every page."""
    body = b"<html><script>$_ts=window['$_ts']</script></html>"
    return {path: Answer(body, status=412) for path in site}


def redesign(site: Site) -> Site:
    """Pages that came, without a list in them."""
    return {path: Answer(b"<html><body><p>new site</p></body></html>") for path in site}


def absence(site: Site) -> Site:
    """Nothing where everything was."""
    return {}


FAULTS: tuple[Callable[[Site], Site], ...] = (error, refusal, redesign, absence)
_TARGETS = ("nanchang", "jiujiang", "fuzhou", "province")


def live(folder: Path, runs: int, *, period: int = PERIOD, lasts: int = LASTS) -> Week:
    """Make that many runs in `folder`, faults on and off, and keep account."""
    stories = load_stories()
    names = list(dict.fromkeys(site for site, *_ in SOURCES.values()))
    sites: dict[str, Site] = {}

    def build(address: Callable[[str], str]) -> dict[str, Site]:
        sites.update(build_sites(stories, address))
        return sites

    with serve_sites(names, 0, build) as address:
        write_catalog(folder / "sources", address)
        settings = load_settings(write_settings(folder))
        settings = settings.model_copy(
            update={
                "alerts": settings.alerts.model_copy(update={"urls": [SecretStr("json://nowhere")]})
            }
        )
        healthy = {name: dict(site) for name, site in sites.items()}

        def set_faults(number: int) -> None:
            turn, moment = divmod(number, period)
            for name, site in healthy.items():
                sites[name].clear()
                sites[name].update(site)
            if moment >= period - lasts:
                name = _TARGETS[turn % len(_TARGETS)]
                broken = FAULTS[(turn // len(_TARGETS) + turn) % len(FAULTS)](healthy[name])
                sites[name].clear()
                sites[name].update(broken)

        return _live(settings, set_faults, runs)


def _live(settings: Settings, set_faults: Callable[[int], None], runs: int) -> Week:
    states: Counter[State] = Counter()
    told: list[str] = []
    expected: list[str] = []
    sizes, memory, milestones = [], [], []
    bad: dict[str, str] = {}

    def send(urls: object, title: str, body: str) -> tuple[str, ...]:
        told.extend(body.splitlines())
        return ()

    for number in range(runs):
        set_faults(number)
        steps.run(settings)
        with steps.open_store(settings, read_only=True) as store:
            statuses = store.source_status(now=steps.clock())
            milestones.append(len(store.milestones()))
        states.update(s.state for s in statuses)
        found = conditions.of_sources(statuses)
        now = {c.subject: c.state for c in found}
        expected += [s for s in now.keys() | bad.keys() if now.get(s) != bad.get(s)]
        bad = now
        alerts.tell(settings, found, kinds=("source",), send=send)
        sizes.append(settings.database.stat().st_size)
        memory.append(_resident())
    return Week(
        dict(states), tuple(expected), tuple(told), tuple(sizes), tuple(memory), tuple(milestones)
    )


def _resident() -> int:
    """Resident set of this process, kB (proc(5), status)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def measure() -> Iterator[tuple[str, str]]:
    """The account of one week."""
    with tempfile.TemporaryDirectory() as top:
        week = live(Path(top), RUNS)
    half = len(week.sizes) // 2
    yield "runs", str(RUNS)
    yield "states seen", ", ".join(f"{s} {n}" for s, n in week.states.most_common())
    yield "messages' lines / changes of state", f"{len(week.told)} / {len(week.expected)}"
    yield (
        "milestones after the first and the last run",
        f"{week.milestones[0]}, {week.milestones[-1]}",
    )
    yield (
        "database, kB after the first run, halfway, at the end",
        ", ".join(str(week.sizes[i] // 1000) for i in (0, half, -1)),
    )
    yield (
        "memory, MB after a tenth of the runs, halfway, at the end",
        ", ".join(str(week.memory[i] // 1000) for i in (len(week.memory) // 10, half, -1)),
    )
    yield "a fault is told after (runs, where it may pass)", str(PATIENCE)
