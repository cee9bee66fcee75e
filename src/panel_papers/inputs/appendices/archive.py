"""The zip archive that a .docx or .xlsx is, opened only after it has proved harmless."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from panel_papers.core import InputsError, Problem
from panel_papers.inputs.appendices.kinds_of_file import really
from panel_papers.inputs.appendices.supplied import Supplied, refuse

MOST_BYTES = 200_000_000  # unpacked; a document of 300 photographs has 100 million
MOST_ENTRIES = 10_000
STEEPEST = 100  # times smaller; the XML of real documents packs to a tenth or a twentieth
SMALL = 1_000_000  # bytes below which a steep ratio does no harm

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 20
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)


def open_archive(supplied: Supplied, program: str, ending: str) -> Mapping[str, bytes]:
    """Return the members of an Office file by name.

    `program` (“Word”) and `ending` (“.docx”) are for the words of problems. Raises InputsError for
    what is not a zip archive, is damaged, or would unpack beyond reason.
    """
    again = f"open it in {program} and save it again as {ending}"
    if supplied.data.startswith(_OLE):
        found = f"The file is in {program}’s old format, or it is protected by a password"
        hint = f"{again}, without a password"
        raise refuse("not-a-zip", supplied.place, found, f"a {ending} file", hint)
    try:
        with zipfile.ZipFile(io.BytesIO(supplied.data)) as archive:
            problems = _suspicions(archive.infolist(), supplied)
            if problems:
                raise InputsError(problems)
            return {
                entry.filename: _unpack(archive, entry, supplied)
                for entry in archive.infolist()
                if not entry.is_dir()
            }
    except _DAMAGE as error:
        what, hint = really(supplied.data, program, ending)
        found = f"The file’s name ends in {ending}, but it is {what}"
        if supplied.data.startswith(b"PK"):
            found, hint = "The file is damaged or incomplete", f"copy the file again, or {again}"
        raise refuse("damaged-file", supplied.place, found, "", hint) from error


def _suspicions(entries: list[zipfile.ZipInfo], supplied: Supplied) -> list[Problem]:
    """Return what the archive's own directory admits."""
    problems = []

    def tell(code: str, found: str, wanted: str, hint: str) -> None:
        problems.append(Problem(code, supplied.place, found, wanted, hint))

    bomb = "do not open it; ask whoever sent it for the document as PDF"
    if len(entries) > MOST_ENTRIES:
        tell(
            "zip-bomb", f"The file holds {len(entries):,} files", f"at most {MOST_ENTRIES:,}", bomb
        )
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        found, wanted = f"The file holds {total:,} bytes when unpacked", f"at most {MOST_BYTES:,}"
        tell("zip-bomb", found, wanted, bomb)
    for entry in entries:
        name = entry.filename
        if entry.file_size > SMALL and entry.file_size > STEEPEST * max(entry.compress_size, 1):
            found = (
                f"“{name}” inside the file grows from {entry.compress_size:,} to "
                f"{entry.file_size:,} bytes when it is unpacked"
            )
            tell("zip-bomb", found, f"at most {STEEPEST} times the size", bomb)
        if (
            name.startswith(("/", "\\"))
            or ".." in name.replace("\\", "/").split("/")
            or ":" in name
        ):
            found = (
                f"“{name}” inside the file is named so that it would be unpacked into another "
                "folder of this computer"
            )
            tell("zip-path", found, "", bomb)
        if entry.flag_bits & 0x1:
            hint = (
                "open it in its own program with its password, save it without one, and put "
                "that in its place"
            )
            tell("encrypted-file", f"“{name}” inside the file is encrypted", "", hint)
    return problems[:20]


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, supplied: Supplied) -> bytes:
    """Return one member; what the directory says of its size is not believed, but counted."""
    chunks = []
    count = 0
    with archive.open(entry) as member:
        while chunk := member.read(_CHUNK):
            chunks.append(chunk)
            count += len(chunk)
            if count > entry.file_size:
                found = f"“{entry.filename}” inside the file is larger than the file says"
                hint = "do not open it; ask whoever sent it for the document as PDF"
                raise refuse("zip-bomb", supplied.place, found, "", hint)
    data = b"".join(chunks)
    # ECMA-376 part 2, 6.2.5 forbids document type declarations: they can grow without end
    declared = any("<!DOCTYPE".encode(code) in data for code in ("utf-8", "utf-16-le", "utf-16-be"))
    if declared and entry.filename.lower().endswith((".xml", ".rels", ".vml")):
        found = (
            f"“{entry.filename}” inside the file has instructions (a “document type "
            "declaration”) that no Word or Excel file has, and that can harm a computer"
        )
        hint = (
            "open it in Word, save it again as a Word Document (.docx), and put that in its "
            "place; if the message comes back, ask whoever sent it for a PDF"
        )
        raise refuse("xml-doctype", supplied.place, found, "", hint)
    return data
