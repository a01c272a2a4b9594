"""The hand-written tables beside the package: zones, changed names, collectives, abbreviations."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`; each file says in its head what its rows hold."""
    text = files("pipeline_common.regions").joinpath("data", f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)
