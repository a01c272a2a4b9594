"""A signed webhook: the new milestones as a JSON Feed, by POST.

Content-Type         application/feed+json
X-Hub-Signature-256  sha256=HEX, the HMAC (RFC 2104) of the body with the shared secret
X-Coopfeed-Delivery  the same for the same milestones, so that a receiver can drop a repeat
"""

from __future__ import annotations

import hashlib
import hmac
import urllib.request

#: Seconds the receiver may take.
TIMEOUT = 20.0


def post(url: str, body: bytes, secret: str, *, delivery: str, timeout: float = TIMEOUT) -> bool:
    """Whether the receiver took it (2xx). Without a secret the message is not signed."""
    headers = {"Content-Type": "application/feed+json", "X-Coopfeed-Delivery": delivery}
    if secret:
        headers["X-Hub-Signature-256"] = sign(body, secret)
    try:
        request = urllib.request.Request(url, body, headers)
        with urllib.request.urlopen(request, timeout=timeout):
            return True
    except (OSError, ValueError):
        return False  # told by the caller, without the address


def sign(body: bytes, secret: str) -> str:
    """The value of the header for this body."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
