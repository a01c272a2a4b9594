"""README in two languages: the same commands, and links that lead somewhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]


def commands(path):
    """The lines of its code blocks without comments, block by block."""
    blocks = re.findall(r"(?:^    .*\n)+", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [[re.sub(r"\s+# .*", "", line) for line in block.splitlines()] for block in blocks]


def test_both_languages_give_the_same_commands():
    english, chinese = map(commands, FILES)
    assert len(english) > 5
    assert chinese == english


def test_both_languages_have_the_same_chapters():
    english, chinese = (re.findall(r"^#+ ", p.read_text(encoding="utf-8"), re.M) for p in FILES)
    assert chinese == english


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_links_to_files_lead_somewhere(path):
    for target in re.findall(r"[^!]\[[^\]]*\]\(([^)#]+)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (ROOT / target).exists(), target
