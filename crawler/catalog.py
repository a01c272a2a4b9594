"""The catalogue: one TOML file a source, in a folder a region.

`<region>/<id>.toml`: the name of the file is the id, the name of the folder the region. The files
in `crawler/sources/` are bundled; a folder of the user's own takes their place.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import ErrorDetails
from selectolax.lexbor import LexborHTMLParser

from crawler.family_names import FAMILY_NAMES
from pipeline_common.errors import ConfigError, NotFoundError, SourceSpecError
from pipeline_common.models import Advice, Listing, Selectors, Source, Trust

BUNDLED = Path(__file__).with_name("sources")

_FROZEN = ConfigDict(frozen=True, extra="forbid")
_Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+")]
_Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class ListingSpec(BaseModel):
    """A `[[listings]]` table."""

    model_config = _FROZEN

    url: _Address = Field(
        description="Address of the listing; {YYYY}, {MM}, {DD} stand for the day (daily papers)."
    )
    label: str = Field("", description="What the site calls the column.")
    params: dict[str, str] = Field(
        default_factory=dict, description="Parameters of this listing for its family."
    )


class SelectorSpec(BaseModel):
    """The `[selectors]` table: CSS, each in place of what the family would take."""

    model_config = _FROZEN

    row: str = Field("", description="One row of the listing.")
    link: str = Field("", description="The link in the row.")
    title: str = Field("", description="The title in the row.")
    date: str = Field("", description="The date in the row.")
    body: str = Field("", description="The text of the article.")
    article_title: str = Field("", description="The headline of the article.")
    article_date: str = Field("", description="The date on the article page.")
    outlet: str = Field("", description="Who published the article first.")
    remove: str = Field("", description="Parts of the body that are not its text.")
    keys: dict[str, str] = Field(
        default_factory=dict, description='Paths in a JSON list: {items = "data.list", ...}.'
    )


class SourceSpec(BaseModel):
    """What a source file may hold."""

    model_config = _FROZEN

    name: str = Field(min_length=1, description="Name of the site, as a reader knows it.")
    family: str = Field(description="Family of its content management system.")
    listings: list[ListingSpec] = Field([], description="The watched columns.")
    profiles: list[_Id] = Field([], description="Region profiles it serves.")
    kind: Literal["government", "media"] = Field("government", description="Who speaks.")
    home_place: str | None = Field(
        None, description="Short name of the place that 我市 or 我省 is."
    )
    outlet: str = Field("", description="Outlet of its articles where the page names none.")
    homepage: str = Field("", description="Where a person finds the site.")
    advice: Advice = Field(Advice.VERIFY, description="Whether it is crawled.")
    reason: str = Field("", description="Why it is not on; a must unless the advice is ship.")
    group: _Id = Field("default", description="Sources of one group share a schedule.")
    trust: Trust = Field(Trust.NORMAL, description="How far its articles may supply facts.")
    encoding: str | None = Field(None, description="Overrides everything the pages say.")
    tls: Literal["default", "legacy"] = Field("default", description="legacy: old, weak servers.")
    external_links: Literal["keep", "skip"] = Field(
        "keep", description="Rows that lead to another host."
    )
    fetch_articles: bool = Field(True, description="false where the list carries the whole text.")
    max_pages: int = Field(1, ge=1, description="Pages of a listing read in an ordinary run.")
    min_rows: int = Field(1, ge=0, description="Fewer rows in a listing are reported.")
    max_silence_days: int | None = Field(
        None, ge=1, description="Longer silence makes the source stale."
    )
    params: dict[str, str] = Field({}, description="Parameters of the family for all listings.")
    selectors: SelectorSpec = Field(SelectorSpec(), description="CSS in place of the family's.")


def load_sources(folder: Path | None = None) -> Mapping[str, Source]:
    """All sources of `folder` (the bundled catalogue by default) by id, in the order of the ids.

    Raises SourceSpecError naming the file, the key and what is allowed there.
    """
    if folder is None:
        return _bundled()
    if not folder.is_dir():
        raise SourceSpecError(
            "no such folder", subject=str(folder), advice="set `catalog` to a folder of sources"
        )
    return _load(folder)


@cache
def _bundled() -> Mapping[str, Source]:
    return MappingProxyType(_load(BUNDLED))


def _load(folder: Path) -> dict[str, Source]:
    found: dict[str, Source] = {}
    for path in sorted(folder.rglob("*.toml"), key=lambda p: p.stem):
        source = load_source(path, region=path.parent.name if path.parent != folder else "")
        if source.id in found:
            raise SourceSpecError(
                f"a second source named {source.id}", subject=str(path), advice="rename the file"
            )
        found[source.id] = source
    return found


def load_source(path: Path, region: str = "") -> Source:
    """The source that one file declares. Raises SourceSpecError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourceSpecError(str(error), subject=str(path), advice="mend the file") from None
    except OSError as error:
        raise SourceSpecError("cannot be read", subject=str(path)) from error
    return build_source(path.stem, data, region=region, origin=str(path))


