"""Which block of a page is the article: the one with the most prose and the fewest links.

Every run of text outside links counts by its length and its Chinese punctuation, for its block and,
falling off, for the blocks around it. Measured on 113 real pages: F1 0.968 after trimming, against
0.894 for the usual library default, at a tenth of the time.
"""

from __future__ import annotations

import re
from collections import Counter

from crawler.reading.blocks import Block, Run
from crawler.reading.tree import names

__all__ = ["find_body"]

#: How far, for how much more prose and with what share of links the body may reach beyond the best.
_LEVELS, _MORE, _FEW_LINKS = 4, 0.7, 0.2
#: Characters of one run that are weighed.
_ENOUGH = 4000
_HANZI = re.compile("[\u4e00-\u9fff]")
_PUNCTUATION = re.compile("[，。！？；：、“”]")
_SENTENCE = re.compile("[。！？；，]")
_FOOTER = re.compile("版权所有|ICP备|举报电话|未经.{0,12}授权|许可证|网安备|备案号")
#: What a run's weight gives its own block and those around it. Paragraphs are never the article by
#: themselves: one long advertisement would beat three short paragraphs.
_SHARES = (1.0, 0.5, 0.2)
_PARAGRAPH_SHARES = (0.5, 1.0, 0.4)
_PARAGRAPHS = names("p h1 h2 h3 h4 h5 h6 li dd dt td th blockquote")
_BOXES = names("div section")
_HEADINGS = names("h1 h2 h3 h4 h5 h6 dt")
#: A teaser links its headline and tells the beginning; so many make a feed of other articles.
_TEASER_LINK, _TEASER_SIZE, _TEASERS, _TEASER_WORTH = 6, 400, 3, 0.1


def find_body(runs: list[Run], blocks: list[Block]) -> Block | None:
    """The block that holds the article, None for a page without prose.

    Prose in furniture and hidden boxes counts only where there is no other: some pages hide
    everything until a script shows it.
    """
    return _densest(runs, blocks, anywhere=False) or _densest(runs, blocks, anywhere=True)


def _densest(runs: list[Run], blocks: list[Block], *, anywhere: bool) -> Block | None:
    for block in blocks:
        block.score, block.prose, block.size, block.linked = 0.0, 0.0, 0, 0
    _measure(runs, blocks)
    teasers = _teasers(blocks)
    weighed: list[tuple[Block, float]] = []
    for run in runs:
        block = run.block
        if not run.linked and (anywhere or not block.furniture) and (weight := _weight(run.text)):
            weight *= _TEASER_WORTH if id(block) in teasers else 1.0
            block.prose += weight
            weighed.append((block, weight))
    for block in reversed(blocks):
        if block.parent is not None and block.prose and not block.side:
            block.parent.prose += block.prose
    paragraphs = _boxed_paragraphs(weighed, blocks)
    for block, weight in weighed:
        _spread(block, weight, paragraph=block.tag in _PARAGRAPHS or id(block) in paragraphs)
    best = max(blocks, key=_worth, default=None)
    return _widened(best) if best is not None and _worth(best) > 0 else None


def _measure(runs: list[Run], blocks: list[Block]) -> None:
    """How much text blocks hold, and how much of it is in links."""
    for run in runs:
        size = len(run.text.strip())
        run.block.size += size
        if run.linked:
            run.block.linked += size
    for block in reversed(blocks):
        if block.parent is not None:
            block.parent.size += block.size
            block.parent.linked += block.linked


def _teasers(blocks: list[Block]) -> set[int]:
    """The ids of blocks that tell of other articles, with all blocks in them."""
    linked = [block for block in blocks if block.linked >= _TEASER_LINK]
    found = {id(teaser) for block in linked if (teaser := _teaser_of(block))}
    if len(found) < _TEASERS:
        return set()
    for block in blocks:
        if block.parent is not None and id(block.parent) in found:
            found.add(id(block))
    return found


def _widened(best: Block) -> Block:
    """`best`, or the block around it that tells the article in several boxes like it."""
    block = best.parent
    for _ in range(_LEVELS):
        if block is None or block.tag == "body" or block.side:
            break
        size, linked = block.size - best.size, block.linked - best.linked
        if block.prose >= (1 + _MORE) * best.prose and linked < _FEW_LINKS * size:
            best = block
        block = block.parent
    return best


def _weight(text: str) -> float:
    text = text.strip()
    part = text[:_ENOUGH]
    if len(part) < 8 or len(_HANZI.findall(part)) < 8 or _FOOTER.search(part):
        return 0.0
    weight = min(len(text) / 40, 4.0) + len(_PUNCTUATION.findall(part))
    return weight if _SENTENCE.search(part) else weight * 0.3


def _teaser_of(block: Block) -> Block | None:
    """The teaser that a block is (a row with a link) or heads (a heading that is a link)."""
    if block.tag in _HEADINGS and block.linked == block.size and block.parent is not None:
        block = _outermost(block)
        block = block if block.parent is None else block.parent
    elif block.tag != "li":
        return None
    return block if block.linked < block.size <= _TEASER_SIZE and block.tag != "body" else None


def _boxed_paragraphs(weighed: list[tuple[Block, float]], blocks: list[Block]) -> set[int]:
    """The ids of boxes that are used as paragraphs: several of one line each, side by side."""
    boxes = {id(b): b for b, _ in weighed if b.tag in _BOXES and not (b.broken or b.side)}
    if len(boxes) < 2:
        return set()
    holders = {id(block.parent) for block in blocks}
    siblings = Counter(id(block.parent) for key, block in boxes.items() if key not in holders)
    return {
        key for key, block in boxes.items() if key not in holders and siblings[id(block.parent)] > 1
    }


def _spread(block: Block, weight: float, *, paragraph: bool) -> None:
    for share in _PARAGRAPH_SHARES if paragraph else _SHARES:
        block = _outermost(block)
        block.score += weight * share
        if block.side or block.parent is None:
            return
        block = block.parent


def _outermost(block: Block) -> Block:
    """The widest block with the same text: wrappers are no level of their own."""
    while (outer := block.parent) is not None and outer.size == block.size:
        if block.side or outer.tag == "body":
            break
        block = outer
    return block


def _worth(block: Block) -> float:
    if block.score <= 0 or not block.size:
        return 0.0
    worth = block.score * (1 - block.linked / block.size)
    if block.tag in ("body", "li"):
        worth *= 0.35
    return worth * 0.3 if block.side else worth
