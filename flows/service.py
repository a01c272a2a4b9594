"""`coopfeed serve`: schedule, Prefect server and web server in one process tree.

    this process        the web server for the published folder, and the watch over the others
    |- prefect server   its own database under data/prefect, reachable on loopback only
    '- flows.schedule   waits for the times and starts the runs

The two children are started and restarted together: a schedule that has outlived its server can no
longer cancel runs. All of them end with this process, however it ends.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.process import die_with_parent, end_group
from pipeline_common.errors import ConfigError
from pipeline_common.settings import ServeSettings, Settings

if TYPE_CHECKING:
    import uvicorn

log = logging.getLogger("coopfeed.serve")

#: Seconds until the server has to answer, and between two looks at the children.
_START, _LOOK = 90.0, 1.0
_LONGEST_PAUSE = 60.0
_STEADY = 10  # pauses for which the children have to last, and the next one is short again


def prefect_environment(settings: Settings) -> dict[str, str]:
    """Environment of everything that imports Prefect: own folder, own server, no reports home."""
    return {
        **os.environ,
        "PREFECT_HOME": str(settings.data / "prefect"),
        "PREFECT_API_URL": f"http://127.0.0.1:{settings.serve.prefect_port}/api",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": "604800",
        "PREFECT_SERVER_EVENTS_RETENTION_PERIOD": "P1D",
        "PREFECT_LOGGING_EXTRA_LOGGERS": "coopfeed",
    }


class Children:
    """The Prefect server and the schedule: started together, ended together."""

    def __init__(self, settings: Settings, config: Path | None, stopping: threading.Event) -> None:
        self._settings = settings
        self._config = config
        self._stopping = stopping
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start the server, wait until it answers, start the schedule."""
        environment = prefect_environment(self._settings)
        port = str(self._settings.serve.prefect_port)
        server = [sys.executable, "-P", "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
        self._spawn([*server, "--port", port, "--log-level", "WARNING"], environment)
        self._await_server(environment["PREFECT_API_URL"] + "/health")
        config = [str(self._config)] if self._config else []
        self._spawn([sys.executable, "-P", "-m", "flows.schedule", *config], environment)

    def ended(self) -> bool:
        """Whether one of them is gone."""
        return any(child.poll() is not None for child in self._running)

    def stop(self) -> None:
        """End both, youngest first: TERM, and KILL for what is still there after ten seconds."""
        for child in reversed(self._running):
            end_group(child, patience=10.0)
        self._running.clear()

    def _spawn(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._running.append(
            subprocess.Popen(
                command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # banners; what matters is logged on standard error
                start_new_session=True,
                preexec_fn=_prepare_child,
            )
        )

    def _await_server(self, address: str) -> None:
        for _ in range(int(_START / 0.5)):
            if self.ended():
                raise ConfigError(
                    "the Prefect server does not start",
                    subject=f"port {self._settings.serve.prefect_port}",
                    advice="see its lines above; is the port taken? ([serve] prefect_port)",
                )
            try:
                with urllib.request.urlopen(address, timeout=2):
                    return
            except OSError:
                if self._stopping.wait(0.5):
                    return
        raise ConfigError("the Prefect server does not answer", subject=address)


def serve(settings: Settings, config: Path | None, *, at_once: bool = False) -> None:
    """Run everything until SIGTERM or SIGINT.

    Raises ConfigError when the Prefect server or the web server cannot start.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    stopping = threading.Event()
    # uvicorn raises the signal again when it is done; without a handler that would end us at once.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    children = Children(settings, config, stopping)
    web = _web_server(settings)
    listener = _listen(settings.serve)
    try:
        children.start()
        watch = threading.Thread(target=_watch, args=(children, stopping), daemon=True)
        watch.start()
        if at_once:
            threading.Thread(target=_run_now, args=(config,), daemon=True).start()
        if not stopping.is_set():
            web.run(sockets=[listener])
        stopping.set()
        watch.join(30)
    finally:
        stopping.set()
        listener.close()
        children.stop()


def serve_pages(settings: Settings) -> None:
    """Run the web server alone until SIGTERM or SIGINT. Raises ConfigError when it cannot start."""
    signal.signal(signal.SIGTERM, lambda *_: None)  # as above
    with _listen(settings.serve) as listener:
        _web_server(settings).run(sockets=[listener])


def _web_server(settings: Settings) -> uvicorn.Server:
    import uvicorn

    from flows.web import create_app

    app = create_app(settings.public)
    return uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False))


def _listen(settings: ServeSettings) -> socket.socket:
    try:
        return socket.create_server((settings.host, settings.port))
    except OSError as error:
        raise ConfigError(
            f"cannot be listened on ({error.strerror})",
            subject=f"{settings.host}:{settings.port}",
            advice="is the port taken? ([serve] host, port)",
        ) from None


def _prepare_child() -> None:
    # Started from a script in the background we inherit an ignored SIGINT, and Prefect turns
    # SIGTERM into SIGINT: without this its processes could only be killed.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    die_with_parent()


def next_pause(pause: float, lasted: float) -> float:
    """Seconds to wait before the children are started again: one, and twice the last `pause` as
    long as they end soon after; `lasted` is how many seconds they did."""
    return 1.0 if lasted >= _STEADY * pause else min(pause * 2, _LONGEST_PAUSE)


def _watch(children: Children, stopping: threading.Event) -> None:
    pause, began = 0.5, time.monotonic()
    while not stopping.wait(_LOOK):
        if not children.ended():
            continue
        pause = next_pause(pause, time.monotonic() - began)
        log.error("the schedule or its server ended; starting both again in %.0f s", pause)
        children.stop()
        if stopping.wait(pause):
            return
        try:
            children.start()
        except ConfigError as error:
            log.error("%s", error)
        began = time.monotonic()


def _run_now(config: Path | None) -> None:
    options = ["-c", str(config)] if config else []
    command = [sys.executable, "-P", "-c", "from flows.cli import main; main()", *options]
    subprocess.run([*command, "run", "--wait", "600"], check=False, preexec_fn=die_with_parent)