def build_source(
    source_id: str, data: Mapping[str, Any], *, region: str = "", origin: str = ""
) -> Source:
    """A source from the content of its file. Raises SourceSpecError about `origin`."""
    try:
        spec = SourceSpec.model_validate(data)
    except ValidationError as error:
        raise _spec_error(error.errors()[0], origin or source_id) from None
    _check(source_id, spec, origin or source_id)
    fields = {name: getattr(spec, name) for name in SourceSpec.model_fields}
    listings = tuple(Listing(**each.model_dump()) for each in spec.listings)
    return Source(
        **fields
        | {
            "id": source_id,
            "region": region,
            "listings": listings,
            "profiles": tuple(spec.profiles),
            "selectors": Selectors(**spec.selectors.model_dump()),
        }
    )


def _check(source_id: str, spec: SourceSpec, origin: str) -> None:
    """What holds between the fields."""
    if not source_id.isidentifier() or not source_id.islower():
        raise SourceSpecError(
            f"{source_id!r} is no id", subject=origin, advice="name the file like nc_gov.toml"
        )
    if spec.family not in FAMILY_NAMES:
        raise SourceSpecError(
            f"no family named {spec.family!r}",
            subject=f"{origin}: family",
            advice=f"allowed: {', '.join(FAMILY_NAMES)}",
        )
    if not spec.listings and spec.advice is not Advice.EXCLUDE:
        raise SourceSpecError(
            "no listing", subject=f"{origin}: listings", advice="give at least one [[listings]]"
        )
    if not spec.reason and spec.advice is not Advice.SHIP:
        raise SourceSpecError(
            f"advice is {spec.advice}, and no reason is given",
            subject=f"{origin}: reason",
            advice="say in one sentence why it is not on",
        )
    for name, css in spec.selectors.model_dump(exclude={"keys"}).items():
        if css and not _is_selector(css):
            raise SourceSpecError(
                f"{css!r} is no CSS selector",
                subject=f"{origin}: selectors.{name}",
                advice="plain CSS is allowed, without ::text or ::attr()",
            )


def _is_selector(css: str) -> bool:
    try:
        LexborHTMLParser("<p>").css(css)
    except Exception:  # selectolax has no error class of its own for this in all releases
        return False
    return True


def _spec_error(detail: ErrorDetails, origin: str) -> SourceSpecError:
    """The first complaint in our words."""
    key = ".".join(str(part) for part in detail["loc"])
    if detail["type"] == "extra_forbidden":
        allowed = _fields_at(detail["loc"][:-1])
        message, advice = "unknown key", f"allowed: {', '.join(allowed)}"
    elif detail["type"] == "missing":
        message, advice = "is missing", "give it a value"
    else:
        message, advice = detail["msg"], "docs/adding-a-source.md shows every key"
    return SourceSpecError(message, subject=f"{origin}: {key}", advice=advice)


def _fields_at(location: tuple[int | str, ...]) -> list[str]:
    tables: dict[str, type[BaseModel]] = {"listings": ListingSpec, "selectors": SelectorSpec}
    model = tables.get(str(location[0]), SourceSpec) if location else SourceSpec
    return list(model.model_fields)


def select(
    sources: Mapping[str, Source],
    ids: Sequence[str] = (),
    *,
    profile: str | None = None,
    group: str | None = None,
) -> tuple[Source, ...]:
    """The sources to run: those named, else all that are on and serve `profile` (and `group`).

    A named source runs even if it is off. Raises NotFoundError for an unknown id, ConfigError for
    a named source that refuses crawlers or holds nothing to read.
    """
    if ids:
        return tuple(_named(sources, source_id) for source_id in dict.fromkeys(ids))
    return tuple(
        source
        for source in sources.values()
        if source.enabled
        and (profile is None or profile in source.profiles)
        and (group is None or group == source.group)
    )


def find(sources: Mapping[str, Source], source_id: str) -> Source:
    """The source of that id, on or off. Raises NotFoundError naming ids that are close to it."""
    if source_id not in sources:
        close = difflib.get_close_matches(source_id, sources, n=3, cutoff=0.5)
        advice = f"did you mean {', '.join(close)}?" if close else "see `coopfeed sources list`"
        raise NotFoundError("no such source", subject=source_id, advice=advice)
    return sources[source_id]


def _named(sources: Mapping[str, Source], source_id: str) -> Source:
    source = find(sources, source_id)
    if source.advice in (Advice.BLOCKED, Advice.EXCLUDE):
        raise ConfigError(
            f"is not crawled ({source.advice}): {source.reason}",
            subject=source_id,
            advice="take another source",
        )
    return source
