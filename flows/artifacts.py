"""What a run leaves in Prefect for a person: sources and states, new milestones, progress."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.conditions import Condition
from flows.steps import Progress, Run
from pipeline_common.models import Milestone
from pipeline_common.store import Difference


def report_run(result: Run, new: Sequence[Milestone]) -> None:
    """The table of sources with their states, and the new milestones with their links."""
    rows = [
        {"source": s.source_id, "state": s.state.value, "rows": s.rows, "new": s.rows_new,
         "evidence": s.evidence}
        for crawled in result.crawls
        for s in crawled.sources
    ]  # fmt: skip
    if rows:
        create_table_artifact(rows, key="sources", description="Sources and their states")
    if new:
        lines = [f"- **{m.date.edtf if m.date else ''}** [{_plain(m.headline)}]({m.reports[0].url})"
                 for m in new if m.reports]  # fmt: skip
        create_markdown_artifact("\n".join(lines), key="milestones", description="New milestones")


def report_health(found: Iterable[Condition]) -> None:
    """The table of what needs a hand."""
    rows = [{"what": f"{c.kind} {c.subject}", "state": c.state, "detail": c.detail} for c in found]
    create_table_artifact(rows, key="health", description="What needs a hand")


def report_differences(found: Iterable[Difference]) -> None:
    """The table of milestones that a newer extractor reads in another way."""
    rows = [
        {"what": d.verb, "date": d.date, "headline": d.headline,
         "changes": "; ".join(f"{name}: {change}" for name, change in d.changes.items())}
        for d in found
    ]  # fmt: skip
    create_table_artifact(rows, key="differences", description="Read in another way")


def progress_of(group: str) -> Progress:
    """Progress of a crawl as an artifact that moves while it runs."""
    made: list[UUID] = []

    def show(stage: str, done: int, total: int | None) -> None:
        share = 100.0 * done / total if total else 0.0
        if not made:
            description = f"Sources of {group} crawled"
            made.append(_id(create_progress_artifact(share, key="crawl", description=description)))
        else:
            update_progress_artifact(made[0], share)

    return show


def summary(result: Run, new: Sequence[Milestone]) -> str:
    """One line for the list of runs."""
    waiting = [s.source_id for c in result.crawls for s in c.sources if s.state.needs_person]
    text = f"{len(new)} new milestones"
    return f"{text}; a person should look at {', '.join(waiting)}" if waiting else text


def _plain(text: str) -> str:
    """Text that Markdown takes as it stands."""
    return "".join(f"\\{c}" if c in "\\[]()*_`<>#" else c for c in text)


def _id(made: object) -> UUID:
    assert isinstance(made, UUID)  # a coroutine only inside a running event loop
    return made
