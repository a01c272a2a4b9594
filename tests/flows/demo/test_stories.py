"""The stories of the sample sites."""

from flows.demo.catalog import SOURCES
from flows.demo.mirror import mirror
from flows.demo.sites import MIRRORED, build_sites
from flows.demo.stories import load_stories

STORIES = load_stories()


def test_every_site_with_stories_is_in_the_catalogue_of_the_demo():
    assert set(STORIES) <= {site for site, *_ in SOURCES.values()}


def test_stories_are_newest_first_and_addresses_are_their_own():
    for told in STORIES.values():
        assert [s.day for s in told] == sorted((s.day for s in told), reverse=True)
        assert len({s.slug for s in told}) == len(told)


def test_there_are_some_forty_pages():
    sites = build_sites(STORIES, lambda site: f"http://{site}.example")
    pages = {(site, answer.body) for site, paths in sites.items() for answer in paths.values()}
    assert 38 <= len(pages) <= 60


def test_mirrored_stories_exist():
    assert {(s.site, s.slug) for told in STORIES.values() for s in told} >= set(MIRRORED)


def test_the_mirror_declares_gb2312_and_uses_more():
    sites = build_sites(STORIES, lambda site: f"http://{site}.example")
    body = sites["mirror"]["/article/1-1.html"].body
    assert b"charset=gb2312" in body
    assert "簽(qiān)" in body.decode("gb18030")
    try:
        body.decode("gb2312")
    except UnicodeDecodeError:
        return
    raise AssertionError("everything is inside GB2312")


def test_mirror_annotates_always_and_narrows_punctuation():
    assert mirror("两市签署协议，发展。") == "兩市簽(qiān)署協(xié)議(yì),發(fā)展(zhǎn)。"
