"""Figures that an evidence sentence states about its event: length, value, number of projects."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
_PATTERNS: Mapping[str, re.Pattern[str]] = {
    "length": re.compile(
        rf"(?:全长|全线长|总里程|线路长|总长|长度|里程|长)(?:度|达|约|为|共|超过?){{0,3}}{_NUMBER}"
        r"(公里|千米|米)"
    ),
    "value": re.compile(
        rf"(?:总投资|投资|总金额|签约额|金额|总额|签约总额|总价值)(?:额|总额)?"
        rf"(?:达|约|为|共|超过?){{0,3}}{_NUMBER}(万亿元|亿元|万元)"
    ),
    "projects": re.compile(
        rf"{_NUMBER}(个|项)(?:重点|重大|产业|合作|意向|签约|招商)*项目|项目{_NUMBER}(个|项)"
    ),
    "speed": re.compile(rf"(?:设计|最高运营|运营|最高)?时速(?:达|约|为)?{_NUMBER}(公里|千米)"),
}


def read_attributes(evidence: str) -> dict[str, str]:
    """Figures of a normalised evidence text: name to figure with its unit, as written.

    Names: "length" (of a line), "value" (of what was signed), "projects", "speed" (per hour).
    """
    found = ((name, pattern.search(evidence)) for name, pattern in _PATTERNS.items())
    return {name: "".join(g for g in m.groups() if g) for name, m in found if m}
