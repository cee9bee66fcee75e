"""Files beside the templates that are meant as one, and are saved as another kind or misnamed."""

from __future__ import annotations

import re
from pathlib import Path

_KINDS = {
    ".docm": "a Word document with macros",
    ".dotx": "a Word template",
    ".dotm": "a Word template with macros",
    ".doc": "a document of an older Word",
    ".dot": "a template of an older Word",
    ".odt": "an OpenDocument text",
    ".rtf": "a text in rich text format",
}
"""What Word and LibreOffice save beside documents, and no build reads."""
_ADDED = re.compile(
    r"\s{0,9}(?:\(\d+\)|[-–]\s{0,9}copy(?:\s{0,9}\(\d+\))?|\bcopy|\bfinal|\bv\d+)$", re.IGNORECASE
)


def misnamed_template(folder: Path, name: str) -> Path | None:
    """Return the file that is meant to be the template `name`, which is not there; or None.

    One of another kind (purpose.docm), in other letters (Purpose.docx, purpose .docx), with an
    ending of Windows's or the editor's (“purpose - Copy.docx”), or with one too many
    (purpose.docx.docx).
    """
    there = sorted(p for p in folder.glob("*") if p.is_file() and not p.name.startswith("~$"))
    for each in there:
        if each.suffix.lower() in {".docx", *_KINDS} and _meant(each.stem) == _meant(name):
            return each
    return None


def of_another_kind(folder: Path) -> list[Path]:
    """Return the files of a folder of templates that no build reads, though Word opens them."""
    return sorted(
        path
        for path in folder.glob("*")
        if path.suffix.lower() in _KINDS and path.is_file() and not path.name.startswith("~$")
    )


def kind_of(name: str) -> str:
    """Return what a file is by its suffix: “a Word document with macros”."""
    return _KINDS.get(Path(name).suffix.lower(), "a Word document")


def save_as_hint(name: str, wanted: str) -> str:
    """Return how a file is made the template that is `wanted`."""
    if Path(name).suffix.lower() in _KINDS:
        return f"open “{name}” in Word, and save it with File › Save As as Word Document “{wanted}”"
    return f"rename “{name}” to “{wanted}”"


def _meant(stem: str) -> str:
    stem = re.sub(r"\.docx$", "", stem, flags=re.IGNORECASE)
    return re.sub(r"[\s_-]+", "-", _ADDED.sub("", stem.strip())).casefold()
