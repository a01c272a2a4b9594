"""`coopfeed inspect`: the stages alone, JSON Lines in and out, for scripts and for scoring."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import click

from pipeline_common.errors import InputError
from pipeline_common.models import Published

PARTLY = 3

_input = click.argument("source", metavar="[FILE]", type=click.File("rb"), default="-")


@click.group()
def inspect() -> None:
    """Run one stage alone on files or standard input (JSON Lines)."""


@inspect.command()
@_input
@click.option(
    "--explain", is_flag=True, help="Add every candidate clause and the rule that decided."
)
def milestones(source: IO[bytes], explain: bool) -> int:
    """Read milestones from texts.

    In: {"id", "text", "published" (ISO date or null), "home_place" (or null)}. Out: {"id",
    "relevant", "milestones": [{"date", "date_precision", "kind", "places", "documents", "headline",
    "evidence", "start", "end"}]}, where evidence == text[start:end].
    """
    from pipeline_common.codec import dump
    from pipeline_common.milestones import extract

    lines = _Lines(source, "text")
    for line in lines:
        found = extract(
            line["text"],
            published=line.get("published"),
            home_place=line.get("home_place"),
            explain=explain,
        )
        answer: dict[str, Any] = {
            "id": line["id"],
            "relevant": found.relevant,
            "milestones": [
                {
                    "date": m.date.edtf if m.date else None,
                    "date_precision": m.date.precision if m.date else "unknown",
                    "kind": m.kind.value,
                    "places": list(m.places),
                    "documents": list(m.documents),
                    "headline": m.headline,
                    "evidence": m.evidence,
                    "start": m.start,
                    "end": m.end,
                }
                for m in found.mentions
            ],
        }
        if explain:
            answer["candidates"] = dump(found.candidates)
            answer["trust"] = found.trust.value
        _write(answer)
    return lines.exit_code


@inspect.command()
@_input
def duplicates(source: IO[bytes]) -> int:
    """Group articles that are copies of one text, or report one event.

    In: {"id", "text", "title"?, "url"?, "published"?, "home_place"?}. Out: {"type": "article" or
    "event", "members": [ids]}, groups of two or more.
    """
    from pipeline_common.dedupe.groups import GroupItem, group
    from pipeline_common.milestones import extract

    items = []
    lines = _Lines(source, "text")
    for line in lines:
        title = line.get("title") or ""
        content = f"{title}\n{line['text']}" if title else line["text"]
        found = extract(content, published=line.get("published"), home_place=line.get("home_place"))
        items.append(GroupItem(id=line["id"], content=content, extraction=found))
    for kind, members in group(items):
        _write({"type": kind, "members": list(members)})
    return lines.exit_code


@inspect.command()
@_input
def article(source: IO[bytes]) -> int:
    """Read articles from saved pages.

    In: {"id", "file", "url"}, files plain or .gz. Out: {"id", "title", "published",
    "published_from", "outlet", "text", "encoding", "family"}.
    """
    from crawler.inspect import inspect_article

    lines = _Lines(source, "file")
    for line, body in lines.with_files():
        _write({"id": line["id"], **inspect_article(body, line.get("url"))})
    return lines.exit_code


@inspect.command()
@_input
def listing(source: IO[bytes]) -> int:
    """Read the rows of saved listing pages.

    In: {"id", "file", "url"}. Out: {"id", "family", "rows": [{"url", "title", "date"}]}.
    """
    from crawler.inspect import inspect_listing

    lines = _Lines(source, "file")
    for line, body in lines.with_files():
        _write({"id": line["id"], **inspect_listing(body, line.get("url"))})
    return lines.exit_code


class _Lines:
    """The lines of an input; a bad one is reported on standard error and passed over."""

    def __init__(self, source: IO[bytes], *keys: str) -> None:
        self._source = source
        self._keys = ("id", *keys)
        self.failed = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for number, raw in enumerate(self._source, 1):
            if not raw.strip():
                continue
            try:
                yield self._check(raw)
            except InputError as error:
                self.fail(error, number)

    def with_files(self) -> Iterator[tuple[dict[str, Any], bytes]]:
        """Each line with the bytes of the file it names."""
        for line in self:
            try:
                body = Path(line["file"]).read_bytes()
                yield line, gzip.decompress(body) if line["file"].endswith(".gz") else body
            except (OSError, EOFError, zlib.error) as error:
                self.fail(InputError(f"the file cannot be read: {error}"), line["id"])

    def fail(self, error: InputError, where: object) -> None:
        """Count and report a line that cannot be used."""
        self.failed += 1
        name = getattr(self._source, "name", "input")
        click.echo(f"coopfeed: {name}, line {where}: {error}", err=True)

    @property
    def exit_code(self) -> int:
        """3 when some line could not be used."""
        return PARTLY if self.failed else 0

    def _check(self, raw: bytes) -> dict[str, Any]:
        try:
            line = json.loads(raw)
        except ValueError as error:
            raise InputError(f"not JSON: {error}") from None
        if not isinstance(line, dict):
            raise InputError("not a JSON object")
        for key in self._keys:
            if not isinstance(line.get(key), str):
                raise InputError(f"{key} is missing or no text")
        if line.get("published") is not None:
            try:
                Published(line["published"])
            except (ValueError, TypeError):
                raise InputError(
                    f"published is not an ISO date: {line['published']!r}",
                    advice="write 2026-01-14, 2026-01, 2026 or null",
                ) from None
        return line


def _write(answer: dict[str, Any]) -> None:
    click.echo(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))


COMMANDS = (inspect,)
