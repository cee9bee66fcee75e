"""Which user of this computer is at the other end of a connection, where the system says it."""

from __future__ import annotations

import ipaddress
import os
import sys
from pathlib import Path

# Linux lists every connection with its user (proc(5), /proc/net/tcp): columns 1 and 7.
TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))
ROOT = 0  # may read everything anyway, and relays connections for its users


def may_ask(address: str, port: int) -> bool:
    """Say whether a connection from this end of it is the user's own, as far as is known.

    Where the system does not say whose it is (all but Linux), it may.
    """
    if sys.platform == "win32":
        return True
    return _user_of(address, port) in {None, os.getuid(), ROOT}


def _user_of(address: str, port: int) -> int | None:
    packed = ipaddress.ip_address(address).packed
    words = [packed[start : start + 4] for start in range(0, len(packed), 4)]
    # Each four bytes are printed as the number that this computer reads in them.
    own = "".join(f"{int.from_bytes(word, sys.byteorder):08X}" for word in words)
    mapped = f"{'0' * 16}{int.from_bytes(bytes.fromhex('0000FFFF'), sys.byteorder):08X}{own}"
    for table in TABLES:
        try:
            lines = table.read_text(encoding="ascii").splitlines()[1:]
        except OSError:
            continue
        for columns in map(str.split, lines):
            if columns[1] in {f"{own}:{port:04X}", f"{mapped}:{port:04X}"}:
                return int(columns[7])
    return None
