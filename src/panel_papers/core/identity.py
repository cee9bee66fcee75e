"""What, beside its inputs, shapes what this program makes: its own code and its libraries."""

from __future__ import annotations

import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

from panel_papers import __version__

LIBRARIES = (
    "docxtpl",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "page-validation",
    "pikepdf",
    "python-docx",
)
"""The libraries that shape the bytes of a build, beside the engine."""


@cache
def version_of(library: str) -> str:
    """Return the version that is installed; raises PackageNotFoundError where none is."""
    return version(library)


@cache
def program_identity() -> str:
    """Return a text that differs wherever another program would perhaps make other files.

    The code counts by its files' sizes and times: whoever changes it is not to get what the
    former code made.
    """
    here = Path(__file__).parents[1]  # the package
    files = sorted(path for path in here.rglob("*") if path.suffix not in (".pyc", ""))
    told = [f"{path.relative_to(here).as_posix()} {_stamp(path)}" for path in files]
    libraries = [f"{name} {version_of(name)}" for name in LIBRARIES]
    return "\n".join([f"panel-papers {__version__}", f"Python {sys.version}", *libraries, *told])


def file_identity(path: Path) -> str:
    """Return a text that differs for every version of a file that is in use; “” for none."""
    try:
        return f"{path.resolve()} {_stamp(path)}"
    except OSError:
        return ""


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"
