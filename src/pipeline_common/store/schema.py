"""The tables, as a list of migrations that is only ever appended to.

Times are ISO 8601 in UTC, whole seconds or with microseconds of fixed width, so that they sort as
text; days are ISO; tuples and mappings are JSON. Whoever changes a table with `transform()` has to
build its indexes again.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from pipeline_common.store import listings, mentions, revisions, rulings, shingles, snapshots
from pipeline_common.store.versions import NAME

migrations = Migrations(NAME)

_ARTICLES = """
create table article (
  id integer primary key,
  key text not null unique,            -- identity.article_key
  source text not null,
  url text not null,
  title text not null,
  body text not null,
  published text,                      -- ISO 8601 as far as known
  published_from text,
  outlet text not null,
  encoding text not null,
  family text not null,
  home_place text,
  attachments text not null,
  trust text not null,                 -- of the article, its source and its text: the lowest
  backfill integer not null,
  digest text not null,                -- of everything above and of what was read from it
  sketch blob not null,                -- dedupe.shingles, 8 bytes each, big endian
  snapshot text,
  recorded text not null,              -- first fetch
  changed text not null                -- fetch of this version
);
create index article_by_source on article(source, published);
create table sighting (                -- under which addresses a source has led to an article
  id integer primary key,
  source text not null,
  key text not null,
  unique(source, key)
);
create table snapshot (
  sha256 text primary key,
  content_type text not null,
  body blob not null,                  -- zstd
  dictionary integer,                  -- of zstd, none yet
  size integer not null,               -- bytes before compression
  fetched_at text not null
);
create table shingle (
  hash integer not null,
  article integer not null references article(id),
  primary key (hash, article)
) without rowid;
create table copy (                    -- articles with the same text; each pair both ways
  article integer not null references article(id),
  other integer not null references article(id),
  primary key (article, other)
) without rowid;
create index copy_by_other on copy(other);
"""

_MILESTONES = """
create table milestone (
  id integer primary key,
  urn text not null unique,
  kind text not null,
  date text,                           -- EDTF
  sort_key text not null,              -- EventDate.sort_key, "" without a date
  first_day text,
  last_day text,
  places text not null,
  documents text not null,
  headline text not null,
  evidence text not null,
  attributes text not null,
  recorded text not null,
  changed text not null,
  published text,
  status text not null,
  backfill integer not null,
  merged_into text
);
create index milestone_by_time on milestone(status, sort_key desc, urn);
create index milestone_by_publication on milestone(published) where published is not null;
create index milestone_to_publish on milestone(sort_key, urn)
  where published is null and status = 'active' and first_day is not null;
