"""The web server of the output folder, for `coopfeed serve`.

Types with charset, validators (304 plain and gzip), ranges, the `.gz` twins that publishing writes,
caching and security headers. nginx and Caddy do the same from the same files (`deploy/`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Mount, Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

from pipeline_common.publish.site.page import CONTENT_SECURITY_POLICY

_TYPES: Mapping[str, str] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".ico": "image/x-icon",
    ".rss": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_JSON_FEED = "application/feed+json; charset=utf-8"

#: First part of a path -> Cache-Control; assets carry their hash in the name.
_CACHING: Mapping[str, str] = {
    "assets": "public, max-age=31536000, immutable",
    "feeds": "public, max-age=900, stale-while-revalidate=3600, stale-if-error=86400",
    "data": "public, max-age=900",
}
#: What other sites' scripts may read.
_OPEN = ("feeds", "data", "search")

_SECURITY: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": CONTENT_SECURITY_POLICY + "; frame-ancestors 'none'",
}


def create_app(public: Path) -> Starlette:
    """An ASGI application that serves `public`, which may still be empty, and `/healthz`."""

    def healthz(request: Request) -> JSONResponse:
        return JSONResponse({"status": "ok", "published": _published(public)}, headers=_SECURITY)

    return Starlette(
        routes=[
            Route("/healthz", healthz),
            Mount("/", _PublicFiles(directory=public, html=True, check_dir=False)),
        ]
    )


class _PublicFiles(StaticFiles):
    """Static files with the headers that feeds need."""

    async def check_config(self) -> None:
        """Nothing: the folder appears with the first publication."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        if any(part.startswith(".") and part != "." for part in PurePosixPath(path).parts):
            return self._missing()  # the manifest is nobody's business
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code == 405:
                return PlainTextResponse("405", 405, headers={**_SECURITY, **(error.headers or {})})
            return self._missing()
        if response.status_code == 404:
            return self._missing()
        if isinstance(response, RedirectResponse):  # relative: whatever name the server has
            response.headers["location"] = f"{PurePosixPath(scope['path']).name}/"
        return response

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """The file, or its `.gz` twin for a client that takes it, or 304."""
        asked = Headers(scope=scope)
        file = Path(full_path)
        headers = MutableHeaders(_headers(PurePosixPath(self.get_path(scope))))
        twin = file.with_name(file.name + ".gz")
        if _takes_gzip(asked) and "range" not in asked and twin.is_file():
            headers["Content-Encoding"] = "gzip"
            file, stat_result = twin, twin.stat()
        response = FileResponse(
            file,
            status_code=status_code,
            stat_result=stat_result,
            headers=dict(headers),
            media_type=_media_type(Path(full_path), scope["path"]),
        )
        if self.is_not_modified(response.headers, asked):
            return NotModifiedResponse(response.headers)
        return response

    def _missing(self) -> Response:
        page = Path(str(self.directory)) / "404.html"
        text = page.read_text(encoding="utf-8") if page.is_file() else "<p>404</p>"
        return HTMLResponse(text, 404, headers={**_SECURITY, "Cache-Control": "no-cache"})


def _headers(path: PurePosixPath) -> dict[str, str]:
    top = path.parts[0] if path.parts else ""
    headers = {**_SECURITY, "Vary": "Accept-Encoding"}
    headers["Cache-Control"] = _CACHING.get(top, "no-cache")
    if path.parts[:2] == ("feeds", "archive"):
        headers["Cache-Control"] = "public, max-age=86400"
    if top in _OPEN:
        headers["Access-Control-Allow-Origin"] = "*"
    return headers


def _media_type(file: Path, address: str) -> str:
    if file.suffix == ".json" and address.startswith("/feeds/"):
        return _JSON_FEED
    return _TYPES.get(file.suffix, "application/octet-stream")


def _takes_gzip(asked: Headers) -> bool:
    """Whether gzip is among the encodings that the client takes (RFC 9110, 12.5.3)."""
    for item in asked.get("accept-encoding", "").split(","):
        name, _, weight = item.strip().partition(";")
        if name.strip().lower() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _published(public: Path) -> str | None:
    try:
        changed = (public / "index.html").stat().st_mtime
    except OSError:
        return None
    return datetime.fromtimestamp(changed, UTC).isoformat(timespec="seconds")
