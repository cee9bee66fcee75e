"""What, beside its inputs, shapes what this program makes: its own code and its libraries."""

from __future__ import annotations

import re
import shutil
import sys
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from panel_papers import __version__

LIBRARIES = {
    "docxtpl": "fills the tags of Word templates",
    "dxpdf": "the second engine: Word to PDF",
    "fonttools": "says which letters a font holds",
    "harper-py": "checks spelling and grammar",
    "jinja2": "the language of tags, in a sandbox; our web pages",
    "lxml": "reads and writes Word’s XML",
    "markdown-it-py": "reads Markdown",
    "markupsafe": "escapes text in web pages",
    "matplotlib": "draws charts",
    "mdit-py-plugins": "footnotes in Markdown",
    "msgspec": "records, and what is kept of a run as JSON",
    "numpy": "calculates for matplotlib and pandas",
    "openpyxl": "reads workbooks",
    "page-validation": "judges the pack against PDF/UA-1 and PDF/A-2a",
    "pandas": "reads tables of data",
    "pikepdf": "joins, cleans and tags PDFs",
    "pillow": "reads and writes pictures",
    "pypdf": "reads the finished pack again",
    "pypdfium2": "reads and paints pages",
    "python-docx": "Word documents as objects",
    "pyyaml": "reads YAML",
    "rdocx": "the first engine: Word to PDF",
}
"""The libraries that shape what a build makes or says, and what each is for.

The one list of them: the cache's key, the manifest, the cluster's check of its workers and
docs/libraries.md are made of it. A test compares it with what the code imports."""
BROUGHT = (
    *("contourpy", "cycler", "et-xmlfile", "kiwisolver", "mdurl", "packaging", "pyparsing"),
    *("python-dateutil", "six", "typing-extensions", "tzdata"),
)
"""What those libraries bring with them: in the cache's key too."""
_EXTRAS = ("ocrmypdf",)
_TOOLS = ("tesseract", "gs")  # of OCRmyPDF
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
    names = (*LIBRARIES, *BROUGHT, *_EXTRAS)
    libraries = [f"{name} {_version_or_none(name)}" for name in names]
    tools = [file_identity(Path(found)) for each in _TOOLS if (found := shutil.which(each))]
    head = (f"panel-papers {__version__}", f"Python {sys.version}")
    return "\n".join([*head, *libraries, *tools, *told])


def file_identity(path: Path) -> str:
    """Return a text that differs for every version of a file that is in use; “” for none."""
    try:
        return f"{path.resolve()} {_stamp(path)}"
    except OSError:
        return ""


def _stamp(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"
