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
from flows.demo.sites import build_sites
from flows.demo.stories import load_stories
from pipeline_common.models import State
from pipeline_common.settings import Settings, load_settings
from tests.benchmarks.faults import FAULTS, Place, TardySite

RUNS = int(os.environ.get("COOPFEED_RUNS", "200"))
#: Runs from one set of faults to the next, that it lasts, and sources that have one at a time.
PERIOD, LASTS, AT_ONCE = 10, 4, 3
#: Seconds that a request may take: short, since a fault is a host that does not answer.
TIMEOUT = 0.5
_TARGETS = ("nanchang", "jiujiang", "fuzhou", "province", "news", "mirror")


@dataclass(frozen=True, slots=True)
class Week:
    """What a week came to; sizes in bytes, memory in kB of this process after each run."""

    states: Mapping[State, int]
    shown: Mapping[str, Mapping[str, int]]  # by fault: state and evidence, how often
    expected: tuple[str, ...]  # lines that the changes of states call for
    told: tuple[str, ...]  # lines that were sent
    sizes: tuple[int, ...]
    memory: tuple[int, ...]
    milestones: tuple[int, ...]


def live(folder: Path, runs: int, *, period: int = PERIOD, lasts: int = LASTS) -> Week:
    """Make that many runs in `folder`, faults on and off, and keep account."""
    names = list(dict.fromkeys(site for site, *_ in SOURCES.values()))
    sites: dict[str, TardySite] = {}

    def build(address: Callable[[str], str]) -> dict[str, TardySite]:
        built = build_sites(load_stories(), address)
        sites.update({name: TardySite(site, wait=2 * TIMEOUT) for name, site in built.items()})
        return sites

    with serve_sites(names, 0, build) as address:
        write_catalog(folder / "sources", address)
        settings = load_settings(write_settings(folder))
        changes = {
            "alerts": settings.alerts.model_copy(update={"urls": [SecretStr("json://nowhere")]}),
            "crawl": settings.crawl.model_copy(update={"timeout": TIMEOUT}),
        }
        places = {
            name: Place(sites[name], folder / f"sources/demo/demo_{name}.toml") for name in _TARGETS
        }

        def set_faults(number: int) -> dict[str, str]:
            for place in places.values():
                place.heal()
            chosen = faults_at(number, period, lasts)
            for name, fault in chosen.items():
                FAULTS[fault](places[name])
            return {f"demo_{name}": fault for name, fault in chosen.items()}

        return _live(settings.model_copy(update=changes), set_faults, runs)


def faults_at(number: int, period: int, lasts: int) -> dict[str, str]:
    """Which site has which fault in run `number`; over the weeks every site gets every fault."""
    turn, moment = divmod(number, period)
    if not 1 <= moment <= lasts:
        return {}
    names = list(FAULTS)
    chosen = {}
    for count in range(turn * AT_ONCE, (turn + 1) * AT_ONCE):
        lap, place = divmod(count, len(_TARGETS))
        chosen[_TARGETS[place]] = names[(place + lap) % len(names)]
    return chosen


def _live(settings: Settings, set_faults: Callable[[int], Mapping[str, str]], runs: int) -> Week:
    states: Counter[State] = Counter()
    shown: dict[str, Counter[str]] = {fault: Counter() for fault in FAULTS}
    told: list[str] = []
    expected: list[str] = []
    sizes, memory, milestones = [], [], []
    bad: dict[str, str] = {}

    def send(urls: object, title: str, body: str) -> tuple[str, ...]:
        told.extend(body.splitlines())
        return ()

    for number in range(runs):
        faults = set_faults(number)
        steps.run(settings)
        with steps.open_store(settings, read_only=True) as store:
            statuses = store.source_status(now=steps.clock())
            milestones.append(len(store.milestones()))
        states.update(s.state for s in statuses)
        for s in statuses:
            if s.source_id in faults:
                shown[faults[s.source_id]][f"{s.state}: {s.evidence}"] += 1
        found = conditions.of_sources(statuses)
        now = {c.subject: c.state for c in found}
        expected += [s for s in now.keys() | bad.keys() if now.get(s) != bad.get(s)]
        bad = now
        alerts.tell(settings, found, kinds=("source",), send=send)
        sizes.append(settings.database.stat().st_size)
        memory.append(resident())
    return Week(
        states=dict(states),
        shown={fault: dict(seen) for fault, seen in shown.items()},
        expected=tuple(expected),
        told=tuple(told),
        sizes=tuple(sizes),
        memory=tuple(memory),
        milestones=tuple(milestones),
    )


def resident(process: int | str = "self") -> int:
    """Resident set of a process, kB (proc(5), status). Raises OSError when it is gone."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))


def measure() -> Iterator[tuple[str, str]]:
    """The account of one week."""
    with tempfile.TemporaryDirectory() as top:
        week = live(Path(top), RUNS)
    half = len(week.sizes) // 2
    yield "runs", str(RUNS)
    yield "states seen", ", ".join(f"{s} {n}" for s, n in Counter(week.states).most_common())
    for fault, shown in week.shown.items():
        states: Counter[str] = Counter()
        for line, times in shown.items():
            states[line.partition(":")[0]] += times
        yield f"fault {fault}", ", ".join(f"{s} {n}" for s, n in states.most_common())
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
