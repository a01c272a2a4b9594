"""What an import may load: a property of start-up time and of the reactor rule."""

import subprocess
import sys

import pytest

HEAVY = ("scrapy", "twisted", "prefect", "trafilatura", "feedgen", "opencc", "jinja2", "pydantic")


def loaded(statement):
    code = f"{statement}\nimport sys\nprint(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_command_line_loads_nothing_heavy():
    assert not loaded("import flows.cli").intersection(HEAVY)


@pytest.mark.parametrize("module", ["flows.steps", "flows.setup", "flows.demo", "flows.service"])
def test_flows_load_neither_scrapy_nor_prefect(module):
    assert not loaded(f"import {module}").intersection({"scrapy", "twisted", "prefect"})


def test_the_flow_does_not_load_scrapy():
    assert not loaded("import flows.pipeline").intersection({"scrapy", "twisted"})
