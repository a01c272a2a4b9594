"""The database in datasette, read-only, with what its tables and columns mean."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from flows.steps import open_store
from pipeline_common.errors import ConfigError
from pipeline_common.settings import Settings

METADATA = Path(__file__).with_name("datasette.json")


def command(settings: Settings, *, port: int) -> list[str]:
    """What starts datasette on loopback.

    Raises ConfigError where it is not installed, StoreError where there is no database.
    """
    if find_spec("datasette") is None:
        raise ConfigError(
            "is not installed", subject="datasette", advice="pip install 'coopfeed[explore]'"
        )
    with open_store(settings, read_only=True):
        pass
    database = str(settings.database)
    return [
        *(sys.executable, "-m", "datasette", "serve", database),
        *("--metadata", str(METADATA), "--host", "127.0.0.1", "--port", str(port)),
    ]
