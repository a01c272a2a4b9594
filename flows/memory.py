"""What a crawl has to know of earlier ones, as a file for machines that have no database."""

from __future__ import annotations

import json
from collections.abc import Sequence

from crawler.inbox import read_text, write_text
from crawler.job import dump_memory, load_memory
from flows.steps import recall
from pipeline_common.errors import BatchError
from pipeline_common.models import CrawlMemory, Source
from pipeline_common.settings import Settings


def write_memory(settings: Settings, group: str, sources: Sequence[Source]) -> str:
    """Write what a crawl of these sources has to know into the inbox; the file's address."""
    address = f"{settings.inbox.rstrip('/')}/memory/{group}.json"
    known = dump_memory(recall(settings, sources))
    write_text(address, json.dumps(known, ensure_ascii=False))
    return address


def read_memory(address: str) -> CrawlMemory:
    """What stands in the file. Raises BatchError when it is not there or not what it should be."""
    try:
        return load_memory(json.loads(read_text(address)))
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BatchError("no memory of earlier crawls in it", subject=address) from error
