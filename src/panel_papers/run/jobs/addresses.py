"""Which address of a scheduler may be used, and with what: TLS, or this computer alone.

Whoever is between a client and a scheduler without TLS reads the papers, restricted ones too, and
can run programs on all workers.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping

from panel_papers.core import EngineError, Place, Problem

_ADDRESS = re.compile(r"(?:(tcp|tls|ws|wss|inproc)://)?(\[[^\]\s]+\]|[^/\s:\[\]]+):(\d+)")
_ENCRYPTED = frozenset(["tls", "wss"])
_TLS = "distributed.comm.tls"
_FILES = ("ca-file", "client.cert", "client.key")


def check_address(address: str, *, insecure: bool) -> bool:
    """Return whether a scheduler is spoken to by TLS.

    Raises EngineError for what is no address, and for one beyond this computer without TLS, which
    only `insecure` lets pass.
    """
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise EngineError([_no_address(address)])
    scheme, host = found[1] or "tcp", found[2].strip("[]")
    if scheme in _ENCRYPTED:
        return True
    if not insecure and not _is_here(host):
        raise EngineError([_insecure(address, scheme, found[2], found[3])])
    return False


def check_certificates(config: Mapping[str, object]) -> None:
    """Raise EngineError where dask's configuration names no certificates for TLS.

    `config` has what dask says of each of them, by its name below `distributed.comm.tls`.
    """
    missing = [name for name in _FILES if not config.get(name)]
    if missing:
        raise EngineError([_no_certificates(missing)])


def certificates_in(get: Callable[[str, None], object]) -> Mapping[str, object]:
    """Return the files of certificates that dask is configured with; `get` is dask.config.get."""
    return {name: get(f"{_TLS}.{name}", None) for name in _FILES}


def _is_here(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _no_address(address: str) -> Problem:
    return Problem(
        code="scheduler-silent",
        place=Place("--scheduler"),
        found=f"“{address}” is not the address of a scheduler",
        wanted="an address such as tls://scheduler:8786",
        hint="write the address after --scheduler as “tls://NAME-OF-THE-COMPUTER:8786”",
    )


def _insecure(address: str, scheme: str, host: str, port: str) -> Problem:
    return Problem(
        code="scheduler-insecure",
        place=Place("--scheduler"),
        found=f"The connection to {address} is not encrypted ({scheme}): others on the network "
        "can read the papers, restricted appendices too, and run programs on the workers",
        wanted="",
        hint=f"start the scheduler with certificates and use “tls://{host}:{port}” (see "
        "deploy/README.md); in a network that nobody else reaches, add “--insecure-scheduler”",
    )


def _no_certificates(missing: list[str]) -> Problem:
    names = ", ".join(f"{_TLS}.{name}" for name in missing)
    return Problem(
        code="no-certificates",
        place=Place("--scheduler"),
        found=f"The certificates for an encrypted connection are not set: {names}",
        wanted="the certificate of the authority, and this computer’s own with its key",
        hint="set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT "
        "and DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY to their files (deploy/README.md says how)",
    )
