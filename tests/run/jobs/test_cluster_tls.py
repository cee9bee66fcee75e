"""A cluster is spoken to by TLS; without it only on this computer, or where one says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest

from panel_papers.core import EngineError
from panel_papers.run.jobs.addresses import check_address, check_certificates

from .conftest import MAKE, Answer, Desk, answer, ended

needs_dask = pytest.mark.skipif(
    find_spec("distributed") is None, reason="the extra “cluster” is not installed"
)
TLS = "DASK_DISTRIBUTED__COMM__TLS__"


@pytest.mark.parametrize("address", ["tls://scheduler:8786", "wss://203.0.113.7:8786"])
def test_tls_may_lead_anywhere(address: str):
    assert check_address(address, insecure=False)


@pytest.mark.parametrize(
    "address",
    [
        "tcp://127.0.0.1:8786",
        "127.8.8.8:8786",
        "tcp://localhost:8786",
        "ws://LOCALHOST:80",
        "tcp://[::1]:8786",
    ],
)
def test_on_this_computer_nobody_comes_between(address: str):
    assert not check_address(address, insecure=False)


@pytest.mark.parametrize(
    "address",
    [
        "tcp://scheduler:8786",
        "scheduler:8786",
        "ws://203.0.113.7:8786",
        "tcp://0.0.0.0:8786",
        "tcp://[2001:db8::1]:8786",
        "tcp://127.0.0.1.example.org:8786",
        "tcp://localhost.example.org:8786",
    ],
)
def test_beyond_it_what_is_not_encrypted_is_refused_unless_one_says_so(address: str):
    with pytest.raises(EngineError) as refused:
        check_address(address, insecure=False)
    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == ("scheduler-insecure", "--scheduler")
    assert problem.found.startswith(f"The connection to {address} is not encrypted (")
    host = address.partition("://")[2] or address
    assert f"use “tls://{host}”" in (problem.hint or "")
    assert not check_address(address, insecure=True)


@pytest.mark.parametrize(
    "address", ["nonsense", "http://a:1", "tcp://a:b", "tls://a", "tcp://a@b c:1"]
)
def test_what_is_no_address_is_refused(address: str):
    with pytest.raises(EngineError) as refused:
        check_address(address, insecure=True)
    assert [p.code for p in refused.value.problems] == ["scheduler-silent"]


def test_certificates_that_are_missing_are_named():
    check_certificates({"ca-file": "a", "client.cert": "b", "client.key": "c"})
    with pytest.raises(EngineError) as refused:
        check_certificates({"ca-file": "a", "client.cert": None})
    (problem,) = refused.value.problems
    assert problem.code == "no-certificates"
    assert "client.cert, distributed.comm.tls.client.key" in problem.found
    assert "ca-file" not in problem.found


@needs_dask
@pytest.mark.parametrize(
    ("scheduler", "options", "code"),
    [
        ("tcp://scheduler.invalid:8786", (), "scheduler-insecure"),
        ("tcp://scheduler.invalid:8786", ("--insecure-scheduler",), "scheduler-silent"),
        ("tls://127.0.0.1:9", (), "no-certificates"),
    ],
)
def test_the_command_says_what_is_missing(
    scheduler: str, options: tuple[str, ...], code: str, desk: Desk
):
    said = one_paper(desk, scheduler, *options)
    assert (said.code, f"[{code}]" in said.err) == (5, True), said.err


@dataclass(frozen=True)
class Cluster:
    """A cluster that speaks TLS: its address, and who may get in."""

    address: str
    certificates: Mapping[str, str]


@pytest.fixture
def cluster(desk: Desk, tmp_path: Path) -> Iterator[Cluster]:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    certificates = certificates_in(tmp_path / "certificates")
    away = Desk(tmp_path, {"TMPDIR": str(temporary), **certificates})
    program = str(Path(__file__).parent / "cluster.py")
    with ended(away.start(program, str(tmp_path), "tls", "1")) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert line, process.stderr and process.stderr.read()
        yield Cluster(line.strip(), certificates)


@needs_dask
@pytest.mark.slow
def test_who_has_a_certificate_builds_and_nobody_else_gets_in(
    desk: Desk, cluster: Cluster, tmp_path: Path
):
    assert cluster.address.startswith("tls://127.0.0.1:")
    stranger = replace(desk, variables=certificates_in(tmp_path / "others"))
    said = one_paper(stranger, cluster.address)
    assert (said.code, "[scheduler-silent]" in said.err) == (5, True), said.err
    said = one_paper(desk, cluster.address.replace("tls", "tcp"))
    assert (said.code, "[scheduler-silent]" in said.err) == (5, True), said.err
    assert not desk.files("built")
    said = one_paper(replace(desk, variables=cluster.certificates), cluster.address)
    assert said.code == 0, said.err
    assert "built/a-first/a-first-pack.pdf" in {f"built/{name}" for name in desk.files("built")}


def one_paper(desk: Desk, scheduler: str, *options: str) -> Answer:
    fixed = ("a-first", "--engine", "embedded", "--today", "2024-03-01", "--outputs", "built")
    return answer(desk.start("-c", MAKE, *fixed, "--scheduler", scheduler, *options), "built")


def certificates_in(folder: Path) -> dict[str, str]:
    """Write an authority and a certificate of it; return how dask finds them."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    folder.mkdir()
    now = datetime.now(UTC)

    def named(words: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, words)])

    def certificate(words: str, key, issuer, signer, *, authority: bool) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(named(words))
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .sign(signer, hashes.SHA256())
        )

    top, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    pem = serialization.Encoding.PEM
    ca = certificate("papers authority", top, named("papers authority"), top, authority=True)
    cert = certificate("papers", own, ca.subject, top, authority=False)
    (folder / "ca.pem").write_bytes(ca.public_bytes(pem))
    (folder / "cert.pem").write_bytes(cert.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        own.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    files = {f"{TLS}CA_FILE": str(folder / "ca.pem")}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        files[f"{TLS}{who}__CERT"] = str(folder / "cert.pem")
        files[f"{TLS}{who}__KEY"] = str(folder / "key.pem")
    return files
