"""The LibreOffice engine: one start of soffice for all documents of a paper."""

from __future__ import annotations

import functools
import os
import shutil
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from panel_papers.core import EngineError, Place, Problem, file_identity
from panel_papers.pdf.engines import processes
from panel_papers.pdf.engines.files import all_or_faults, pdf_fault, readied, unreadable
from panel_papers.pdf.engines.office import RunningOffice, convert_once, tell_version
from panel_papers.pdf.engines.own_fonts import NO_FONTS, OwnFonts
from panel_papers.pdf.engines.protocol import WordDocument
from panel_papers.pdf.engines.scratch import work_folder

USUAL_PLACES = (
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/bin/soffice",
    "/usr/local/bin/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)


# Where fontconfig finds the fonts of a machine and of a user.
# LibreOffice counts captions again, in a colour of its own: no coded copy shows which letters they
# are, and charts in such a document had an empty figure in LibreOffice's own tags.
_CALCULATED = frozenset({"SEQ"})
FONT_FOLDERS = (
    "/etc/fonts",
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)


class LibreOffice:
    """Converts with the soffice program at `program`.

    `seconds` is the time that one start may take; by default a minute and ten seconds a document.
    `fonts` are a body's own, printed before those of the machine (on Linux: elsewhere LibreOffice
    asks the system).
    """

    name = "libreoffice"
    writes_tags = True
    labels_by_level = False

    def __init__(
        self, program: Path, *, seconds: float | None = None, fonts: OwnFonts = NO_FONTS
    ) -> None:
        self._program = program
        self._seconds = seconds
        self._fonts = fonts
        self._running: RunningOffice | None = None
        self._held = False

    def version(self) -> str:
        """Return “LibreOffice ” and its version, which one short start of it prints.

        Raises EngineError when it does not answer.
        """
        return _version(self._program)

    def identity(self) -> str | None:
        """Return which program this is, and what fonts there are; None where fonts are unknown."""
        if sys.platform != "linux":
            return None
        folders = [each for place in FONT_FOLDERS for each in _folders(Path(place).expanduser())]
        machine = [file_identity(each) for each in (self._program, *folders)]
        return "\n".join([*machine, self._fonts.identity]).rstrip()

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        """Return one PDF for each document, in order; the same bytes for the same document.

        The tags are ours where they can be placed exactly, else LibreOffice's own.

        Raises EngineError when LibreOffice cannot be started, or naming each document that it
        could not convert and why. No process of it stays behind, whatever happens.
        """
        results = [readied(document, _CALCULATED) for document in documents]
        sound = [
            replace(document, data=word)
            for document, word in zip(documents, results, strict=True)
            if isinstance(word, bytes)
        ]
        made = iter(self._tagged(sound))
        return all_or_faults([next(made) if isinstance(r, bytes) else r for r in results])

    def _tagged(self, documents: Sequence[WordDocument]) -> list[bytes | Problem]:
        """Convert the documents, and the copies that our tagger needs, in one start."""
        from panel_papers.pdf.engines.libreoffice_tagging import (  # noqa: PLC0415 - loads pikepdf
            coded_document,
            tagged,
        )

        copies = [coded_document(document) for document in documents]
        both = [*documents]
        for document, copy in zip(documents, copies, strict=True):
            both += [] if copy is None else [replace(document, data=copy.data)]
        with ThreadPoolExecutor(1) as beside:  # else `version` would have to wait for a start later
            beside.submit(self._told_version)
            made = self._converted_all(both)
        coded = iter(made[len(documents) :])
        results: list[bytes | Problem] = []
        for document, copy, pdf in zip(documents, copies, made, strict=False):
            copied = None if copy is None else next(coded)
            if isinstance(pdf, bytes):
                results.append(tagged(document, pdf, copy, copied))
            else:
                results.append(pdf)
        return results

    def _converted_all(self, documents: Sequence[WordDocument]) -> list[bytes | Problem]:
        """Convert the documents in one start, and each of which that made no PDF in its own.

        One document that brings the office down takes the others of its start with it: a start of
        its own for each shows which of them it is.
        """
        results = self._start(documents)
        for index, document in enumerate(documents if len(documents) > 1 else ()):
            if isinstance(results[index], Problem):
                (results[index],) = self._start([document])
        return results

    def warm(self, *, held: bool = False) -> None:
        """Start an office now, for documents that come soon; `held`: for many batches.

        Where that is not possible, nothing happens: each batch then has a start of its own.
        """
        if self._running is None and RunningOffice.works_here:
            with suppress(OSError):  # reported when a batch comes
                self._running = RunningOffice(self._program, held=held, fonts=self._fonts)
                self._held = held

    def close(self) -> None:
        """End an office that `warm` started."""
        running, self._running = self._running, None
        if running is not None:
            running.close()

    def _start(self, documents: Sequence[WordDocument]) -> list[bytes | Problem]:
        """Convert the documents in one start; a problem replaces a PDF that is missing."""
        if not documents:
            return []
        seconds = self._seconds if self._seconds is not None else 60 + 10 * len(documents)
        with work_folder() as work:
            # A document's own name may be one that the system or a command line cannot hold.
            stems = [f"d{number:04}" for number in range(1, len(documents) + 1)]
            for stem, document in zip(stems, documents, strict=True):
                (work / f"{stem}.docx").write_bytes(document.data)
            ended = self._converted([work / f"{stem}.docx" for stem in stems], work, seconds)
            results: list[bytes | Problem] = []
            for stem, document in zip(stems, documents, strict=True):
                results.append(self._result(work / "out" / f"{stem}.pdf", document, ended))
            return results

    def _converted(self, files: Sequence[Path], work: Path, seconds: float) -> processes.Ended:
        """Convert by the running office; without one, or where it fails, in a start of its own."""
        try:
            if self._running is not None:
                ended = self._running.convert(files, work, seconds=seconds)
                whole = all((work / "out" / f"{file.stem}.pdf").is_file() for file in files)
                if not (ended and whole and self._running.fit):
                    self.close()
                    if self._held:
                        self.warm(held=True)
                if ended is not None and whole:
                    return ended
            return convert_once(self._program, files, work, seconds=seconds, fonts=self._fonts)
        except OSError as fault:
            raise EngineError([_not_started(fault)]) from fault

    def _result(
        self, file: Path, document: WordDocument, ended: processes.Ended
    ) -> bytes | Problem:
        """Return the PDF in `file`: soffice ends with 0 where it could read nothing, too."""
        data = file.read_bytes() if file.is_file() else None
        wrong = "it wrote no PDF" if data is None else pdf_fault(data)
        if data is not None and not wrong:
            return data
        return unreadable(
            document,
            f"The engine {self._told_version()} could not turn this document into PDF: {wrong}; "
            f"{ended}",
        )

    def _told_version(self) -> str:
        try:
            return self.version()
        except EngineError:
            return "LibreOffice"


def _folders(root: Path) -> list[Path]:
    """Return a folder and those in it: a font that comes or goes changes the time of its own."""
    return [Path(folder) for folder, _, _ in os.walk(root)]


def find_soffice() -> Path | None:
    """Return the soffice program on the search path or in one of the usual places, or None."""
    # Only `soffice`: `libreoffice` may be a Snap, which cannot read our temporary files.
    on_path = shutil.which("soffice.com" if sys.platform == "win32" else "soffice")
    # A relative hit means the current folder, where a paper's inputs may lie.
    places = [*([on_path] if on_path and Path(on_path).is_absolute() else []), *USUAL_PLACES]
    return next((Path(place) for place in places if Path(place).is_file()), None)


INSTALL = (
    "install it: on Windows or macOS from https://www.libreoffice.org/download; "
    "on Debian or Ubuntu with “sudo apt-get install libreoffice-writer-nogui”"
)


def missing(found: str) -> EngineError:
    """Return the problem for a machine without LibreOffice, with how to install it."""
    return EngineError(
        [
            Problem(
                code="engine-missing",
                place=Place("LibreOffice"),
                found=found,
                wanted="",
                hint=f"{INSTALL}; or build with “--engine embedded”, which needs nothing more",
            )
        ]
    )


@functools.cache
def _version(program: Path) -> str:
    with work_folder() as work:
        try:
            ended = tell_version(program, work)
        except OSError as fault:
            raise EngineError([_not_started(fault)]) from fault
    # “LibreOffice 7.4.7.2 40(Build:2)”: the name and the first number.
    words = ended.words.split()
    if ended.exit_code != 0 or "LibreOffice" not in words[:-1]:
        raise EngineError([_broken(f"LibreOffice does not report its version: {ended}")])
    return f"LibreOffice {words[words.index('LibreOffice') + 1]}"


def _not_started(fault: OSError) -> Problem:
    return _broken(f"LibreOffice cannot be started: {fault.strerror or fault}")


def _broken(found: str) -> Problem:
    return Problem(
        code="engine-broken",
        place=Place("LibreOffice"),
        found=found,
        wanted="",
        hint="start LibreOffice by hand to see what it says, install it again, or build with "
        "“--engine embedded”",
    )
