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
        found=f"no scheduler answered at {address}: that is no address of a scheduler",
        wanted="the address of a dask scheduler",
        hint="is the address right? it is like tls://scheduler:8786",
    )


def _insecure(address: str, scheme: str, host: str, port: str) -> Problem:
    return Problem(
        code="scheduler-insecure",
        place=Place("--scheduler"),
        found=f"{address} is beyond this computer and not encrypted ({scheme}): whoever is between "
        "reads the papers, restricted appendices too, and can run programs on the workers",
        wanted="a scheduler with TLS",
        hint=f"start the scheduler with certificates and use “tls://{host}:{port}” (see "
        "deploy/README.md); in a network that nobody else reaches, add “--insecure-scheduler”",
    )


def _no_certificates(missing: list[str]) -> Problem:
    names = ", ".join(f"{_TLS}.{name}" for name in missing)
    return Problem(
        code="no-certificates",
        place=Place("--scheduler"),
        found=f"dask is not configured with the certificates for TLS: {names}",
        wanted="the certificate of the authority, and this computer’s own with its key",
        hint="set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT "
        "and DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY to their files (deploy/README.md says how)",
    )
