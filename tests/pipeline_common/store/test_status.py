"""How sources do, and what a crawl has to know."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

from pipeline_common.models import State, Validator
from pipeline_common.store import Store


def test_the_last_run_and_the_history(store: Store, make: SimpleNamespace) -> None:
    states = [State.OK, State.UNCHANGED, State.BLOCKED, State.UNREACHABLE]
    for i, state in enumerate(states):
        report = make.report(f"b{i}", ("hz", state), minute=i, articles=int(state is State.OK))
        store.ingest(report, [])
    (status,) = store.source_status(now=make.start)
    assert (status.source_id, status.state, status.strip) == ("hz", State.UNREACHABLE, "+=x!")
    assert status.last_success == make.start + timedelta(minutes=1)
    assert status.last_new == make.start
    assert not status.stale
    assert store.source_status(now=make.start, history=2)[0].strip == "x!"


def test_a_source_that_is_silent_for_long_is_stale(store: Store, make: SimpleNamespace) -> None:
    articles = [
        make.reading(f"a{day}", source="hz", published=f"2026-01-{day:02}")
        for day in range(1, 31, 3)
    ]
    store.ingest(make.report("b1", ("hz", State.OK), ("xc", State.EMPTY)), articles)
    store.ingest(make.report("b2", ("hz", State.UNCHANGED), minute=99), [])
    soon = make.start.replace(month=2, day=1)
    hz, xc = store.source_status(now=soon)
    assert (hz.state, hz.stale, hz.newest) == (State.UNCHANGED, False, "2026-01-28")
    assert hz.silence == timedelta(days=3)
    assert (xc.state, xc.silence, xc.newest) == (State.EMPTY, None, None)
    late = soon.replace(month=3)
    silent, _ = store.source_status(now=late)
    assert silent.state is State.STALE
    assert silent.evidence == "newest row 2026-01-28, 32 days ago; usually 3"
    strict, _ = store.source_status(now=soon, max_silence_days={"hz": 2})
    assert strict.stale
    assert strict.evidence == "newest row 2026-01-28, 4 days ago; at most 2 allowed"
    lax, _ = store.source_status(now=late, max_silence_days={"hz": 60})
    assert not lax.stale


def test_memory_of_a_crawl(store: Store, make: SimpleNamespace) -> None:
    first = Validator("https://a.example/", "hz", etag='"1"')
    store.ingest(
        make.report("b1", validators=(first,)),
        [make.reading(f"a{i}", source="hz" if i % 2 else "xc", minute=i) for i in range(6)],
    )
    memory = store.crawl_memory(["hz", "other"])
    assert memory.known == {f"news.example.cn/a{i}.html" for i in (1, 3, 5)}
    assert memory.validators == {first.url: first}
    assert len(store.crawl_memory(["hz", "xc"], limit=4).known) == 4
    later = Validator(first.url, "hz", etag='"2"')
    store.ingest(make.report("b2", validators=(later,)), [])
    assert store.crawl_memory(["hz"]).validators == {first.url: later}


def test_an_article_in_two_columns_is_known_to_both(store: Store, make: SimpleNamespace) -> None:
    store.ingest(
        make.report(), [make.reading("a", source="hz"), make.reading("a", source="xc", minute=9)]
    )
    assert store.crawl_memory(["xc"]).known == store.crawl_memory(["hz"]).known != set()
