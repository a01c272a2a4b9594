"""Extraction: time by length, against JioNLP's finding of dates alone where that is installed.

Articles are the examples of the tests, alone and with filler of the benchmark's site behind them.
Times are of the processor, so that a busy machine does not blur them.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from pipeline_common.dedupe import shingles
from pipeline_common.milestones import extract
from tests.benchmarks.measure import run_python
from tests.benchmarks.site import paragraph

EXAMPLES = Path(__file__).parents[1] / "pipeline_common/milestones/articles.json"
PUBLISHED = "2020-02-02"
UNIT = 600  # characters that times are told by
LONG = 1_000_000  # bytes of UTF-8
_ROUNDS = 5
_UNBROKEN = "南昌签署2020年1月1日"
_FIRST_TEXT = """
_loading = time.process_time()
from pipeline_common.milestones import extract
_loaded = time.process_time()
extract("南昌与九江签署协议。", published=None)
answer = {"import": _loaded - _loading, "first": time.process_time() - _loaded}
"""
_LONG_TEXT = """
from pipeline_common.milestones import extract
_started_reading = time.process_time()
extract(unit * times, published=published)
answer = {"reading": time.process_time() - _started_reading}
"""


def measure() -> Iterator[tuple[str, str]]:
    """Milliseconds a length of text, start-up, and a long text of prose and of none."""
    brief = [example["text"] for example in json.loads(EXAMPLES.read_text("utf-8"))]
    filler = "\n".join(paragraph(n) for n in range(60))
    texts = [f"{text}\n{filler[160 * n % 8000 :][:900]}" for n, text in enumerate(brief)]
    length = sum(map(len, brief)) / len(brief)
    ours = _cost(_extract, brief)
    yield (
        f"news in brief, {length:.0f} characters: ms an article",
        f"{ours * length / UNIT:.2f}",
    )
    ours = _cost(_extract, texts)
    yield f"articles: extract and sketch, ms per {UNIT} characters", f"{ours:.2f}"
    try:
        import jionlp
    except ImportError:
        yield "the same / jionlp.ner.extract_time alone", "not installed (jionlp)"
    else:
        peer = _cost(lambda text: jionlp.ner.extract_time(text, time_base=time.time()), texts)
        yield "the same / jionlp.ner.extract_time alone", f"{ours / peer:.2f}"
    start = run_python(_FIRST_TEXT)
    yield "import, ms", f"{start['import'] * 1000:.0f}"
    yield "first short text (tables read), ms", f"{start['first'] * 1000:.0f}"
    for name, unit, size in (("prose", filler, LONG), ("no stops", _UNBROKEN, LONG // 5)):
        times = size // len(unit.encode())
        cost = run_python(_LONG_TEXT, unit=unit, times=times, published=PUBLISHED)
        yield (
            f"{size // 1000} kB of {name}: seconds, peak MB",
            f"{cost['reading']:.1f}, {cost['peak_mb']:.0f}",
        )


def _extract(text: str) -> None:
    extract(text, published=PUBLISHED)
    shingles(text)


def _cost(read: Callable[[str], object], texts: Sequence[str]) -> float:
    """Median milliseconds by length over the texts, the best of some rounds for each."""
    read(texts[0])
    best = [float("inf")] * len(texts)
    for _ in range(_ROUNDS):
        for n, text in enumerate(texts):
            started = time.process_time()
            read(text)
            best[n] = min(best[n], time.process_time() - started)
    return median(1000 * b * UNIT / len(t) for b, t in zip(best, texts, strict=True))
