import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families.xml import child_texts, local_name, parse_xml


def test_a_declared_encoding_is_not_believed_of_decoded_text():
    root = parse_xml('\ufeff<?xml version="1.0" encoding="gb2312"?><a>镕</a>')
    assert root is not None
    assert root.text == "镕"


def test_bare_ampersands_and_controls_are_forgiven():
    root = parse_xml("<a><b>x?a=1&b=2\x0b&amp;</b></a>")
    assert root is not None
    assert child_texts(root) == {"b": "x?a=1&b=2&"}


def test_names_lose_their_space():
    root = parse_xml('<n:Loc xmlns:n="urn:x"/>')
    assert root is not None
    assert local_name(root) == "loc"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "<html><p>unclosed",
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>',
        '<!DOCTYPE a [<!entity x "ha"><!ENTITY y "&x;&x;">]><a>&y;</a>',
    ],
)
def test_refused(text):
    assert parse_xml(text) is None


@given(st.text())
def test_any_text(text):
    parse_xml(text)
    parse_xml(f"<a>{text}</a>")
