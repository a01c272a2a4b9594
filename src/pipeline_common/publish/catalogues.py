"""Translations of the interface: one gettext catalogue (PO) a language, keyed by the Chinese text.

    locale/LANGUAGE/LC_MESSAGES/coopfeed.po

The PO files themselves are read, by Babel, and not a compiled form (MO): a language is then one
file that a translator edits and a wheel carries as it is, with no build step that could be
forgotten and no binary beside its source. It costs some 50 ms, once a process, where a publication
is not in Chinese; nothing else reads catalogues, and Babel is imported only there.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline_common.errors import SettingsError

#: Folder of the catalogues that come with coopfeed.
FOLDER = Path(__file__).parent / "locale"
#: The language of the texts where they are used; it needs no catalogue.
SOURCE_LANGUAGE = "zh"
_FILE = Path("LC_MESSAGES", "coopfeed.po")


def languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """Language tags (BCP 47) that there are texts for, Chinese first."""
    return (SOURCE_LANGUAGE, *sorted(_catalogues(folder)))


def match(language: str, folder: Path = FOLDER) -> str:
    """The one of `languages` that a language tag gets: "en" for "en-US" (RFC 4647, 3.4, lookup).

    Raises SettingsError where there is none, with those there are.
    """
    known = {tag.lower(): tag for tag in languages(folder)}
    subtags = language.lower().replace("_", "-").split("-")
    for length in range(len(subtags), 0, -1):
        if found := known.get("-".join(subtags[:length])):
            return found
    raise SettingsError(
        f"there are no texts in {language!r}",
        subject="publish.language",
        advice=f"take one of: {', '.join(known.values())}",
    )


@cache
def translations(tag: str, folder: Path = FOLDER) -> Mapping[str, str]:
    """Translation by Chinese text, without those that are empty or fuzzy; `tag` as from `match`.

    Raises SettingsError where the file cannot be read.
    """
    if tag == SOURCE_LANGUAGE:
        return {}
    from babel.messages.pofile import PoFileError, read_po

    file = _catalogues(folder)[tag]
    try:
        with file.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
    except (OSError, PoFileError, ValueError) as error:
        raise SettingsError("cannot be read", subject=str(file)) from error
    return {
        message.id: message.string
        for message in catalogue
        if isinstance(message.id, str) and isinstance(message.string, str)
        if message.id and message.string and not message.fuzzy
    }


def _catalogues(folder: Path) -> dict[str, Path]:
    """File by language tag: folders are named in gettext's way, "pt_BR" for "pt-BR"."""
    files = folder.glob(f"*/{_FILE}")
    return {file.relative_to(folder).parts[0].replace("_", "-"): file for file in files}
