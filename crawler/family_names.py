"""The names of the families, for whoever only reads source files.

The families themselves (`crawler.families.FAMILIES`, in this order) take longer to load than most
commands work.
"""

FAMILY_NAMES = (
    "feed",
    "sitemap",
    "gov_cn",
    "chinanews",
    "people_cms",
    "xinhua",
    "shanghai_hex",
    "hebei_columns",
    "hanweb_jpaas",
    "hanweb_jcms",
    "ucap_querylist",
    "ucap_shtml",
    "gd_nfcms",
    "lonsun_label",
    "founder_epaper",
    "enorth",
    "trs_wcm",
    "json_list",
    "auto",
)
