"""Normalising Chinese text, with offsets back to the text as it was published.

    normalise   one script and width, no pinyin glosses, damage marked; knows where each part was
    sentences   where sentences, clauses and paragraphs of a normalised text begin and end
    fold        the bare letters of a text, for comparing texts

The traps it knows were measured on pages of content-farm mirrors: traditional script made character
by character, pinyin in brackets after some characters, ASCII punctuation, and lost GBK bytes.
"""

from pipeline_common.text.folding import fold
from pipeline_common.text.normalised import Normalised, normalise
from pipeline_common.text.segments import Span, clauses, paragraphs, sentences

__all__ = ["Normalised", "Span", "clauses", "fold", "normalise", "paragraphs", "sentences"]
