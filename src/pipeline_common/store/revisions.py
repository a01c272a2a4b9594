"""The revision of a milestone: the number of its last change.

It is kept by the database itself, so that publishing can ask for what changed and nothing that
writes has to think of it.
"""

from __future__ import annotations

from collections.abc import Iterator

TABLES = """
create table milestone_revision (
  milestone integer primary key,
  revision integer not null
);
create index milestone_by_revision on milestone_revision(revision);
insert into milestone_revision select id, 1 from milestone;
create table revision (last integer not null);
insert into revision values (1)
"""

#: What each trigger does. (No "insert or replace": in a trigger the conflict clause of the outer
#: statement overrides its own.)
_REVISE = (
    "update revision set last = last + 1",
    "update milestone_revision set revision = (select last from revision)"
    " where milestone in ({ids})",
    "insert into milestone_revision select m.id, (select last from revision) from milestone m"
    " where m.id in ({ids}) and m.id not in (select milestone from milestone_revision)",
)
_CHANGES = (
    ("milestone_inserted", "insert on milestone", "new.id"),
    ("milestone_updated", "update on milestone", "new.id"),
    ("mention_inserted", "insert on mention", "new.milestone"),
    ("mention_updated", "update on mention", "old.milestone, new.milestone"),
    ("mention_deleted", "delete on mention", "old.milestone"),
    (
        "article_updated",
        "update on article",
        "select milestone from mention where article = new.id",
    ),
)


def triggers() -> Iterator[str]:
    """The statements that make the triggers; the tables come first."""
    for name, event, ids in _CHANGES:
        revise = "; ".join(_REVISE).format(ids=ids)
        yield f"create trigger {name} after {event} begin {revise}; end"
