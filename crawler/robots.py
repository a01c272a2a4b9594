"""robots.txt as RFC 9309 says, and as it is found in the wild.

Unreachable (5xx, network) means: nothing may be fetched (2.3.1.4). Unavailable (4xx) means: there
are no rules (2.3.1.3). Sites also answer with their home page and status 200, with a byte order
mark, or in GBK; a page of HTML holds no rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

from crawler.encoding import decode

#: At least this much has to be read (RFC 9309, 2.5); what is beyond is cut off.
MAX_BYTES = 512 * 1024
#: Seconds of crawl-delay that are honoured; a larger number would stop the crawl instead.
MAX_DELAY = 30.0


@dataclass(frozen=True)
class RobotsRules:
    """What a host allows; `verdict` says for a person where that is known from."""

    verdict: str
    allow_all: bool = False
    rules: Protego | None = None

    @property
    def reachable(self) -> bool:
        """Whether the host answered the question at all."""
        return self.allow_all or self.rules is not None

    def allows(self, url: str, agent: str) -> bool:
        """Whether `agent` (the product name) may fetch `url`."""
        return self.allow_all or (self.rules is not None and self.rules.can_fetch(url, agent))

    def delay(self, agent: str) -> float:
        """Seconds between two requests that the host asks for; 0 when it does not."""
        asked = self.rules.crawl_delay(agent) if self.rules else None
        return min(max(asked or 0.0, 0.0), MAX_DELAY)


def read_robots(status: int, content_type: str, body: bytes) -> RobotsRules:
    """The rules in an answer to a request for /robots.txt, after redirects."""
    if status >= 500 or status == 429:
        return RobotsRules(f"robots.txt answers {status}: nothing may be fetched")
    if status != 200:
        return RobotsRules(f"no robots.txt ({status})", allow_all=True)
    text = decode(body[:MAX_BYTES], content_type=content_type).text.lstrip("\ufeff")
    if text.lstrip().startswith("<"):
        return RobotsRules("a page in place of robots.txt: no rules", allow_all=True)
    return RobotsRules("robots.txt", rules=Protego.parse(text))


def unreachable(reason: str) -> RobotsRules:
    """The rules of a host whose robots.txt did not come: nothing may be fetched."""
    return RobotsRules(f"robots.txt unreachable ({reason})")
