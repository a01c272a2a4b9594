"""Groups among articles in memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.dedupe.groups import GroupItem, group
from pipeline_common.models import EventDate, Extraction, Kind, Mention

LABELLED = Path(os.environ.get("COOPFEED_SHARED", "shared"))  # holds corpus/ and score/
TEXT = "本报讯 3月3日，湖州与宣城在安吉签署渡口共建协议，双方商定年内完成改造并统一票价。"


def item(name: str, text: str, *mentions: Mention) -> GroupItem:
    return GroupItem(name, text, Extraction(True, mentions))


def signing(when: str = "2025-03-03", *, background: bool = False) -> Mention:
    return Mention(
        EventDate(when), Kind.AGREEMENT, ("湖州", "宣城"), (), "签署", "签署", 0, 2, background
    )


def test_copies_and_events_are_told_apart() -> None:
    groups = group(
        [
            item("a", TEXT, signing()),
            item("b", TEXT.replace("，", ","), signing()),
            item("c", "宣城日报：与湖州的渡口协议落笔，见证者众。", signing()),
            item(
                "d",
                "三年前湖州宣城签过渡口协议，如今船班翻倍，码头热闹。",
                signing(background=True),
            ),
            item("e", "铜陵辣椒丰收，农技员走村入户，食堂订单排到月底。"),
        ]
    )
    assert ("article", ("a", "b")) in groups
    assert ("event", ("a", "b", "c")) in groups
    assert len(groups) == 2


@given(st.lists(st.text(max_size=60), max_size=8))
def test_any_texts_can_be_grouped(texts: list[str]) -> None:
    for kind, members in group([item(f"a{i}", text) for i, text in enumerate(texts)]):
        assert kind == "article"
        assert len(members) > 1


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled set is not here")
def test_labelled_set(tmp_path: Path) -> None:
    from pipeline_common.milestones import extract

    articles = LABELLED / "corpus/milestones/articles.jsonl"
    items = []
    for line in articles.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["retrieved_excerpt"]
        found = extract(text, published=row["published"], home_place=row["home_place"])
        items.append(GroupItem(row["id"], text, found))
    groups = tmp_path / "groups.jsonl"
    groups.write_text(
        "".join(json.dumps({"type": kind, "members": ids}) + "\n" for kind, ids in group(items))
    )
    script = LABELLED / "score/duplicates.py"
    labels = LABELLED / "corpus/milestones/duplicates.jsonl"
    score = subprocess.run(
        [sys.executable, script, articles, labels, groups],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    counts = dict(line.split(maxsplit=1) for line in _figures(score))
    assert _share(counts["recall"]) >= 0.85
    assert _share(counts["precision"]) >= 0.95
    assert _share(counts["copies"]) >= 0.95
    assert counts["merged"].startswith("0/")


def _figures(score: str) -> list[str]:
    event, copies, _, negative = score.splitlines()
    return [
        f"recall {event.split('recall ')[1].split()[0]}",
        f"precision {event.split(', ')[-1].split()[0]}",
        f"copies {copies.split('recall ')[1].split()[0]}",
        f"merged {negative.split()[2]}",
    ]


def _share(fraction: str) -> float:
    part, whole = map(int, fraction.split("/"))
    return part / whole
