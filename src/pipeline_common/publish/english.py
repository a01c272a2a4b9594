"""English texts of the interface, by the Chinese text they stand for."""

from __future__ import annotations

ENGLISH: dict[str, str] = {}
