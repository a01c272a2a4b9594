"""Several machines: PostgreSQL, Prefect server, workers; one of them dies in the middle.

Takes minutes, because a dead worker is only believed dead when its heartbeats stay away:
COOPFEED_CLUSTER=1 runs it.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from jinja2 import Environment, PackageLoader

from flows import steps
from flows.demo.server import serve_sites
from flows.demo.sites import Answer
from flows.demo.stories import Story
from pipeline_common.models import State
from pipeline_common.settings import load_settings

POSTGRES = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
pytestmark = [
    pytest.mark.prefect,
    pytest.mark.skipif(
        not os.environ.get("COOPFEED_CLUSTER"), reason="COOPFEED_CLUSTER is not set"
    ),
    pytest.mark.skipif(not POSTGRES, reason="the Debian package postgresql is not installed"),
]

SITES, GROUPS, ARTICLES = 20, 4, 6
NAMES = [f"site{n:02}" for n in range(SITES)]
PLACES = ("南昌", "九江", "抚州", "宜春", "上饶", "赣州", "吉安", "萍乡", "新余", "鹰潭")
TOPICS = (
    "医疗保障", "文化旅游", "职业教育", "生态补偿", "港口航运", "轨道交通", "水域警务", "森林防火",
    "市场监管", "气象服务", "人才引进", "税务征管", "司法鉴定", "体育赛事", "粮食储备", "电力调度",
    "数字政务", "养老服务", "公积金互认", "图书借阅", "应急救援", "农产品产销", "科技创新",
    "金融风控", "消费维权", "古籍保护", "渔政执法", "血液调配", "地震监测", "博物馆巡展",
)  # fmt: skip
#: Made into sentences at random, so that no text looks like a copy of another.
WORDS = [
    "窗口",
    "名录",
    "季度",
    "专家",
    "骨干",
    "目录",
    "清单",
    "事项",
    "站点",
    "平台",
    "数据",
    "车辆",
    "线索",
    "标准",
    "样本",
    "课程",
    "名额",
    "经费",
    "比例",
    "程序",
    "争议",
    "期限",
    "示范",
    "企业",
    "代表",
    "乡镇",
    "街道",
    "社区",
    "学校",
    "园区",
    "码头",
    "航道",
    "桥梁",
    "库区",
    "山林",
    "湿地",
    "渔船",
]
VERBS = [
    "核对",
    "编制",
    "移交",
    "抽查",
    "汇总",
    "公示",
    "培训",
    "轮换",
    "登记",
    "修缮",
    "巡护",
    "试点",
    "更新",
    "评估",
]
DEPLOY = Path(__file__).parents[2] / "deploy" / "prefect.yaml"


def stories(number):
    """What one site tells: an agreement of its own in every article."""
    first, second = PLACES[number % 10], PLACES[(number + 1 + number // 10) % 10]
    for index in range(ARTICLES):
        day = date(2026, 11, 20) - timedelta(days=number * ARTICLES + index)
        topic = TOPICS[(number + index * 5) % SITES]
        name = f"《{first}{second}{topic}合作协议》"
        yield Story(
            site=NAMES[number],
            slug=f"{number:03}{index:04}",
            day=day,
            listed=day,
            title=f"{first}与{second}签署{topic}合作协议",
            text=f"{day.month}月{day.day}日，{first}市与{second}市在{first}签署{name}。\n"
            + filler(number * ARTICLES + index),
            outlet=f"{first}日报",
        )


def filler(seed):
    """A paragraph that no other article has."""
    dice = random.Random(seed)
    clauses = (
        "".join(
            (*dice.sample(WORDS, 2), "由", *dice.sample(TOPICS, 1), "部门", *dice.sample(VERBS, 2))
        )
        for _ in range(20)
    )
    return "，".join(clauses) + "。"


def build(address):
    templates = Environment(loader=PackageLoader("flows.demo"), autoescape=True, trim_blocks=True)

    def site(number):
        told = list(stories(number))
        listing = templates.get_template("trs_list.html").render(stories=told, page=1, pages=1)
        pages = {"/zwzx/jrjj/": Answer(listing.encode())}
        for s in told:
            body = templates.get_template("trs_article.html").render(s=s).encode()
            pages[f"/zwzx/jrjj/{s.day:%Y%m}/t{s.day:%Y%m%d}_{s.slug}.html"] = Answer(body)
        return pages

    return {name: site(number) for number, name in enumerate(NAMES)}


@pytest.fixture(scope="module")
def sites():
    with serve_sites(NAMES, 0, build) as address:
        yield address


def install(folder, address, *, delay, more=""):
    """Settings and catalogue of all sites in `folder`; the settings file."""
    (folder / "sources/x").mkdir(parents=True)
    for number, name in enumerate(NAMES):
        (folder / f"sources/x/{name}.toml").write_text(
            f'name = "{name}"\nfamily = "trs_wcm"\nprofiles = ["changjiufu"]\nadvice = "ship"\n'
            f'group = "group{number % GROUPS}"\n'
            f'[[listings]]\nurl = "{address(name)}/zwzx/jrjj/"\n',
            encoding="utf-8",
        )
    path = folder / "coopfeed.toml"
    path.write_text(
        f'profile = "changjiufu"\ncatalog = "sources"\n{more}'
        f"[crawl]\ndelay = {delay}\nallow_private = true\n"
    )
    return path


@pytest.fixture(scope="module")
def alone(tmp_path_factory, sites):
    """What one machine makes of the same sites: articles, and headlines of milestones."""
    settings = load_settings(install(tmp_path_factory.mktemp("alone"), sites, delay=0))
    steps.run(settings)
    return recorded(settings)


def kill(number, *pids):
    """Send a signal to each that is still there."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)