create table mention (
  id integer primary key,
  article integer not null references article(id),
  start integer not null,
  "end" integer not null,
  number integer not null,             -- among the mentions that start there, from 0
  kind text not null,
  date text,
  places text not null,
  documents text not null,
  headline text not null,
  evidence text not null,
  background integer not null,
  attributes text not null,
  milestone integer references milestone(id)
);
create index mention_by_article on mention(article);
create index mention_by_milestone on mention(milestone);
create table mention_key (             -- dedupe.blocks.filing_keys
  key integer not null,
  mention integer not null references mention(id) on delete cascade,
  primary key (key, mention)
) without rowid;
create index mention_key_by_mention on mention_key(mention);
create table milestone_place (
  place text not null,
  sort_key text not null,              -- of the milestone
  milestone integer not null references milestone(id) on delete cascade,
  primary key (place, sort_key, milestone)
) without rowid;
create index milestone_place_by_milestone on milestone_place(milestone);
create table milestone_source (        -- sources that reported it
  source text not null,
  sort_key text not null,              -- of the milestone
  milestone integer not null references milestone(id) on delete cascade,
  primary key (source, sort_key, milestone)
) without rowid;
create index milestone_source_by_milestone on milestone_source(milestone);
create table milestone_change (        -- of published ones, what a reader saw change
  id integer primary key,
  milestone integer not null references milestone(id) on delete cascade,
  at text not null,
  field text not null,
  before text not null,
  after text not null
);
create index milestone_change_by_milestone on milestone_change(milestone);
create virtual table milestone_words using fts5(words, facets, tokenize = 'unicode61');
"""

_RUNS = """
create table batch (
  id text primary key,
  started text not null,
  finished text not null,
  finish_reason text not null,
  backfill integer not null,
  report text not null                 -- IngestReport as JSON
);
create table source_run (
  id integer primary key,
  source text not null,
  batch text not null references batch(id),
  finished text not null,
  state text not null,
  evidence text not null,
  requests integer not null,
  bytes integer not null,
  rows integer not null,
  rows_new integer not null,
  articles integer not null,
  failed integer not null,
  not_modified integer not null,
  newest text,
  unique(source, batch)
);
create index source_run_by_source on source_run(source, finished);
create table validator (
  url text primary key,
  source text not null,
  etag text not null,
  last_modified text not null,
  body_hash text not null
);
create index validator_by_source on validator(source);
create table set_aside (
  source text not null,
  key text not null,                   -- identity.article_key of the address, or the address
  url text not null,
  reason text not null,
  attempts integer not null,
  first_at text not null,
  last_at text not null,
  primary key (source, key)
);
"""


_DELIVERIES = """
create table target (                  -- of messages about new milestones
  name text primary key,               -- a hash: addresses hold secrets
  since text not null                  -- what was published until then is not told
);
create table delivery (                -- which milestones a target was told of
  target text not null references target(name),
  milestone integer not null references milestone(id) on delete cascade,
  notified_at text not null,
  primary key (target, milestone)
) without rowid;
"""


#: The index of pages without a dictionary in the order in which they came, so that it grows at its
#: end; of milestones, into which one was merged.
_LARGE_RECORDS = """
drop index snapshot_without_dictionary;
create index snapshot_without_dictionary on snapshot(dictionary) where dictionary is null;
create index milestone_by_survivor on milestone(merged_into) where merged_into is not null
"""

#: So that what is published is counted from indexes alone, however many rows there are.
_COUNTED = """
drop index milestone_by_publication;
create index milestone_by_publication on milestone(published, status) where published is not null;
create index milestone_by_change on milestone(changed, status) where published is not null;
create index milestone_by_kind on milestone(kind, sort_key)
  where published is not null and status = 'active'
"""


@migrations()
def m001_articles(db: Database) -> None:
    """Articles, their snapshots and their sketches."""
    _create(db, _ARTICLES)


@migrations()
def m002_milestones(db: Database) -> None:
    """Mentions, the milestones they tell of, and the index of words."""
    _create(db, _MILESTONES)


@migrations()
def m003_runs(db: Database) -> None:
    """Batches, the state of the sources, and what was set aside."""
    _create(db, _RUNS)


@migrations()
def m004_revisions(db: Database) -> None:
    """What changed since the last publication, and who was told."""
    _create(db, revisions.TABLES)
    _create(db, _DELIVERIES)
    for statement in revisions.triggers():
        db.conn.execute(statement)


@migrations()
def m005_rulings(db: Database) -> None:
    """What persons decided, and the reasons of merges."""
    _create(db, rulings.TABLES)


@migrations()
def m006_dictionaries(db: Database) -> None:
    """What snapshots are compressed with."""
    _create(db, snapshots.TABLES)


@migrations()
def m007_large_records(db: Database) -> None:
    """What keeps a record of years as quick as a new one."""
    _create(db, shingles.TABLES)
    _create(db, _LARGE_RECORDS)


@migrations()
def m008_by_day(db: Database) -> None:
    """Accounts are filed by their days, milestones counted; how far listings were read."""
    mentions.file_anew(db.conn)
    _create(db, _COUNTED)
    _create(db, shingles.RECURRENCE)
    _create(db, listings.TABLES)


def _create(db: Database, script: str) -> None:
    """Run each statement; `executescript` would end the transaction of the migration."""
    for statement in script.split(";\n"):
        if statement.strip():
            db.conn.execute(statement)
