"""How far each listing was read, so that an ordinary run makes up for one that was cut short."""

from __future__ import annotations

TABLES = """
create table listing (
  source text not null,
  url text not null,                   -- as the file of the source has it
  complete text,                       -- last day (China) on which nothing of it was missing
  owing integer not null,              -- whether something was missing the last time
  primary key (source, url)
) without rowid
"""
