"""What, beside its inputs, shapes what this program makes: its own code and its libraries."""

from __future__ import annotations

import re
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from panel_papers import __version__

LIBRARIES = (
    "docxtpl",
    "dxpdf",
    "fonttools",
    "harper-py",
    "holidays",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "markupsafe",
    "matplotlib",
    "mdit-py-plugins",
    "msgspec",
    "numpy",
    "openpyxl",
    "page-validation",
    "pandas",
    "pikepdf",
    "pillow",
    "pypdf",
    "pypdfium2",
    "python-docx",
    "pyyaml",
    "rdocx",
)
"""The libraries that shape what a build makes or says: the dependencies of pyproject.toml but for
those that only run it, and numpy, which matplotlib and pandas calculate with. A test compares."""
_EXTRAS = ("ocrmypdf",)
_VERSION = re.compile(r"^Version: *(\S+) *$", re.MULTILINE)


@cache
def version_of(library: str) -> str:
    """Return the version that is installed; raises PackageNotFoundError where none is.

    Of its metadata only that line is read: `importlib.metadata.version` also parses the library's
    README, which is most of the file.
    """
    found = distribution(library)
    line = _VERSION.search(found.read_text("METADATA") or "")
    return line[1] if line else found.version


def _version_or_none(library: str) -> str:
    try:
        return version_of(library)
    except PackageNotFoundError:
        return "none"


@cache
def program_identity() -> str:
    """Return a text that differs wherever another program would perhaps make other files.

    The code counts by its files' sizes and times: whoever changes it is not to get what the
    former code made.
    """
    here = Path(__file__).parents[1]  # the package
    files = sorted(path for path in here.rglob("*") if path.suffix not in (".pyc", ""))
    told = [f"{path.relative_to(here).as_posix()} {_stamp(path)}" for path in files]
    libraries = [f"{name} {_version_or_none(name)}" for name in (*LIBRARIES, *_EXTRAS)]
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
