"""Old TLS where a source asks for it, and nowhere else."""

from __future__ import annotations

import base64
import ssl
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from crawler.settings import legacy_hosts
from pipeline_common.models import Listing, Source, State

LIST = "/zwzx/"
#: The second Oakley group (RFC 2409, 6.2) in DER: 1024 bits, too short for what is usual today.
OAKLEY_2 = bytes.fromhex(
    "308187028181"
    "00FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E"
    "3404DDEF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5C"
    "B6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE649286651ECE65381FFFFFFFFFFFFFFFF"
    "020102"
)


@pytest.fixture
def old_context(tmp_path: Path) -> ssl.SSLContext:
    """A server's side that offers nothing but a short Diffie-Hellman exchange."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "old.example.cn")])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now)
        .not_valid_after(now + timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    pem, group = tmp_path / "server.pem", tmp_path / "dh.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    pem.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    encoded = base64.encodebytes(OAKLEY_2).decode()
    group.write_text(f"-----BEGIN DH PARAMETERS-----\n{encoded}-----END DH PARAMETERS-----\n")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("DHE-RSA-AES128-SHA256:@SECLEVEL=0")
    context.load_cert_chain(pem)
    context.load_dh_params(str(group))
    return context


def test_old_server_is_reached_only_where_it_is_asked_for(
    new_site: Callable[[], Any],
    source_of: Callable[..., Source],
    crawls: Any,
    old_context: ssl.SSLContext,
) -> None:
    sources = []
    for name, tls in (("strict", "default"), ("lenient", "legacy")):
        site = new_site()
        site.put_list(LIST, [f"/zwzx/202611/t20261114_{n}.html" for n in range(3)])
        site.server.socket = old_context.wrap_socket(
            site.server.socket, server_side=True, do_handshake_on_connect=False
        )
        address = site.url.replace("http://", "https://") + LIST
        sources.append(replace(source_of(site), id=name, tls=tls, listings=(Listing(address),)))
    strict, lenient = crawls.run(*sources).sources
    assert strict.state is State.UNREACHABLE
    assert "TLS failed (dh key too small)" in strict.evidence
    assert (lenient.state, lenient.articles) == (State.OK, 3)


def test_hosts_of_legacy_sources() -> None:
    old = Source("a", "A", "auto", (Listing("https://old.example.cn/x/"),), tls="legacy")
    new = Source("b", "B", "auto", (Listing("https://new.example.cn/x/"),))
    assert legacy_hosts([old, new]) == ["old.example.cn"]