def recorded(settings):
    with steps.open_store(settings, read_only=True) as store:
        return store.counts()["article"], sorted(m.headline for m in store.milestones())


@pytest.fixture(scope="module")
def postgres(tmp_path_factory, watching):
    """The address of an empty database, on a PostgreSQL of its own."""
    folder = tmp_path_factory.mktemp("postgres")
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
        for parent in list(folder.parents)[:2]:
            parent.chmod(0o711)
    initdb, data, port = POSTGRES[-1], folder / "data", watching.free_port()
    quiet = {"check": True, "capture_output": True, "cwd": folder}
    subprocess.run([*as_user, initdb, "-D", data, "-U", "prefect", "-A", "trust"], **quiet)
    server = subprocess.Popen(
        [*as_user, initdb.with_name("postgres"), "-D", data, "-h", "127.0.0.1", "-p", str(port),
         "-k", folder, "-c", "fsync=off"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
    )  # fmt: skip
    psql = [initdb.with_name("psql"), "-h", "127.0.0.1", "-p", str(port), "-U", "prefect"]
    make = [*psql, "-c", "create database prefect", "postgres"]
    watching.wait_for(
        lambda: subprocess.run(make, capture_output=True, check=False).returncode == 0, 60
    )
    yield f"postgresql+asyncpg://prefect@127.0.0.1:{port}/prefect"
    kill(signal.SIGINT, *watching.descendants(server.pid), server.pid)
    server.wait(30)


@pytest.fixture(scope="module")
def cluster(tmp_path_factory, sites, postgres, watching, prefect_at):
    """Server, pools, deployments, one main and two crawling workers: `.prefect`, `.workers`."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "inbox").mkdir()
    shared = f'shared_inbox = "file://{folder}/inbox"\n'
    install(folder, sites, delay=0.5, more=shared)
    port = watching.free_port()
    environment = {
        **os.environ,
        "PREFECT_API_DATABASE_CONNECTION_URL": postgres,
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "DO_NOT_TRACK": "1",
    }
    children = []

    def start(*arguments):
        children.append(
            subprocess.Popen(
                [sys.executable, "-P", "-m", "prefect", *arguments],
                env=environment,
                cwd=folder,
                stdout=(log := (folder / "log").open("ab")),
                stderr=log,
                start_new_session=True,
            )
        )
        log.close()
        return children[-1]

    def run(*command):
        subprocess.run([sys.executable, "-P", "-m", *command], env=environment, cwd=folder,
                       check=True, capture_output=True)  # fmt: skip

    start("server", "start", "--host", "127.0.0.1", "--port", str(port))
    prefect = prefect_at(environment["PREFECT_API_URL"])
    watching.wait_for(lambda: prefect.get("/health"), 120)
    for pool in ("coopfeed-main", "coopfeed-crawl"):
        run("prefect", "work-pool", "create", pool, "--type", "process")
    text = DEPLOY.read_text(encoding="utf-8").replace("/var/lib/coopfeed", str(folder))
    (folder / "prefect.yaml").write_text(text, encoding="utf-8")
    run("prefect", "--no-prompt", "deploy", "--all", "--prefect-file", "prefect.yaml")
    run("flows.zombies")
    start("worker", "start", "--pool", "coopfeed-main", "--limit", "1")
    prefect.folder = folder
    prefect.workers = [
        start("worker", "start", "--pool", "coopfeed-crawl", "--limit", "2") for _ in range(2)
    ]
    yield prefect
    for child in reversed(children):
        kill(signal.SIGKILL, *watching.descendants(child.pid), child.pid)
        child.wait(30)


def test_a_worker_that_dies_costs_nothing(cluster, alone, watching):
    run = cluster.start_run("run-spread/regular", groups=None)

    def busy(worker):
        commands = watching.descendants(worker.pid)
        return [pid for pid, command in commands.items() if "crawler.run" in command]

    doomed = watching.wait_for(lambda: next((w for w in cluster.workers if busy(w)), None), 120)
    time.sleep(1)
    kill(signal.SIGKILL, doomed.pid, *watching.descendants(doomed.pid))
    assert cluster.await_end(run, 420) == "COMPLETED"
    settings = load_settings(cluster.folder / "coopfeed.toml")
    assert recorded(settings) == alone
    assert alone[0] == SITES * ARTICLES
    assert not list((cluster.folder / "inbox").glob("*.batch"))
    ended = cluster.post("/flow_runs/filter", flow_runs={"name": {"like_": "collect"}})
    states = [r["state_type"] for r in ended]
    assert states.count("COMPLETED") == GROUPS
    assert 1 <= states.count("CRASHED") <= 2


def test_another_run_over_the_same_sites_fetches_no_article(cluster, alone):
    """After the one above: what the workers are told of it has to reach them."""
    run = cluster.start_run("run-spread/regular", groups=None)
    assert cluster.await_end(run, 240) == "COMPLETED"
    settings = load_settings(cluster.folder / "coopfeed.toml")
    assert recorded(settings) == alone
    with steps.open_store(settings, read_only=True) as store:
        last = store.source_status(now=steps.clock())
    assert {s.state for s in last} == {State.UNCHANGED}
    assert {s.articles for s in last} == {0}
