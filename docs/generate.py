"""The generated parts of the documentation; cog calls these from the Markdown files."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def modules(package: str) -> str:
    """A table of the modules of a package with the first line of each docstring."""
    folder = ROOT / ("src/pipeline_common" if package == "pipeline_common" else package)
    lines = ["| module | what |", "| --- | --- |"]
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder.parent).as_posix().removesuffix("/__init__.py")
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        lines.append(f"| `{name.removesuffix('.py')}` | {_cell(doc.split(chr(10) * 2)[0])} |")
    return "\n".join(lines)


def commands() -> str:
    """The command line, as `--help` prints it, command by command."""
    os.environ["COLUMNS"] = "100"
    from flows.cli import cli

    return "\n".join(_command_sections(cli, ["coopfeed"]))


def _command_sections(command: object, path: list[str]) -> Iterator[str]:
    import click

    assert isinstance(command, click.Command)
    context = click.Context(command, info_name=" ".join(path), max_content_width=100)
    context.help_option_names = ["-h", "--help"]
    yield f"## {' '.join(path)}\n\n```text\n{command.get_help(context)}\n```\n"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            child = command.get_command(context, name)
            yield from _command_sections(child, [*path, name])


def settings() -> str:
    """A table of all settings: key in the file, environment variable, default, meaning."""
    from pydantic import BaseModel

    from pipeline_common.settings import Settings

    lines = ["| key | environment | default | what it is |", "| --- | --- | --- | --- |"]

    def walk(model: type[BaseModel], prefix: str) -> None:
        nested = []
        for name, info in model.model_fields.items():
            default = info.get_default(call_default_factory=True)
            if isinstance(default, BaseModel):
                nested.append((name, type(default)))
                continue
            variable = "COOPFEED_" + (prefix + name).replace(".", "__").upper()
            shown = "none" if default in (None, "") else f"`{default}`"
            lines.append(f"| `{prefix}{name}` | `{variable}` | {shown} | {info.description} |")
        for name, inner in nested:
            walk(inner, f"{prefix}{name}.")

    walk(Settings, "")
    return "\n".join(lines)


def sources() -> str:
    """A table of the catalogue by region."""
    from crawler.catalog import load_sources

    by_region: dict[str, list[str]] = {}
    for s in load_sources().values():
        row = f"| `{s.id}` | {s.name} | `{s.family}` | {s.advice} | {_cell(s.reason)} |"
        by_region.setdefault(s.region, []).append(row)
    head = "| id | name | family | advice | reason |\n| --- | --- | --- | --- | --- |\n"
    return "\n\n".join(
        f"### {region}\n\n{head}" + "\n".join(rows) for region, rows in sorted(by_region.items())
    )


def families() -> str:
    """A table of the CMS families that can be read."""
    from crawler.families import FAMILIES

    lines = ["| family | what |", "| --- | --- |"]
    lines += [f"| `{name}` | {_cell(family.label)} |" for name, family in FAMILIES.items()]
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
