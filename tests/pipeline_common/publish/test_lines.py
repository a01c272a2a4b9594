"""A file whose lines were replaced is the file that is written anew, for both forms."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.publish.lines import Array, Form, Key, date_key, in_order
from pipeline_common.publish.tables import COLUMNS, Table, table_line

ARRAY = Array('{"id":"', lambda row: (date_key(row["date"]), row["id"]))
TABLE = Table()
DATES = ["2026-02-03", "2026-02", "2026-01-30/2026-02-02", "2026-03-01~", "XXXX-02-03", None]
NAMES = [f"urn:uuid:{n}" for n in range(7)] + ["tag:example.org,2026:a,b", "urn:x:'1;2"]

rows = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(DATES))


def row(name: str, date: str | None, text: str = "=签署，“协议”\n") -> dict[str, object]:
    cells = dict.fromkeys(COLUMNS, "") | {"places": ["南昌", "九江"], "headline": text.strip()}
    return cells | {"id": name, "date": date, "sources": [{"outlet": "甲,报", "url": None}]}


def lines(form: Form, found: dict[str, str | None], text: str = "旧") -> dict[Key, str]:
    made = [row(name, date, text) for name, date in found.items()]
    texts = [
        json.dumps(r, ensure_ascii=False, separators=(",", ":")) if form is ARRAY else table_line(r)
        for r in made
    ]
    keys = [(date_key(date), name) for name, date in found.items()]
    return dict(zip(keys, texts, strict=True))


@pytest.mark.parametrize("form", [ARRAY, TABLE], ids=["array", "table"])
@given(before=rows, changed=rows, gone=st.sets(st.sampled_from(NAMES)))
def test_replacing_is_writing_anew(
    form: Form, before: dict[str, str | None], changed: dict[str, str | None], gone: set[str]
) -> None:
    document = form.join(in_order(lines(form, before)))
    stay = {n: d for n, d in before.items() if n not in gone and n not in changed}
    anew = in_order(lines(form, stay) | lines(form, changed, "新"))
    assert form.replaced(document, gone | set(changed), lines(form, changed, "新")) == anew
    assert form.replaced(form.join(anew), (), {}) == anew


@pytest.mark.parametrize("form", [ARRAY, TABLE], ids=["array", "table"])
@given(cut=st.integers(0, 400), other=st.binary(max_size=40))
def test_a_damaged_file_raises_nothing(form: Form, cut: int, other: bytes) -> None:
    document = form.join(in_order(lines(form, dict.fromkeys(NAMES[:2], "2026-02"))))
    fresh = lines(form, {NAMES[3]: "2026-02-01"})
    for damaged in (document[:cut], document[:cut] + other + document[cut:], other, None):
        found = form.replaced(damaged, NAMES[:1], fresh)
        assert found is None or set(fresh.values()) <= set(found)
    if form is ARRAY and cut < len(document):
        assert form.replaced(document[:cut], (), fresh) is None


@pytest.mark.parametrize(
    ("form", "line"),
    [(ARRAY, '{"name":"x"}'), (ARRAY, '{"id":"x'), (TABLE, "x"), (TABLE, '"x,y')],
)
def test_a_line_of_another_kind_is_told(form: Form, line: str) -> None:
    with pytest.raises(ValueError, match=r"not a line of ours|substring not found"):
        form.name_of(line)


def test_a_line_without_its_fields_is_told() -> None:
    for line in ('{"id":"x"}', "[]", "{]"):
        with pytest.raises(ValueError, match=r"not a line of ours|Expecting|delimiter"):
            ARRAY.key_of(line)
