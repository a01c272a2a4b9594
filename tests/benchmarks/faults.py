"""What goes wrong at a site, as something that can be done to a sample site and undone."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import overload

from flows.demo.sites import Answer, Site


class TardySite(dict[str, Answer]):
    """A site that can be made to hang up after `wait` seconds without having answered."""

    def __init__(self, site: Site, *, wait: float) -> None:
        super().__init__(site)
        self.wait = wait
        self.timely = threading.Event()
        self.timely.set()

    @overload
    def get(self, key: str, default: None = None, /) -> Answer | None: ...
    @overload
    def get(self, key: str, default: Answer, /) -> Answer: ...
    def get(self, key: str, default: Answer | None = None, /) -> Answer | None:
        """The answer for a path; the thread that serves the request ends where there is none."""
        if not self.timely.is_set():
            self.timely.wait(self.wait)
            raise SystemExit
        return super().get(key, default)


class Place:
    """A sample site with the file of its source, and how both were while all was well."""

    def __init__(self, site: TardySite, file: Path) -> None:
        self.site = site
        self.file = file
        self._healthy = dict(site)
        self._text = file.read_text(encoding="utf-8")

    def heal(self) -> None:
        """Undo whatever was done."""
        self.answer(self._healthy)
        self.site.timely.set()
        self.file.write_text(self._text, encoding="utf-8")

    def answer(self, answers: Mapping[str, Answer]) -> None:
        """Answer these from now on, and 404 for everything else."""
        self.site.clear()
        self.site.update(answers)

    def answer_all(self, answer: Answer) -> None:
        """Answer one and the same for all that there was."""
        self.answer(dict.fromkeys(self._healthy, answer))

    def rename_host(self, host: str) -> None:
        """Have the source ask for another host, on the same port."""
        text = re.sub(r"(?<=://)[^:/]+", host, self._text)
        self.file.write_text(text, encoding="utf-8")


def _error(place: Place) -> None:
    place.answer_all(Answer(b"<h1>Internal Server Error</h1>", status=500))


def _challenge(place: Place) -> None:
    body = b"<html><script>$_ts=window['$_ts']</script></html>"
    place.answer_all(Answer(body, status=412))


def _redesign(place: Place) -> None:
    place.answer_all(Answer(b"<html><body><p>new site</p></body></html>"))


def _absence(place: Place) -> None:
    place.answer({})


def _silence(place: Place) -> None:
    place.site.timely.clear()


def _lost_name(place: Place) -> None:
    place.rename_host("coopfeed.invalid")  # never resolved anywhere (RFC 6761, 6.4)


FAULTS: dict[str, Callable[[Place], None]] = {
    "server error": _error,
    "challenge": _challenge,
    "redesign": _redesign,
    "absence": _absence,
    "silence": _silence,
    "lost name": _lost_name,
}
