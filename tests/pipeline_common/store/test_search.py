"""Finding milestones by words and properties."""

from __future__ import annotations

import re
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.errors import NotFoundError
from pipeline_common.models import Kind
from pipeline_common.store import Store


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, make: SimpleNamespace) -> Store:
    """Three milestones: 昌九 2013, G4640次 2021, 一體化 without a known year."""
    store = Store.open(tmp_path_factory.mktemp("search") / "db.sqlite")
    store.ingest(
        make.report(),
        [
            make.reading(
                "a",
                make.mention("2013-07-09", "南昌 九江", "两市签订《昌九战略合作协议》"),
                source="nc",
            ),
            make.reading(
                "b",
                make.mention(
                    "2021-12-10", "赣州 深圳", "G4640次驶出，100%满座", kind=Kind.INFRASTRUCTURE
                ),
                source="gz",
            ),
            make.reading(
                "c", make.mention("XXXX-05-04", "南昌 抚州", "昌撫一體化(tǐhuà)會議"), source="nc"
            ),
        ],
    )
    return store


def names(store: Store, words: str, **more: object) -> str:
    return "".join(hit.milestone.reports[0].article_id[-6] for hit in store.search(words, **more))


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("昌九", "a"),
        ("一体化", "c"),
        ("一體化", "c"),
        ("昌", "ca"),
        ("化", "c"),
        ("昌九战略合作", "a"),
        ("昌九协议", ""),
        ("昌九 协议", "a"),
        ("协议 昌九", "a"),
        ("昌九-战略", "a"),
        ("g4640", "b"),
        ("G4640次", "b"),
        ("100%", "b"),
        ("《昌九战略合作协议》", "a"),
        ("渡口日报", "cba"),
        ('"昌九"', "a"),
        ("昌九 OR 一体化", ""),
        ("words:昌九", ""),
        ("-", ""),
        ("%_*^():\"'", ""),
    ],
)
def test_words(filled: Store, words: str, found: str) -> None:
    assert names(filled, words) == found


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({}, "cba"),
        ({"place": "南昌"}, "ca"),
        ({"pair": ("南昌", "九江")}, "a"),
        ({"pair": ("南昌", "九江"), "place": "抚州"}, ""),
        ({"kind": "infrastructure"}, "b"),
        ({"kind": Kind.AGREEMENT, "source": "nc"}, "ca"),
        ({"source": "gz"}, "b"),
        ({"since": date(2014, 1, 1)}, "b"),
        ({"since": date(2013, 7, 9), "until": date(2013, 7, 9)}, "a"),
        ({"until": date(2021, 12, 9)}, "a"),
        ({"limit": 1}, "c"),
    ],
)
def test_properties_with_and_without_words(filled: Store, more: dict, found: str) -> None:
    assert names(filled, "", **more) == found
    assert names(filled, "日报", **more) == found


def test_a_hit_shows_where_the_words_are(filled: Store) -> None:
    assert [hit.excerpt for hit in filled.search("标题")] == ["c的标题", "b的标题", "a的标题"]
    assert filled.search("昌九")[0].excerpt == "两市签订《昌九战略合作协议》"


@given(st.text(max_size=30))
def test_nothing_typed_is_syntax(filled: Store, words: str) -> None:
    filled.search(words)
    filled.milestones(place=words, kind=words, source=words, pair=(words, words))


@given(st.integers(0, 13), st.integers(1, 14))
def test_every_part_of_a_text_is_found(filled: Store, start: int, length: int) -> None:
    part = "两市签订《昌九战略合作协议》"[start : start + length]
    assert "a" in names(filled, part) or not part.strip("《》")


def test_milestones_by_id(filled: Store) -> None:
    milestone = filled.search("昌九")[0].milestone
    bare = milestone.id.removeprefix("urn:uuid:")
    assert filled.milestone(milestone.id) == filled.milestone(bare[:8]) == milestone
    for unknown in ("", "urn:uuid:", "zzz", "%", "urn:uuid:%"):
        with pytest.raises(NotFoundError):
            filled.milestone(unknown)
    with pytest.raises(NotFoundError):
        filled.article("news.example.cn/unknown")
    with pytest.raises(NotFoundError):
        filled.snapshot("00")


def test_no_property_is_found_by_reading_everything(filled: Store) -> None:
    seen: list[str] = []
    filled._db.set_trace_callback(seen.append)
    filled.search("昌", kind="agreement", place="南昌", since=date(2013, 1, 1))
    filled.search("", pair=("南昌", "九江"))
    filled.search("", source="nc", until=date(2020, 1, 1))
    filled.milestones(published_only=True, status=None)
    filled.milestones(limit=3)
    filled._db.set_trace_callback(None)
    for query in (query for query in seen if query.startswith("select")):
        for step in filled._db.execute(f"explain query plan {query}").fetchall():
            assert not re.fullmatch(r"SCAN \w+", step["detail"]), query
