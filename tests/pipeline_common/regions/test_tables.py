import pytest

from pipeline_common.regions.divisions import divisions
from pipeline_common.regions.gazetteer import collectives, find_division
from pipeline_common.regions.tables import profile_names, read_profile, read_table


def test_groups_hold_known_places_and_none_twice() -> None:
    for name, members in collectives().items():
        assert len(members) == len(set(members)), name
        for member in members:
            assert find_division(member) is not None, (name, member)


@pytest.mark.parametrize("section", ["city", "line"])
def test_abbreviations_stand_for_known_places(section: str) -> None:
    for key, names in read_table("abbreviations")[section].items():
        assert all(find_division(n) for n in names), key


def test_provincial_abbreviations_are_single_characters_of_known_provinces() -> None:
    province = read_table("abbreviations")["province"]
    assert all(len(c) == 1 for c in province)
    assert len(set(province.values())) == 34


def test_former_names_lead_to_present_divisions() -> None:
    present = {d.name for d in divisions()}
    table = read_table("renamed")
    assert set(table["renamed"].values()) <= present
    assert set(table["former"]) <= present
    assert not set(table["renamed"]) & present
    assert all(find_division(city) for city in table["airports"].values())


def test_zones_lie_in_known_places() -> None:
    for row in read_table("zones")["zone"]:
        assert all(find_division(n) for n in row["within"]), row["name"]


def test_a_profile_file_is_named_by_its_id() -> None:
    assert [read_profile(n)["id"] for n in profile_names()] == list(profile_names())
