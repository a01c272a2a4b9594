"""Every exception that coopfeed raises on purpose.

    CoopfeedError                   one line for a person: what, where, what to do
    |- ConfigError                  a file that a person wrote is wrong
    |  |- SettingsError(path, key)
    |  |- SourceSpecError(path, key)
    |  '- RegionProfileError(path, key)
    |- CrawlError                   the crawl as a whole could not be done
    |  |- CrawlProcessError(batch_id)
    |  |- BatchError(path)          a batch file that cannot be read
    |  '- InboxError(address)       the storage of the batches is out of reach
    |- ParseError                   one page or value could not be read
    |  |- ArticleParseError(url)
    |  |- ListingParseError(url)
    |  |- InputError(line)          a line of JSON Lines given to `inspect`
    |  '- NotFoundError(subject)
    |- StoreError(path)
    |  |- SchemaTooNewError
    |  |- StoreLockedError
    |  '- RulingError(milestone)    what a person decided cannot be carried out
    '- PublishError
       |- EntryError(entry_id)
       '- OutputError(path)

Expected failures of one source or item travel as values (`SourceReport`, `SetAside`); an exception
ends the step it is raised in.
"""

from __future__ import annotations

__all__ = [
    "ArticleParseError",
    "BatchError",
    "ConfigError",
    "CoopfeedError",
    "CrawlError",
    "CrawlProcessError",
    "EntryError",
    "InboxError",
    "InputError",
    "ListingParseError",
    "NotFoundError",
    "OutputError",
    "ParseError",
    "PublishError",
    "RegionProfileError",
    "RulingError",
    "SchemaTooNewError",
    "SettingsError",
    "SourceSpecError",
    "StoreError",
    "StoreLockedError",
]


class CoopfeedError(Exception):
    """Base of the tree. `subject` names the thing it is about, `advice` what to do."""

    def __init__(self, message: str, *, subject: str = "", advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.subject = subject
        self.advice = advice

    def __str__(self) -> str:
        text = f"{self.subject}: {self.message}" if self.subject else self.message
        cause = self.__cause__
        if cause is not None:
            text += f" ({type(cause).__name__}: {cause})"
        return f"{text}; {self.advice}" if self.advice else text


class ConfigError(CoopfeedError):
    """A file that a person wrote is wrong. `subject` is "path" or "path: key"."""


class SettingsError(ConfigError):
    """`coopfeed.toml` or an environment variable."""


class SourceSpecError(ConfigError):
    """A file of the catalogue."""


class RegionProfileError(ConfigError):
    """A region profile."""


class CrawlError(CoopfeedError):
    """The crawl as a whole could not be done."""


class CrawlProcessError(CrawlError):
    """The crawl process died or left no report. `subject` is the batch."""


class BatchError(CrawlError):
    """A batch file cannot be read. `subject` is its path."""


class InboxError(CrawlError, OSError):
    """The storage of the batches is out of reach. `subject` is an address in it.

    An OSError too: it may pass, so whoever tries again after one does so after this.
    """


class ParseError(CoopfeedError):
    """One page or value could not be read."""


class ArticleParseError(ParseError):
    """No article in the page. `subject` is its URL."""


class ListingParseError(ParseError):
    """No list in the page. `subject` is its URL."""


class InputError(ParseError):
    """A line given to `inspect` is not what it should be. `subject` is "name, line N"."""


class NotFoundError(ParseError):
    """Asked for something that is not there. `subject` is what was asked for."""


class StoreError(CoopfeedError):
    """The database cannot be used. `subject` is its path."""


class SchemaTooNewError(StoreError):
    """A newer coopfeed wrote the database."""


class StoreLockedError(StoreError):
    """Somebody else is writing."""


class RulingError(StoreError):
    """What a person decided cannot be carried out. `subject` is the milestone."""


class PublishError(CoopfeedError):
    """Nothing, or not everything, could be published."""


class EntryError(PublishError):
    """One entry cannot be rendered. `subject` is its id."""


class OutputError(PublishError):
    """The output folder cannot be written. `subject` is the path."""
