"""Domain value <-> JSON: the one format of the process boundary, the store and golden files.

A dataclass becomes an object of its fields, those at their default left out (the command line
prints them too); tuples become lists,
datetimes ISO 8601 with offset, bytes are not allowed (pages travel beside their header).
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


def dump(value: Any, *, full: bool = False) -> Any:
    """The JSON-ready form of a domain value; `full` keeps fields that are at their default."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: dump(getattr(value, f.name), full=full)
            for f in dataclasses.fields(value)
            if f.init and (full or not _is_default(f, getattr(value, f.name)))
        }
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {k: dump(v, full=full) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [dump(v, full=full) for v in value]
    return value


def dumps(value: Any) -> str:
    """One line of JSON, Chinese as it is, keys in the order of the fields."""
    return json.dumps(dump(value), ensure_ascii=False, separators=(",", ":"))


def load(kind: type[T], data: Any) -> T:
    """A value of `kind` from what `dump` made; unknown keys are ignored.

    Raises ValueError, TypeError or KeyError when the data does not fit.
    """
    return typing.cast(T, _load(kind, data))


def loads(kind: type[T], line: str | bytes) -> T:
    """`load` on a JSON text."""
    return load(kind, json.loads(line))


def _is_default(f: dataclasses.Field[Any], value: Any) -> bool:
    if f.default is not dataclasses.MISSING:
        return bool(value == f.default)
    if f.default_factory is not dataclasses.MISSING:
        return bool(value == f.default_factory())
    return False


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _load(kind: Any, data: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if data is None:
            return None
        return _load(next(a for a in typing.get_args(kind) if a is not type(None)), data)
    if origin is tuple:
        return tuple(_load(typing.get_args(kind)[0], d) for d in data)
    if origin is not None and issubclass(origin, Mapping):
        return {k: _load(typing.get_args(kind)[1], v) for k, v in data.items()}
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast(type, kind))
        names = [f.name for f in dataclasses.fields(kind) if f.init and f.name in data]
        return typing.cast(type, kind)(**{n: _load(hints[n], data[n]) for n in names})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is datetime:
        return datetime.fromisoformat(data)
    if kind is date:
        return date.fromisoformat(data)
    return data
