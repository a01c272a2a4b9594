"""Pinyin in brackets goes; other brackets stay."""

import pytest

from pipeline_common.text.gloss import drop_glosses
from pipeline_common.text.tracing import trace


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("簽署區(qū)域協(xié)議", "簽署區域協議"),
        ("領(lǐng)導（dǎo）", "領導"),
        ("同學們(men)來", "同學們來"),
        ("樅陽(zōng yáng)縣", "樅陽縣"),
        ("開(ka\u0304i)通", "開通"),  # the accent as a character of its own
        ("走lái)親戚", "走親戚"),  # its bracket was lost with the byte before
        ("規劃(2015-2030年)", "規劃(2015-2030年)"),
        ("汕(头)昆(明)高速", "汕(头)昆(明)高速"),
        ("长度(km)与面积(A)", "长度(km)与面积(A)"),
        ("(記者)", "(記者)"),
    ],
)
def test_glosses(written, wanted):
    assert drop_glosses(trace(written)).text == wanted


def test_a_gloss_belongs_to_its_character():
    traced = drop_glosses(trace("區(qū)域"))
    assert list(traced.ends) == [len("區(qū)"), len("區(qū)域")]
