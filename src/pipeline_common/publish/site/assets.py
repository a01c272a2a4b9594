"""Style, script and icons: files of this package, published under names made from their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "assets"
#: Asked for at the root by readers, whatever a page says.
_AT_ROOT = ("favicon.ico",)


@cache
def asset_paths() -> Mapping[str, str]:
    """File name -> path below the output folder: {"site.css": "assets/site.1a2b3c4d.css"}."""
    return {file.name: _published_path(file) for file in sorted(_FOLDER.iterdir())}


def asset_files() -> Iterator[tuple[str, bytes]]:
    """Path below the output folder and bytes of each asset."""
    for name, path in asset_paths().items():
        yield path, (_FOLDER / name).read_bytes()


def _published_path(file: Path) -> str:
    if file.name in _AT_ROOT:
        return file.name
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
    return f"assets/{file.stem}.{digest}{file.suffix}"
