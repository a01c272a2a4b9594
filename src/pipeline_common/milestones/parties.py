"""Who takes part in an event, and whether it ties places together at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline_common.milestones.places import NATION, Party, PlaceContext, find_parties
from pipeline_common.models import Kind
from pipeline_common.text import Span

#: What spans places by its nature, so that one name is enough.
_AREA = re.compile(r"都市圈|城市群|城市圈|一体化|跨省|省际|合作区|经济圈|大湾区|协作区|都市区")
_ZONE = re.compile(r"新区|示范区|试验区")
_COUNTED = re.compile(r"[两三四五六七八九十\d]+(?:省|市|地|县|区|方)|双方|我[省市县]|本[省市县]")
_ABROAD = re.compile(
    r"国际(?:航班|航线|货运|客运|班列|业务|列车)|中欧班列|中亚班列|东盟(?!博览)|欧洲|日本|韩国|越南|老挝|泰国|俄罗斯|德国|法国|英国|"
    r"美国|新加坡|马来西亚|印度|缅甸|柬埔寨|哈萨克斯坦|阿塞拜疆|蒙古国|波兰|白俄罗斯|意大利|西班牙|荷兰|澳大利亚|非洲|"
    r"中(?:新|德|日|韩|俄|美|英|法|欧|泰|越|老|缅|哈)(?:两国|双方|双边)"
)


def parties_of(context: PlaceContext, span: Span) -> tuple[Party, ...]:
    """The parties of the event that the words of `span` assert."""
    return find_parties(context, span.start, span.end)


def names(parties: Sequence[Party]) -> tuple[str, ...]:
    """Short names, each once."""
    return tuple(dict.fromkeys(p.name for p in parties))


def refuse_parties(
    parties: Sequence[Party], kind: Kind, context: PlaceContext, sentence: Span, *, stated: bool
) -> str:
    """Name of the rule by which an event with these parties is no tie between places, or "".

    `stated`: only parties that the clause itself names count, as where nothing dates it.
    """
    if not parties:
        return "no places"
    if _ABROAD.search(context.text, sentence.start, sentence.end) and (
        kind is Kind.INFRASTRUCTURE or len(parties) < 2
    ):
        return "abroad"
    words = context.text[sentence.start : sentence.end]
    own = [p for p in parties if sentence.start <= p.start < sentence.end]
    if (stated or kind is Kind.INDUSTRY_PROJECT) and not own and not _COUNTED.search(words):
        return "places only carried over"
    if len(parties) > 1:
        return ""
    name = parties[0].name
    if name == NATION or _AREA.search(words):
        return ""
    return "" if _ZONE.search(words) and context.text.count(name) > 1 else "one place only"
