"""The Containerfile's steps, done in overlays instead of by a builder, and what they make, run.

Each stage is an overlay over the running system, which stands for the base image (a Debian with
Python); RUN happens in a chroot there. So what is tried is what the file says, not its base image.
Installs everything once more: COOPFEED_IMAGE=1 runs it, as root.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

TREE = Path(__file__).parents[2]
#: The interpreter of the system, as `python` of the base image.
PYTHON = Path(sys.base_prefix)
PATH = f"{PYTHON}/bin:/usr/local/bin:/usr/bin:/usr/sbin:/bin:/sbin"


def may_mount():
    if os.geteuid() or not all(map(shutil.which, ("unshare", "setpriv", "ip"))):
        return False
    return subprocess.run(["unshare", "--mount", "true"], check=False).returncode == 0


pytestmark = [
    pytest.mark.skipif(not os.environ.get("COOPFEED_IMAGE"), reason="COOPFEED_IMAGE is not set"),
    pytest.mark.skipif(not may_mount(), reason="not root, or no leave to mount"),
]

RUN = """
mount -t tmpfs tmpfs {stage}/tmp
mount -t tmpfs tmpfs {stage}{volume}
chown {user} {stage}{volume}
mount -o remount,ro {stage}
ip link set lo up
if touch {stage}/etc/written; then echo "the root can be written"; exit 1; fi
{init}
{demo}
{serve} &
for _ in $(seq 120); do
  if {health} 2>/dev/null; then
    kill -TERM $!
    wait $!
    echo "served and stopped"
    exit
  fi
  sleep 1
done
echo "never well"
exit 1
"""


@dataclass
class Image:
    """What the steps so far came to: the script that builds, and how to start what was built."""

    script: list[str] = field(default_factory=list)
    stage: str = ""
    names: dict[str, str] = field(default_factory=dict)
    workdir: str = "/"
    user: str = "0:0"
    environment: dict[str, str] = field(default_factory=dict)
    entrypoint: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)
    health: list[str] = field(default_factory=list)
    volumes: list[str] = field(default_factory=list)


def read_steps(text: str) -> list[tuple[str, str]]:
    """Instruction and argument of each step; comments, also inside of one, are left out."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    joined = "\n".join(lines).replace("\\\n", " ")
    pairs = (line.split(maxsplit=1) for line in joined.splitlines() if line.strip())
    return [(name, value.strip()) for name, value in pairs]


def build(text: str, context: Path) -> Image:
    """The image of that Containerfile; its script is for an empty current folder, as root."""
    image = Image()
    for name, value in read_steps(text):
        STEPS[name](image, value, context)
    return image


def start(image: Image, command: list[str]) -> str:
    """A line that runs a command as a container would: its user, no capabilities, nothing new."""
    ids = dict(zip(("--reuid", "--regid"), image.user.split(":"), strict=True))
    return shlex.join(
        [
            *("chroot", image.stage, "setpriv", "--clear-groups", "--no-new-privs"),
            *(f"{option}={number}" for option, number in ids.items()),
            *("--bounding-set=-all", "env", "-i", "-C", image.workdir),
            *(f"{name}={value}" for name, value in image.environment.items()),
            *command,
        ]
    )


def begin(image: Image, value: str, context: Path) -> None:
    base, _, name = value.partition(" AS ")
    assert "python" in base
    image.stage = f"stage{len(image.names)}"
    image.names[name] = image.stage
    image.workdir, image.user, image.environment = "/", "0:0", {"PATH": PATH}
    stage = image.stage
    image.script += [
        f"mkdir -p {stage} {stage}.upper {stage}.work",
        f"mount -t overlay overlay {stage}"
        f" -o lowerdir=/,upperdir={stage}.upper,workdir={stage}.work",
        *(f"mount --rbind /{folder} {stage}/{folder}" for folder in ("proc", "dev", "sys")),
        # The interpreter of a base image is where everyone may reach it.
        *(f"chmod o+x {stage}{folder}" for folder in list(PYTHON.parents)[:-1]),
    ]


def copy(image: Image, value: str, context: Path) -> None:
    *sources, target = value.split()
    top = str(context)
    if sources[0].startswith("--from="):
        top = image.names[sources.pop(0).removeprefix("--from=")]
    inside = f"{image.stage}{Path(image.workdir) / target}"
    files = [f"{top}/{source.lstrip('/')}" for source in sources]
    if target.endswith("/"):
        image.script += [f"mkdir -p {inside}", f"cp -a {' '.join(files)} {inside}"]
    else:  # one file or folder, under the name of the target
        image.script += [f"mkdir -p {Path(inside).parent}", f"cp -a -T {files[0]} {inside}"]


def run(image: Image, value: str, context: Path) -> None:
    given = [f"{name}={text}" for name, text in image.environment.items()]
    step = ["chroot", image.stage, "env", "-C", image.workdir, *given, "sh", "-c", value]
    image.script.append(shlex.join(step))


def workdir(image: Image, value: str, context: Path) -> None:
    image.workdir = value
    image.script.append(f"mkdir -p {image.stage}{value}")


def env(image: Image, value: str, context: Path) -> None:
    for pair in shlex.split(value):
        name, _, text = pair.partition("=")
        image.environment[name] = text.replace("$PATH", image.environment["PATH"])


def health(image: Image, value: str, context: Path) -> None:
    image.health = json.loads(value.partition("CMD ")[2])


STEPS = {
    "FROM": begin,
    "COPY": copy,
    "RUN": run,
    "WORKDIR": workdir,
    "ENV": env,
    "USER": lambda image, value, _: setattr(image, "user", value),
    "VOLUME": lambda image, value, _: image.volumes.append(value),
    "ENTRYPOINT": lambda image, value, _: setattr(image, "entrypoint", json.loads(value)),
    "CMD": lambda image, value, _: setattr(image, "command", json.loads(value)),
    "HEALTHCHECK": health,
    "EXPOSE": lambda *_: None,
    "STOPSIGNAL": lambda image, value, _: None,
}


def test_what_the_containerfile_makes_runs_confined_and_is_well(tmp_path):
    image = build((TREE / "deploy/Containerfile").read_text(), TREE)
    steps = "\n".join(
        ["set -euo pipefail", f"mount -t tmpfs tmpfs {tmp_path}", f"cd {tmp_path}", *image.script]
    )
    started = RUN.format(
        stage=image.stage,
        volume=image.volumes[0],
        user=image.user,
        init=start(image, [*image.entrypoint, "init"]),
        demo=start(image, [*image.entrypoint, "demo", "--into", "demo", "--port", "0"]),
        serve=start(image, [*image.entrypoint, *image.command]),
        health=start(image, image.health),
    )
    program = f"{steps}\nunshare --net bash -e /dev/stdin <<'EOF'\n{started}\nEOF\n"
    done = subprocess.run(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "bash", "-e"],
        input=program, capture_output=True, text=True, check=False, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-1000:]}"
    assert done.stdout.endswith("served and stopped\n")
