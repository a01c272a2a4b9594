"""Publishing 1,000, 10,000 and 100,000 milestones: all of them, none that changed, one new."""

from __future__ import annotations

import gzip
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import run_python

#: Numbers of milestones; 100,000 at first take minutes.
SIZES = tuple(map(int, os.environ.get("COOPFEED_BENCH_SIZES", "1000 10000 100000").split()))

#: Milestones spread over twenty years of events and of publications, one article each; `first` is
#: the number of the first to add. Written straight into the tables: ingest has its own section.
_FILL = """
import json, uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from pipeline_common.store import Store
places = ["南昌", "九江", "抚州", "宜春", "上饶", "赣州", "吉安", "新余", "萍乡", "鹰潭", "景德镇",
          "武汉", "长沙", "合肥", "杭州", "福州", "广州", "南京", "上海", "北京"]
kinds = ["agreement", "plan_policy", "meeting_visit", "infrastructure", "public_service",
         "industry_project", "institution", "other"]
start = datetime(2006, 1, 1, tzinfo=UTC)
span = timedelta(days=7600) / count
with Store.open(Path(database)) as store:
    db = store._db
    db.execute("begin")
    for n in range(first, count):
        day = (start + span * n).date().isoformat()
        at = (start + span * n).isoformat(timespec="microseconds")
        at = at if "." in at else at.replace("+00:00", ".000000+00:00")
        parties = list(dict.fromkeys((places[n % 20], places[n * n % 7], places[n // 20 % 20])))
        text = f"{day}，{'与'.join(parties)}签署第{n}份合作协议，共建产业园区，推进医保异地结算。"
        urn = uuid.uuid5(uuid.NAMESPACE_URL, f"bench {n}").urn
        source = f"bench_{n % 16}"
        db.execute("insert into article(id, key, source, url, title, body, published,"
            " published_from, outlet, encoding, family, attachments, trust, backfill, digest,"
            " sketch, recorded, changed) values (?, ?, ?, ?, ?, ?, ?, 'meta', '示例日报', 'utf-8',"
            " 'trs_wcm', '[]', 'normal', 0, '', x'', ?, ?)",
            (n + 1, f"a.example.cn/{n}", source, f"https://a.example.cn/{n}.html", text[:40], text,
             day, at, at))
        db.execute("insert into milestone(id, urn, kind, date, sort_key, first_day, last_day,"
            " places, documents, headline, evidence, attributes, recorded, changed, published,"
            " status, backfill) values (?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, ?, '{}', ?, ?, ?,"
            " 'active', 0)",
            (n + 1, urn, kinds[n % 8], day, day, day, day, json.dumps(parties, ensure_ascii=False),
             text[:50], text, at, at, at if n < count - new else None))
        db.execute("insert into mention(article, start, end, number, kind, date, places, documents,"
            " headline, evidence, background, attributes, milestone) values (?, 0, ?, 0, ?, ?, ?,"
            " '[]', ?, ?, 0, '{}', ?)",
            (n + 1, len(text), kinds[n % 8], day, json.dumps(parties, ensure_ascii=False),
             text[:50], text, n + 1))
        for party in parties:
            db.execute("insert into milestone_place values (?, ?, ?)", (party, day, n + 1))
        db.execute("insert into milestone_source values (?, ?, ?)", (source, day, n + 1))
    db.execute("commit")
"""

_PUBLISH = """
from pathlib import Path
from flows import steps
from pipeline_common.settings import PublishSettings, Settings
settings = Settings(data=Path(folder, "data"), public=Path(folder, "public"),
                    publish=PublishSettings(base_url="https://example.org"))
report = steps.publish(settings)
answer["written"] = len(report.written)
answer["skipped"] = len(report.skipped)
"""


def measure() -> Iterator[tuple[str, str]]:
    """Whole processes, imports included, as `coopfeed publish` starts them."""
    for count in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "data").mkdir()
            database = str(Path(folder) / "data" / "coopfeed.sqlite")
            run_python(_FILL, database=database, first=0, count=count, new=0)
            yield f"publish {count:,}, all", _told(run_python(_PUBLISH, folder=folder))
            yield f"publish {count:,}, nothing new", _told(run_python(_PUBLISH, folder=folder))
            run_python(_FILL, database=database, first=count, count=count + 1, new=1)
            yield f"publish {count:,}, one new", _told(run_python(_PUBLISH, folder=folder))
            yield f"front page of {count:,} with style and script", _first_load(Path(folder))


def _told(answer: dict[str, Any]) -> str:
    written = f"{answer['written']:,} files written"
    return f"{answer['seconds']:.2f} s, {answer['peak_mb']:.0f} MB, {written}"


def _first_load(folder: Path) -> str:
    public = folder / "public"
    files = [public / "index.html"]
    files += [*public.glob("assets/site.*.css"), *public.glob("assets/filters.*.js")]
    size = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)
    return f"{size / 1000:.1f} kB gzipped"
