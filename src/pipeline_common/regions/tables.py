"""The hand-written tables beside the code: zones, changed names, groups, profiles."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

_HERE = files("pipeline_common.regions")
_PROFILES = _HERE.joinpath("profiles")


@cache
def read_table(name: str) -> dict[str, Any]:
    """The content of `data/<name>.toml`; each file says in its head what its rows hold."""
    return _read(_HERE.joinpath("data", f"{name}.toml"))


@cache
def profile_names() -> tuple[str, ...]:
    """The names, without ending, of the files in `profiles/`, sorted."""
    return tuple(
        sorted(
            f.name.removesuffix(".toml") for f in _PROFILES.iterdir() if f.name.endswith(".toml")
        )
    )


@cache
def read_profile(name: str) -> dict[str, Any]:
    """The content of `profiles/<name>.toml`, unchecked."""
    return _read(_PROFILES.joinpath(f"{name}.toml"))


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))
