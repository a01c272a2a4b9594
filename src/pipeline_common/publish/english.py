"""English texts of the interface, by the Chinese text they stand for."""

from __future__ import annotations

ENGLISH: dict[str, str] = {
    # kinds
    "签约": "Agreement",
    "规划政策": "Plan or policy",
    "会议互访": "Meeting or visit",
    "基础设施": "Infrastructure",
    "公共服务": "Public service",
    "产业项目": "Industry project",
    "机构机制": "Institution",
    "其他": "Other",
    # figures of an event
    "长度": "Length",
    "金额": "Value",
    "项目数": "Projects",
    "时速": "Speed per hour",
    # states of a source
    "正常": "fine",
    "无新内容": "nothing new",
    "列表为空": "empty list",
    "找不到列表": "no list found",
    "被拒绝": "refused",
    "无法连接": "unreachable",
    "robots.txt 不允许": "forbidden by robots.txt",
    "部分失败": "partly failed",
    "久未更新": "silent for long",
    "尚未运行": "never run",
    # dates
    "日期未详": "Date unknown",
    "原文未载具体日期": "the source gives no day",
    "原文未载月日": "the source gives the year only",
    "或稍早": "or shortly before",
    "原文未载年份": "the source gives no year",
    "原文未载年份和日期": "the source gives the month only",
    "原文未载年月": "the source gives the day only",
    "{words}（{note}）": "{words} ({note})",
    "{year}年": "{year}",
    "{year}年第{quarter}季": "{year} Q{quarter}",
    "{first}年至{last}年": "{first} to {last}",
    "{date} 发布": "published {date}",
    "{time} 存档": "stored {time}",
    "{time} 收录": "added {time}",
    # entries and feeds
    "来源未详": "Unknown source",
    "{outlet}等 {count} 处": "{outlet} and others ({count})",
    "【撤回】": "[Withdrawn] ",
    "【更正】": "[Corrected] ",
    "撤回": "Withdrawn",
    "更正": "Corrected",
    "事件日期：{date}。": "Date of the event: {date}. ",
    "{text}“{evidence}”——{outlets}": "{text}“{evidence}” – {outlets}",
    "已没有报道支持此条。": "No report supports this any more.",
    "文件：": "Documents: ",
    "来源：": "Sources:",
    "原文": "Article",
    "{title}：{view}": "{title}: {view}",
    "{title}（{month} 存档）": "{title} (archive {month})",
    "{month} 首次发布的全部条目。": "Everything first published in {month}.",
    "只含“{view}”的条目。": "Only what is listed under “{view}”.",
    "{one}与{other}": "{one} and {other}",
    # every page
    "跳到正文": "Skip to content",
    "全站": "Site",
    "位置": "You are here",
    "由程序从公开报道中整理，以原文为准。时间均为北京时间。": (
        "Compiled by a program from public reports; the originals prevail. Times are Beijing time."
    ),
    "大事记": "Milestones",
    "浏览": "Browse",
    "搜索": "Search",
    "来源": "Sources",
    "数据": "Data",
    "订阅": "Subscribe",
    "、": ", ",
    "类别": "Kind",
    "地区": "Place",
    "两地": "Pairs",
    "年份": "Year",
    # front page
    "共 {count} 条": "{count} milestones",
    "更新于": "updated",
    "全部": "All",
    "显示 {n} 条": "{n} shown",
    "还没有条目。": "Nothing yet.",
    "更早的 {count} 条按年查看：": "{count} earlier ones by year:",
    "概览": "Overview",
    "最近收录": "Lately added",
    "各类大事，逐季": "By kind and quarter",
    "{kind}：共 {total} 条，单季最多 {peak} 条": "{kind}: {total} in all, at most {peak} a quarter",
    "{first}至{last}，各图纵轴相同（0–{peak} 条）。": (
        "{first} to {last}, all on one scale (0–{peak})."
    ),
    "以表格查看": "As a table",
    "谁和谁一起做事": "Who works with whom",
    "{one}与{other}：{count} 条": "{one} and {other}: {count}",
    "{one}与{other}最多：{count} 条": "Most often {one} and {other}: {count}",
    "格中为两地共同参与的条数（参与方不超过 {most} 个），点开看名单。": (
        "Milestones that two places share (of at most {most} parties); each number leads to them."
    ),
    # lists
    "订阅本页：": "Subscribe to this page:",
    "这里目前没有条目；订阅地址仍然有效。": "Nothing here at present; the feeds stay valid.",
    "更早的 {count} 条见": "{count} earlier ones:",
    "每个列表都有自己的页面和订阅地址。": "Every list has its own page and its own feeds.",
    # page of a milestone
    "日期": "Date",
    "文件": "Documents",
    "标题": "Headline",
    "状态": "State",
    "原文依据": "Evidence",
    "全部来源": "All sources",
    "快照": "snapshot",
    "转载或疑似改写，不作依据": "copied or rewritten; not taken as evidence",
    "更新记录": "History",
    "永久编号": "Permanent id",
    "首次读到": "first read",
    "首次发布": "first published",
    "{field}由“{before}”改为“{after}”": "{field} changed from “{before}” to “{after}”",
    "{field}：{value}": "{field}: {value}",
    "此条已并入另一条": "Merged into another milestone",
    "两处报道说的是同一件事。": "Two reports tell of the same event: ",
    "此条不再公开": "No longer public",
    "回到大事记": "Back to the milestones",
    "没有这个页面": "No such page",
    "地址可能写错了，或者页面已经移走。": "The address may be mistyped, or the page has moved.",
    # subscribing
    "把地址复制到阅读器里，有新条目时它会告诉你。不需要注册。": (
        "Copy an address into a reader; it tells you what is new. No registration."
    ),
    "推荐；多数阅读器": "recommended; most readers",
    "老式阅读器": "older readers",
    "程序与新式阅读器": "programs and newer readers",
    "日历软件": "calendars",
    "复制": "Copy",
    "已复制": "Copied",
    "日历": "Calendar",
    "日历订阅：": "Calendar subscription: ",
    "全部订阅一次导入：": "all feeds at once: ",
    "只订阅一部分": "Only a part",
    "每个类别、地区、两地组合、年份和来源都有自己的订阅，": (
        "Every kind, place, pair, year and source has its own feeds. "
    ),
    "它们是总订阅的子集，同时订阅时阅读器可能只显示一次。": (
        "They are subsets of the main one: a reader that has both may show an entry once."
    ),
    "其余 {count} 个见浏览": "{count} more under Browse",
    "说明": "Notes",
    "条目的发布时间是首次收录的时间；事件的日期写在正文里。": (
        "An entry is dated by when it was first published here; its text names the event's date."
    ),
    "订阅文件含最近 {days} 天首次收录的全部条目，且不少于 {entries} 条；更早的在按月存档里。": (
        "A feed holds everything first published in the last {days} days, and at least {entries} "
        "entries; the rest is in monthly archives."
    ),
    "补录的历史条目不进入当前订阅，见页面、存档和数据。": (
        "History added later is not in the current feeds but on the pages, in archives and data."
    ),
    "事实有改动时标题加“【更正】”，不再有报道支持时加“【撤回】”，编号不变。": (
        "A changed fact is marked [Corrected], an unsupported entry [Withdrawn]; the id stays."
    ),
    "日历只含日期确知的条目。": "The calendar holds only events whose day is known.",
    # searching
    "词语，空格隔开": "Words",
    "没有找到。": "Nothing found.",
    "找到 {n} 条": "{n} found",
    "正在查找…": "Searching…",
    "只列出前 {n} 条": "the first {n} are listed",
    "搜索需要 JavaScript；也可以按年查看：": "Search needs JavaScript; or browse by year:",
    # sources
    "我们查看哪些栏目，上次是否顺利。没有新内容与读不到内容是两回事。": (
        "What is watched, and how it went last time. Nothing new and nothing readable differ."
    ),
    "{good} 个正常，{bad} 个需要查看。": "{good} fine, {bad} need a look.",
    "最新文章": "Newest article",
    "条目": "Milestones",
    "还没有来源运行过。": "No source has run yet.",
    # data
    "全部 {count} 条，含补录的历史，供统计和再加工。": "All {count}, history included, for reuse.",
    "表格软件，UTF-8": "for spreadsheets, UTF-8",
    "每行一条": "one a line",
    "字段的形状": "the shape of the fields",
    "字段": "Fields",
    "永久编号，不随更正、合并、搬家而变": "permanent id",
    "事件日期（EDTF，ISO 8601-2）；“~”表示或稍早，“X”表示未载": (
        "date of the event (EDTF, ISO 8601-2); ~ or shortly before, X not given"
    ),
    "日期的精度：day、range、month、year、approx 等": "day, range, month, year, approx, ...",
    "日期可能的首日与末日": "first and last day the date can mean",
    "参与方，简称": "parties, short names",
    "文件，带书名号": "documents",
    "标题与原文依据": "headline and sentence that proves it",
    "active 有效，withdrawn 已撤回": "active or withdrawn",
    "首次发布与最近更新的时间": "first publication and last update",
    "是否补录的历史": "whether added later as history",
    "全部来源：地址、媒体、发布日期、存档时间、快照的 SHA-256": (
        "all reports: address, outlet, date, time stored, SHA-256 of the snapshot"
    ),
    "专题": "Saved searches",
    "{title}：新增 {count} 条": "{title}: {count} new",
    "其余 {count} 条见 {link}": "{count} more at {link}",
    "月份": "Months",
    "{year}年（月份未详）": "{year} (month unknown)",
    "更早的 {count} 条见各月。": "{count} earlier ones are on the pages of the months.",
    "看保留的一条": "See the one that was kept",
    "按事件的年份": "By year of the event",
}
