from hypothesis import given
from hypothesis import strategies as st

from pipeline_common.milestones.place_context import Party, read_places, unique
from pipeline_common.regions.roles import Role


def test_home_places_are_matches_among_the_others() -> None:
    context = read_places("九江市代表团来我市考察", "南昌")
    assert [m.names for m in context.matches] == [("九江",), ("南昌",)]


def test_places_of_a_span_by_role() -> None:
    text = "南昌与九江在抚州召开会议。宜春"
    found = read_places(text).by_role(0, text.index("。"))
    assert [m.names[0] for m in found[Role.PARTY]] == ["南昌", "九江"]
    assert [m.names[0] for m in found[Role.VENUE]] == ["抚州"]
    assert found[Role.TITLE] == []


def test_groups_come_nearest_first_then_those_after() -> None:
    text = "南昌、九江。上饶、鹰潭。两市。宜春、萍乡。"
    start = text.index("两市")
    nearest = read_places(text).nearest_groups(start, start + 2)
    assert [g.names[0] for g in nearest] == ["上饶", "南昌", "宜春"]


def test_each_name_is_kept_as_it_came_first() -> None:
    first, second = Party("南昌", "named", 0, 2), Party("南昌", "title", 5, 7)
    assert unique([first, second]) == [first]


@given(st.text(alphabet="南昌。；\n我市", max_size=30), st.data())
def test_a_sentence_holds_its_position(text: str, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, max(0, len(text) - 1)))
    context = read_places(text, "南昌")
    opening, end = context.sentence_of(position), context.sentence_after(position)
    assert opening <= position <= end
    assert not set("。；\n") & set(text[opening : end - 1])
