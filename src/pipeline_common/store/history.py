"""How a milestone became what it is, in lines for a person."""

from __future__ import annotations

import sqlite3

from pipeline_common.dedupe.events import explain
from pipeline_common.store.mentions import Accounts
from pipeline_common.store.reading import get
from pipeline_common.store.rows import from_time
from pipeline_common.store.rulings import Ruling, rulings


def history(db: sqlite3.Connection, ident: str) -> list[str]:
    """Who told it, why each was taken for the same event, what changed; oldest first.

    Raises NotFoundError.
    """
    milestone = get(db, ident)
    rows = db.execute(
        "select m.id from mention m join milestone s on s.id = m.milestone where s.urn = ?",
        [milestone.id],
    )
    accounts = sorted(Accounts(db).read([row["id"] for row in rows]), key=lambda a: a.rank)
    lines = [
        (a.recorded, f"told by {a.article_id}" + (f" ({explain(accounts[0], a)})" if i else ""))
        for i, a in enumerate(accounts)
    ]
    if milestone.published:
        lines.append((milestone.published, "published"))
    lines += [(c.at, f"{c.field}: {c.before} -> {c.after}") for c in milestone.history]
    merged = db.execute(
        "select urn, changed from milestone where merged_into = ? order by urn", [milestone.id]
    )
    lines += [(from_time(row["changed"]), f"{row['urn']} merged into it") for row in merged]
    lines += [(r.at, _tell(r, milestone.id)) for r in rulings(db, milestone.id)]
    return [f"{at:%Y-%m-%d %H:%M} {line}" for at, line in sorted(lines, key=lambda x: x[0])]


def _tell(ruling: Ruling, urn: str) -> str:
    """A decision as seen from one of the milestones that it concerns."""
    about = {
        "merge": f"taken for one event: {ruling.urn} and {ruling.other}",
        "split": f"{ruling.urn} parted from {ruling.other}",
        "hide": "hidden",
        "show": "shown again",
        "edit": f"{ruling.other} set",
        "unedit": f"{ruling.other} given back to the reports",
    }[ruling.verb].replace(urn, "it")
    return f"{about} by {'a person' if ruling.person else 'rule'}: {ruling.reason}"
