"""An inbox in a bucket: written by one process, ingested by another, over the API of S3."""

import json
import subprocess
import sys
import urllib.request
from types import SimpleNamespace

import pytest

from flows import steps
from flows.demo import write_settings
from flows.demo.catalog import write_catalog
from pipeline_common.settings import load_settings

boto3 = pytest.importorskip("boto3", reason="moto is not installed")
pytest.importorskip("moto", reason="moto is not installed")
pytest.importorskip("s3fs", reason="the extra `s3` is not installed")

BUCKET = "coopfeed"
POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}],
}


def make_account(address, **root):
    """An account that may do everything with buckets; its keys in boto3's names."""
    iam = boto3.client("iam", endpoint_url=address, **root)
    iam.create_user(UserName="worker")
    iam.put_user_policy(UserName="worker", PolicyName="all", PolicyDocument=json.dumps(POLICY))
    made = iam.create_access_key(UserName="worker")["AccessKey"]
    return {
        "region_name": root["region_name"],
        "aws_access_key_id": made["AccessKeyId"],
        "aws_secret_access_key": made["SecretAccessKey"],
    }


def check_keys_from_now_on(address):
    """moto looks at signatures only when it is told to."""
    headers = {"Content-Type": "text/plain"}
    request = urllib.request.Request(f"{address}/moto-api/reset-auth", b"0", headers)
    urllib.request.urlopen(request, timeout=10).close()


@pytest.fixture(scope="module")
def storage(tmp_path_factory, watching):
    """A server with one bucket: `.environment` for whoever may use it, `.client` of boto3."""
    port = watching.free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-P", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with (tmp_path_factory.mktemp("s3") / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        watching.wait_for(lambda: urllib.request.urlopen(address, timeout=5).close() is None, 60)
        keys = make_account(
            address,
            region_name="us-east-1",
            aws_access_key_id="root",
            aws_secret_access_key="root",
        )
        client = boto3.client("s3", endpoint_url=address, **keys)
        client.create_bucket(Bucket=BUCKET)
        check_keys_from_now_on(address)
        environment = {
            "AWS_ENDPOINT_URL": address,
            "AWS_DEFAULT_REGION": keys["region_name"],
            "AWS_ACCESS_KEY_ID": keys["aws_access_key_id"],
            "AWS_SECRET_ACCESS_KEY": keys["aws_secret_access_key"],
        }
        yield SimpleNamespace(environment=environment, client=client)
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture
def bucket(storage, monkeypatch):
    """The empty bucket, for this process and what it starts: `.names()` of what lies in it."""
    for name, value in storage.environment.items():
        monkeypatch.setenv(name, value)

    def names():
        listed = storage.client.list_objects_v2(Bucket=BUCKET)
        return [found["Key"] for found in listed.get("Contents", ())]

    for name in names():
        storage.client.delete_object(Bucket=BUCKET, Key=name)
    return SimpleNamespace(names=names, client=storage.client)


@pytest.fixture
def install(tmp_path, sample_sites):
    """A machine with a folder of its own and that inbox; its folder."""

    def make(name, inbox=f"s3://{BUCKET}/inbox"):
        folder = tmp_path / name
        write_catalog(folder / "sources", sample_sites)
        path = write_settings(folder)
        text = path.read_text(encoding="utf-8")
        path.write_text(f'shared_inbox = "{inbox}"\n{text}' if inbox else text, encoding="utf-8")
        return folder

    return make


def record(folder):
    """What a database knows of events: kind, date, told by whom.

    Not the words: they are those of the report that was fetched first.
    """
    with steps.open_store(load_settings(folder / "coopfeed.toml"), read_only=True) as store:
        return store.counts()["article"], sorted(
            (m.kind, str(m.date), sorted(r.url for r in m.reports)) for m in store.milestones()
        )


def test_a_batch_of_one_machine_is_ingested_by_another(coopfeed, bucket, install):
    worker, main, alone = install("worker"), install("main"), install("alone", inbox="")
    crawled = coopfeed("crawl", cwd=worker)
    assert crawled.returncode in (0, 3), crawled.stderr
    (name,) = bucket.names()
    assert name.startswith("inbox/")
    assert name.endswith(".batch")
    ingested = coopfeed("ingest", cwd=main)
    assert ingested.returncode == 0, ingested.stderr
    assert bucket.names() == []
    for command in ("crawl", "ingest"):
        coopfeed(command, cwd=alone)
    assert record(main) == record(alone)
    assert record(main)[1]


def test_a_run_takes_what_waited_and_what_it_fetched(coopfeed, bucket, install):
    folder = install("main")
    coopfeed("crawl", "demo_news", cwd=folder)
    assert len(bucket.names()) == 1
    done = coopfeed("run", cwd=folder)
    assert done.returncode in (0, 3), done.stderr
    assert bucket.names() == []


def test_what_is_no_batch_is_put_aside_in_the_bucket(coopfeed, bucket, install):
    bucket.client.put_object(Bucket=BUCKET, Key="inbox/x.batch", Body=b"not a batch")
    done = coopfeed("ingest", cwd=install("main"))
    assert done.returncode == 3
    assert bucket.names() == ["inbox/damaged/x.batch"]


@pytest.mark.parametrize("command", ["crawl", "ingest"])
@pytest.mark.parametrize(
    ("wrong", "value", "words"),
    [
        ("AWS_ACCESS_KEY_ID", "AKIA0000000000000000", "Access Key Id"),
        ("AWS_SECRET_ACCESS_KEY", "wrong", "signature"),
        ("AWS_ENDPOINT_URL", "http://127.0.0.1:9", "Could not connect"),
    ],
)
def test_who_may_not_or_cannot_is_told_in_one_line(
    coopfeed, bucket, install, monkeypatch, command, wrong, value, words
):
    monkeypatch.setenv(wrong, value)
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    done = coopfeed(command, cwd=install("main"))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"coopfeed: s3://{BUCKET}/inbox: the inbox is out of reach")
    assert words in line


@pytest.mark.parametrize("command", ["crawl", "ingest"])
def test_a_misspelt_bucket_is_told_in_one_line_and_not_made(coopfeed, bucket, install, command):
    done = coopfeed(command, cwd=install("main", inbox="s3://misspelt/inbox"))
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line == "coopfeed: s3://misspelt/inbox: no such bucket; mend shared_inbox"
    assert [b["Name"] for b in bucket.client.list_buckets()["Buckets"]] == [BUCKET]


def test_doctor_says_the_same(coopfeed, bucket, install):
    done = coopfeed("doctor", cwd=install("main", inbox="s3://misspelt/inbox"))
    assert done.returncode == 1
    assert done.stdout.count("misspelt") == 1
    assert "no such bucket; mend shared_inbox" in done.stdout
