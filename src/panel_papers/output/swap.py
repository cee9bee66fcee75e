"""Two folders change places at one stroke, on the systems that can do it."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2  # linux/fs.h
_RENAME_SWAP = 2  # macOS, sys/stdio.h


def exchange(one: Path, other: Path) -> bool:
    """Return True once `one` and `other` have changed places, with no moment in between.

    Returns False, with nothing touched, where the system or the file system cannot do that.
    Raises OSError where it can but was refused.
    """
    if sys.platform not in ("linux", "darwin"):
        return False
    library = ctypes.CDLL(None, use_errno=True)
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(first, second, _RENAME_SWAP)
        else:
            failed = library.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    except AttributeError:  # a C library without the function, such as an old musl
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    # The system call or the file system does not know the exchange. EPERM: old container sandboxes
    # answer so to system calls they have not heard of; where it is a true refusal, the plain
    # rename that the caller tries next is refused as well.
    if number in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EPERM):
        return False
    raise OSError(number, os.strerror(number), str(other))
