"""Making large patterns of Chinese words fast.

The engine tries every alternative of a pattern at every character. A look ahead at the characters
with which any of them can begin settles most places at once.
"""

from __future__ import annotations

import re

_ASIDE = re.compile(r"\(\?<?[=!](?:[^()]|\([^()]*\))*\)|\[\^[^]]*\]")
_BEGINNING = re.compile(r"(?<=\[)[^]]+|(?<![\u3400-\u9fff])[\u3400-\u9fff]")


def with_beginnings(pattern: str) -> str:
    """`pattern` behind a look at the first character; it matches what it matched before.

    For alternatives that begin with a hanzi, written out, in a class or in a group of such; what
    stands in assertions and negated classes is left out. A superset of the first characters is
    looked for: those of all runs of hanzi, and all that stand in classes.
    """
    found = _BEGINNING.findall(_ASIDE.sub("|", pattern))
    return f"(?=[{''.join(sorted(set(''.join(found))))}])(?:{pattern})"
