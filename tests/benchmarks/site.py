"""A large local site for benchmarks: articles on several loopback addresses."""

from __future__ import annotations

import asyncio
import contextlib
import random
import subprocess
import sys
from collections.abc import Iterator

_PAIRS = (
    "全市交通产业协同推进建设服务群众项目合作发展部门会议研究落实企业港口轨道教育医疗"
    "生态保护科技创新文化旅游农业示范园区平台机制数据共享试点提升质量安全监管能力水平"
)
_WORDS = [_PAIRS[i : i + 2] for i in range(0, len(_PAIRS), 2)]


def paragraph(seed: int, length: int = 160) -> str:
    """Chinese filler of about `length` characters, the same for the same seed."""
    draw = random.Random(seed)
    text = ""
    while len(text) < length:
        text += "".join(draw.choices(_WORDS, k=draw.randint(4, 9))) + draw.choice("，。")
    return text.rstrip("，") + "。"


def article(host: int, number: int) -> str:
    """A page of some 26 kB in the shape of a TRS site; every fourth tells a milestone."""
    told = (
        f"10月{number % 28 + 1}日，南昌市与九江市签署第{number}号合作协议。"
        if number % 4 == 0
        else ""
    )
    body = "".join(f"<p>　　{paragraph(number * 31 + i)}</p>" for i in range(6))
    menu = "".join(f'<li><a href="/m/{i}/">栏目{i}</a></li>' for i in range(300))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>第{number}号新闻_示例</title>'
        f'<meta name="ArticleTitle" content="第{number}号新闻"><meta name="PubDate" '
        f'content="2026-10-30 08:30"><meta name="ContentSource" content="示例日报"></head><body>'
        f'<ul class="menu">{menu}</ul><div class="detail"><h2>第{number}号新闻</h2>'
        f'<div class="TRS_Editor"><p>　　{told}</p>{body}</div></div></body></html>'
    )


def listing(host: int, count: int) -> str:
    """One listing page with `count` rows."""
    rows = "".join(
        f'<li><a href="./202610/t20261030_{host * 100000 + n}.html">第{n}号新闻</a>'
        f"<span>2026-10-30</span></li>"
        for n in range(count)
    )
    return (
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>要闻</title></head><body>'
        f'<div class="contentRight"><ul>{rows}</ul></div></body></html>'
    )


def addresses(count: int) -> list[str]:
    """Loopback addresses that stand for as many hosts."""
    return [f"127.0.0.{20 + number}" for number in range(count)]


async def _serve(count: int, hosts: list[str]) -> None:
    pages: dict[tuple[str, str], bytes] = {}
    for h, host in enumerate(hosts):
        pages[host, "/news/"] = listing(h, count).encode()
        for n in range(count):
            pages[host, f"/news/202610/t20261030_{h * 100000 + n}.html"] = article(h, n).encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                body = pages.get((host, path))
                etag = f'"{len(body)}"'.encode() if body else b""
                if body and b"\r\nif-none-match: " + etag in head.lower():
                    writer.write(b"HTTP/1.1 304 Not Modified\r\nETag: " + etag + b"\r\n\r\n")
                elif body:
                    writer.write(
                        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nETag: "
                        + etag
                        + f"\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                        + body
                    )
                else:
                    writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
        writer.close()

    servers = [await asyncio.start_server(answer, host, 0, limit=65536) for host in hosts]
    ports = [server.sockets[0].getsockname()[1] for server in servers]
    print(*ports, flush=True)  # noqa: T201
    await asyncio.gather(*(server.serve_forever() for server in servers))


@contextlib.contextmanager
def serving(count: int, *, hosts: int) -> Iterator[list[str]]:
    """Serve `count` articles on each host while the block runs; gives the listing URLs.

    Each host listens on a free port, so that two benchmarks may run at once.
    """
    command = [sys.executable, "-m", "tests.benchmarks.site", str(count), str(hosts)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    try:
        assert child.stdout is not None
        ports = child.stdout.readline().decode().split()
        yield [
            f"http://{host}:{port}/news/"
            for host, port in zip(addresses(hosts), ports, strict=True)
        ]
    finally:
        child.terminate()
        child.communicate()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(int(sys.argv[1]), addresses(int(sys.argv[2]))))
