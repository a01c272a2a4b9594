"""Values that a page carries inside its scripts."""

from __future__ import annotations

import json
import re
from typing import Any

from crawler.reading.tree import parse

#: Characters of one JSON value that are read; larger ones are taken for an attack.
MAX_JSON = 12_000_000

_LINE_COMMENT = re.compile(r"(?m)(?<![:\"'\\])//[^\n]*$")


def scripts(html: str) -> str:
    """The text of all inline scripts, one after the other.

    A script inside an HTML comment is not one; line comments of JavaScript are left out.
    """
    nodes = parse(html).css("script:not([src])")
    return "\n".join(_LINE_COMMENT.sub("", node.text(deep=True)) for node in nodes)


def parse_json(text: str) -> Any:
    """The JSON value `text`; None where it is not one, is too large or too deep."""
    if len(text) > MAX_JSON:
        return None
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None


def json_after(text: str, marker: str) -> Any:
    """The first JSON array or object after `marker`, whatever follows it; None without one.

    For scripts whose surrounding object is JavaScript and not JSON (names without quotes, commas
    before a closing bracket).
    """
    at = text.find(marker)
    if at < 0:
        return None
    found = re.compile(r"\s*[:=]?\s*(?=[\[{])").match(text, at + len(marker))
    if not found:
        return None
    try:
        return json.JSONDecoder().raw_decode(text[found.end() : found.end() + MAX_JSON])[0]
    except (ValueError, RecursionError):
        return None


def value_at(data: Any, path: str) -> Any:
    """What `path` ("data.results") leads to in nested objects and lists; None where it ends.

    Numbers are list positions. A text on the way is JSON inside JSON and is read as such.
    """
    for key in filter(None, path.split(".")):
        if isinstance(data, str):
            data = parse_json(data)
        if isinstance(data, dict):
            data = data.get(key)
        elif isinstance(data, list) and key.isdecimal() and int(key) < len(data):
            data = data[int(key)]
        else:
            return None
    return data
