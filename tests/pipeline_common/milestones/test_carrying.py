from pipeline_common.milestones.carrying import complete, localise, resolve_count, specify
from pipeline_common.milestones.naming import name_parties
from pipeline_common.milestones.place_context import Party, PlaceContext, read_places
from pipeline_common.regions.references import Count


def clause_of(text: str, home: str | None = None) -> tuple[PlaceContext, int, int]:
    """A context and the span between the bars of `text`."""
    before, clause, after = text.split("|")
    start = len(before)
    return read_places(before + clause + after, home), start, start + len(clause)


def counted(
    text: str, numbers: list[int], home: str | None = None, **level: bool
) -> list[str] | None:
    context, start, end = clause_of(text, home)
    parties = name_parties(context.by_role(start, end))
    counts = [Count(start, start, number, **level) for number in numbers]
    found = resolve_count(context, parties, counts, start, end)
    return None if found is None else [p.name for p in found]


def test_a_count_takes_the_nearest_group_of_its_size() -> None:
    text = "上饶、鹰潭会商。南昌、九江、抚州会商。南昌、宜春会商。|三市签约|。"
    assert counted(text, [3]) == ["南昌", "九江", "抚州"]


def test_a_count_that_the_clause_names_itself_is_not_resolved() -> None:
    assert counted("上饶、鹰潭会商。|南昌、九江两市签约|", [2]) is None


def test_counties_are_counted_among_counties() -> None:
    text = "平江、修水、通城三县会商。湘鄂赣三省关注。|三县签约|。"
    assert counted(text, [3], of_provinces=True) == ["湖南", "湖北", "江西"]
    assert counted(text, [3], of_counties=True) == ["平江", "修水", "通城"]


def test_provinces_are_counted_among_provinces_and_cities_among_cities() -> None:
    text = "湘赣携手。株洲、萍乡会商。|两省签约|。"
    assert counted(text, [2], of_provinces=True) == ["湖南", "江西"]
    text = "株洲、萍乡会商。湘赣携手。|两市签约|。"
    assert counted(text, [2], of_cities=True) == ["株洲", "萍乡"]
    text = "北京、天津会商。|两市签约|。"
    assert counted(text, [2], of_cities=True) == ["北京", "天津"]


def test_places_are_told_rather_than_the_provinces_around_them() -> None:
    assert counted("株洲、萍乡会商。湘赣携手。|两地签约|。", [2]) == ["株洲", "萍乡"]
    assert counted("株洲、长沙会商。湘赣携手。|两地签约|。", [2]) == ["湖南", "江西"]


def localised(text: str) -> list[str] | None:
    context, start, end = clause_of(text)
    by_role = context.by_role(start, end)
    found = localise(context, name_parties(by_role), by_role, start, end)
    return None if found is None else [p.name for p in found]


def test_a_headline_names_those_that_two_provinces_stand_for() -> None:
    told = "密云与库伦旗携手\n|京蒙协作项目在库伦旗投产|。"
    assert localised(told) == ["密云", "库伦"]
    assert localised(told.replace("京蒙协作", "京蒙两省区协作")) is None
    assert localised("协作结果\n密云与库伦旗携手。|京蒙协作项目在库伦旗投产|。") is None
    assert localised("密云与库伦旗携手\n|京蒙协作项目投产|。") is None


def test_a_count_that_nothing_fits_is_not_resolved() -> None:
    assert counted("上饶、鹰潭会商。|五市签约|", [5]) is None


def test_the_paper_is_the_missing_one_unless_it_is_there() -> None:
    assert counted("|赴上饶，两市签约|", [2], "南昌") == ["上饶", "南昌"]
    assert counted("|赴上饶，两市签约|", [2], "上饶") is None
    assert counted("|赴江西，两地签约|", [2], "上饶") is None


def test_a_clause_is_completed_by_its_sentence_before_the_text_around_it() -> None:
    context, start, end = clause_of("宜春、萍乡会商。上饶与鹰潭会商，|协议签署|。")
    assert [p.name for p in complete(context, [], context.by_role(start, end), start, end)] == [
        "上饶",
        "鹰潭",
    ]


def test_a_group_that_does_not_share_the_party_does_not_complete_it() -> None:
    context, start, end = clause_of("宜春、萍乡会商。|上饶发布方案|。")
    parties = name_parties(context.by_role(start, end))
    found = complete(context, parties, context.by_role(start, end), start, end)
    assert [p.name for p in found] == ["上饶"]


def test_members_are_specified_only_where_they_are_counted_and_inside() -> None:
    for after, names in (("厦门、温州两市", ["厦门", "温州"]), ("厦门、南昌两市", None)):
        context, start, end = clause_of(f"|闽浙会议召开，|{after}出席。")
        parties = [Party(n, "collective", start, end) for n in ("福建", "浙江")]
        found = specify(context, parties, end)
        assert (found and [p.name for p in found]) == names
