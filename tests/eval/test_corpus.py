"""Accuracy on labelled real pages and articles, by the scorers that come with them.

The labelled set is no part of the repository. `COOPFEED_SHARED` names the folder that holds it
(corpus/) and the scorers (score/).
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("COOPFEED_SHARED", ""))
ARTICLES = SHARED / "corpus/milestones/articles.jsonl"
PAGES = SHARED / "corpus/pages"

pytestmark = pytest.mark.skipif(
    not os.environ.get("COOPFEED_SHARED") or not ARTICLES.exists(),
    reason="COOPFEED_SHARED names no folder with a labelled set",
)

Coopfeed = Callable[..., "subprocess.CompletedProcess[str]"]


def score(scorer: str, *arguments: str | Path) -> str:
    """What a scorer prints."""
    ran = subprocess.run(
        [sys.executable, SHARED / "score" / scorer, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return ran.stdout


@pytest.fixture
def inspect(coopfeed: Coopfeed, tmp_path: Path) -> Callable[[str, str], Path]:
    """`coopfeed inspect KIND` on JSON Lines; the file that holds what it prints."""

    def run(kind: str, lines: str) -> Path:
        ran = coopfeed("inspect", kind, cwd=tmp_path, stdin=lines, timeout=300)
        assert ran.returncode == 0, ran.stderr
        printed = tmp_path / f"{kind}.jsonl"
        printed.write_text(ran.stdout, encoding="utf-8")
        return printed

    return run


Inspect = Callable[[str, str], Path]


def texts() -> str:
    return "\n".join(_texts())


def _texts() -> Iterator[str]:
    for line in ARTICLES.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        fields = {key: article.get(key) for key in ("id", "url", "published", "home_place")}
        yield json.dumps({**fields, "text": article["retrieved_excerpt"]}, ensure_ascii=False)


def number(pattern: str, report: str) -> float:
    """The one number that follows `pattern` in what a scorer printed."""
    found = re.search(rf"{pattern}\s+([\d.]+)", report)
    assert found, report
    return float(found[1])


def share(pattern: str, report: str) -> float:
    """The share that follows `pattern`, written as "36/37"."""
    found = re.search(rf"{pattern}\s+(\d+)/(\d+)", report)
    assert found, report
    return int(found[1]) / int(found[2])


def test_milestones(inspect: Inspect) -> None:
    gold = ARTICLES.with_name("gold.jsonl")
    found = inspect("milestones", texts())
    report = json.loads(score("milestones.py", ARTICLES, gold, found, "--json"))
    assert report["evidence_not_in_text"] == 0
    assert report["found (same kind)"]["f1"] >= 0.95
    assert report["found, same kind, date right"]["f1"] >= 0.93
    assert report["date exact"] >= 0.97
    assert report["relevance"]["f1"] >= 0.95


def test_duplicates(inspect: Inspect) -> None:
    groups = inspect("duplicates", texts())
    report = score("duplicates.py", ARTICLES, ARTICLES.with_name("duplicates.jsonl"), groups)
    assert share("same event +recall", report) >= 0.93
    assert share("near copies +recall", report) >= 0.9
    assert number("copies wrong", report) == 0


def test_articles(inspect: Inspect) -> None:
    read = inspect("article", score("articles.py", PAGES, "--input"))
    report = score("articles.py", PAGES, read)
    assert number("title", report) >= 0.97
    assert number("date", report) >= 0.98
    assert number("outlet", report) >= 0.97
    assert number("body F1", report) >= 0.985


def test_listings(inspect: Inspect) -> None:
    read = inspect("listing", score("articles.py", PAGES, "--input", "--listings"))
    report = score("articles.py", PAGES, read, "--listings")
    assert number("links P", report) >= 0.97
    assert number(r"links P [\d.]+ R", report) >= 0.98
    assert share("link dates", report) >= 0.96
