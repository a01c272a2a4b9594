"""Settings for a command, loaded when it runs and not before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from pipeline_common.settings import Settings


def current_settings() -> Settings:
    """The settings named by `--config`, or those of the working folder."""
    from pipeline_common.settings import load_settings

    return load_settings(click.get_current_context().find_root().obj)


def settings_file() -> Path | None:
    """The absolute path of the settings file in use, None where there is none."""
    from pipeline_common.settings import FILE_NAME

    given: Path | None = click.get_current_context().find_root().obj
    path = given or Path(FILE_NAME)
    return path.resolve() if path.exists() else None
