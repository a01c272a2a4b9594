"""What commands print."""

import json

from flows.cli.output import print_json, print_table, progress_bars
from pipeline_common.models import Listing


def test_json_shows_every_field_and_chinese_as_it_is(capsys):
    print_json([Listing("https://a.cn/", "要闻")])
    text = capsys.readouterr().out
    assert "要闻" in text
    assert json.loads(text) == [{"url": "https://a.cn/", "label": "要闻", "params": {}}]


def test_a_pipe_gets_a_line_a_row(capsys):
    print_table(("a", "b"), [("x\ty", "1\n2"), (None, 3)])
    assert capsys.readouterr().out == "a\tb\nx y\t1 2\n\t3\n"


def test_a_terminal_gets_a_table_and_no_markup(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    print_table(("a",), [("[red]text[/red]",)], title="标题")
    text = capsys.readouterr().out
    assert "[red]text[/red]" in text
    assert "标题" in text


def test_without_a_terminal_progress_is_silent(capsys):
    with progress_bars() as progress:
        progress("crawl", 1, 2)
    assert capsys.readouterr() == ("", "")
