"""Source files for the sample sites, as an operator would write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from string import Template

#: Source id -> site, family, name, listing path, further lines of the file.
SOURCES: dict[str, tuple[str, str, str, str, str]] = {
    "demo_nanchang": ("nanchang", "ucap_shtml", "南昌市人民政府（示例）",
                      "/ncszf/jrnc/nav_list.shtml", 'home_place = "南昌"\nmax_pages = 2'),
    "demo_jiujiang": ("jiujiang", "trs_wcm", "九江市人民政府（示例）",
                      "/zwzx/jrjj/", 'home_place = "九江"'),
    "demo_fuzhou": ("fuzhou", "hanweb_jcms", "抚州市人民政府（示例）",
                    "/col/col11/index.html", 'home_place = "抚州"'),
    "demo_province": ("province", "ucap_querylist", "江西省人民政府（示例）",
                      "/jxsrmzf/jxyw/pc/list.html", 'home_place = "江西"'),
    "demo_news": ("news", "feed", "赣江观察（示例）", "/rss.xml", 'kind = "media"'),
    "demo_mirror": ("mirror", "auto", "转载站（示例）", "/", 'kind = "media"\ntrust = "low"'),
    "demo_blocked": ("blocked", "auto", "拒绝访问的站点（示例）", "/", ""),
    "demo_redesigned": ("redesigned", "trs_wcm", "改版后的站点（示例）", "/xqdt/", ""),
}  # fmt: skip

_FILE = Template("""\
name = "$name"
family = "$family"
profiles = ["changjiufu"]
advice = "ship"
$more

[[listings]]
url = "$url"
""")


def write_catalog(folder: Path, address: Callable[[str], str]) -> None:
    """Write a source file for every sample site into `folder/demo`; `address` as in `server`."""
    target = folder / "demo"
    target.mkdir(parents=True, exist_ok=True)
    for ident, (site, family, name, path, more) in SOURCES.items():
        text = _FILE.substitute(name=name, family=family, more=more, url=address(site) + path)
        (target / f"{ident}.toml").write_text(text, encoding="utf-8")
