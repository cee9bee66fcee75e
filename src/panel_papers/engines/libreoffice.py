"""The LibreOffice engine: one start of soffice for all documents of a paper."""

from __future__ import annotations

import functools
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path

from panel_papers.engines import processes
from panel_papers.engines.files import all_or_faults, pdf_fault, readied, unreadable
from panel_papers.engines.scratch import work_folder
from panel_papers.engines.seam import WordDocument
from panel_papers.errors import EngineError, Place, Problem

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

# What soffice and its start script read: where programs and fonts are. Anything
# else (a proxy, a preloaded library, a plug-in path, the user's language) could change the result.
KEPT_VARIABLES = (
    "PATH", "HOME", "XDG_DATA_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
    "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "USERPROFILE", "APPDATA",
    "LOCALAPPDATA", "PROGRAMFILES", "PROGRAMFILES(X86)", "PROGRAMDATA",
)  # fmt: skip

# Each setting of our profile: its place, name and value. With the first five a hostile document
# fetched nothing and showed no local file; without them LibreOffice 7.4 fetched a picture from the
# web and printed one from the disk.
SECURITY = "/org.openoffice.Office.Common/Security/Scripting"
EXPORT = "/org.openoffice.Office.Common/Filter/PDF/Export"
PROFILE = (
    (SECURITY, "BlockUntrustedRefererLinks", "true"),
    (SECURITY, "DisableMacrosExecution", "true"),
    (SECURITY, "MacroSecurityLevel", "3"),
    (SECURITY, "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "1"),  # never (counted otherwise here)
    # The export's options stand here and not on the command line, which takes them as JSON only
    # since LibreOffice 7.4; an older one would leave the tags out and say nothing.
    (EXPORT, "UseTaggedPDF", "true"),
    (EXPORT, "PDFUACompliance", "true"),
    (EXPORT, "ExportBookmarks", "true"),
)


class LibreOffice:
    """Converts with the soffice program at `program`.

    `seconds` is the time that one start may take; by default a minute and ten seconds a document.
    """

    name = "libreoffice"
    writes_tags = True

    def __init__(self, program: Path, *, seconds: float | None = None) -> None:
        self._program = program
        self._seconds = seconds

    def version(self) -> str:
        """Return “LibreOffice ” and its version, which one short start of it tells.

        Raises EngineError when it does not answer.
        """
        return _version(self._program)

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        """Return one PDF for each document, in order; the same bytes for the same document.

        Raises EngineError when LibreOffice cannot be started, or naming each document that it
        could not convert and why. No process of it stays behind, whatever happens.
        """
        results = [readied(document) for document in documents]
        sound = {
            index: WordDocument(document.name, word)
            for index, (document, word) in enumerate(zip(documents, results, strict=True))
            if isinstance(word, bytes)
        }
        for index, result in zip(sound, self._start([*sound.values()]), strict=True):
            results[index] = result
        if len(sound) > 1:
            # One document that brings the office down takes the others of its start with it: a
            # start of its own for each shows whose fault it is.
            for index, document in sound.items():
                if isinstance(results[index], Problem):
                    (results[index],) = self._start([document])
        return all_or_faults(results)

    def _start(self, documents: Sequence[WordDocument]) -> list[bytes | Problem]:
        """Convert the documents in one start; a problem stands in for a PDF that is missing."""
        if not documents:
            return []
        seconds = self._seconds if self._seconds is not None else 60 + 10 * len(documents)
        with work_folder() as work:
            # Two processes on one profile fail at random: each start has its own.
            profile = work / "profile"
            _write_profile(profile)
            # A document's own name may be one that the system or a command line cannot hold.
            stems = [f"d{number:04}" for number in range(1, len(documents) + 1)]
            for stem, document in zip(stems, documents, strict=True):
                (work / f"{stem}.docx").write_bytes(document.data)
            command: list[str | Path] = [
                *_network_off(),
                self._program,
                f"-env:UserInstallation={profile.as_uri()}",
                *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"),
                *("--convert-to", "pdf:writer_pdf_Export", "--outdir", work / "out"),
                *(work / f"{stem}.docx" for stem in stems),
            ]
            try:
                ended = _run(command, folder=work, seconds=seconds)
            finally:
                _remove_pipe(profile)
            results: list[bytes | Problem] = []
            for stem, document in zip(stems, documents, strict=True):
                results.append(self._result(work / "out" / f"{stem}.pdf", document, ended))
            return results

    def _result(
        self, file: Path, document: WordDocument, ended: processes.Ended
    ) -> bytes | Problem:
        """Return the PDF in `file`: soffice ends with 0 where it could read nothing, too."""
        from panel_papers.engines.libreoffice_pdf import steady  # noqa: PLC0415 - pikepdf is slow

        data = file.read_bytes() if file.is_file() else None
        wrong = "it wrote no PDF" if data is None else pdf_fault(data)
        if data is not None and not wrong:
            return steady(data)
        return unreadable(
            document, f"{self._told_version()} could not convert it: {wrong}; {ended}"
        )

    def _told_version(self) -> str:
        try:
            return self.version()
        except EngineError:
            return "LibreOffice"


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
    """Return the fault for a machine without LibreOffice, with how to install it."""
    return EngineError(
        [
            Problem(
                code="engine-missing",
                place=Place("LibreOffice"),
                found=found,
                wanted="LibreOffice, for the engine “libreoffice”",
                hint=f"{INSTALL}. Or build with “--engine embedded”, which needs nothing more",
            )
        ]
    )


@functools.cache
def _version(program: Path) -> str:
    with work_folder() as work:
        _write_profile(work / "profile")
        profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
        ended = _run([program, profile, "--headless", "--version"], folder=work, seconds=60)
    # “LibreOffice 7.4.7.2 40(Build:2)”: the name and the first number.
    words = ended.words.split()
    if ended.exit_code != 0 or "LibreOffice" not in words[:-1]:
        raise EngineError([_broken(f"LibreOffice does not tell its version: {ended}")])
    return f"LibreOffice {words[words.index('LibreOffice') + 1]}"


def _run(command: Sequence[str | Path], *, folder: Path, seconds: float) -> processes.Ended:
    try:
        return processes.run(
            command, folder=folder, environment=_environment(os.environ, folder), seconds=seconds
        )
    except OSError as fault:
        words = f"LibreOffice cannot be started: {fault.strerror or fault}"
        raise EngineError([_broken(words)]) from fault


def _broken(found: str) -> Problem:
    return Problem(
        code="engine-broken",
        place=Place("LibreOffice"),
        found=found,
        wanted="a LibreOffice that starts",
        hint="start LibreOffice by hand to see what it says, install it anew, or build with "
        "“--engine embedded”",
    )


def _environment(variables: Mapping[str, str], work: Path) -> dict[str, str]:
    kept = {name: variables[name] for name in KEPT_VARIABLES if name in variables}
    # An office that is ended leaves its temporary files, and a document's text may be in them.
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work))
    return kept | temporary | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _remove_pipe(profile: Path) -> None:
    """Remove the socket of an office that was ended before it could do so itself.

    It lies in /tmp whatever TMPDIR says, named after the profile: the MD5 of its URL in UTF-16,
    in hexadecimal without leading zeros in its bytes (seen with LibreOffice 7.4).
    """
    if sys.platform == "win32":  # a named pipe there, which goes with its process
        return
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    name = "".join(f"{byte:x}" for byte in digest)
    for pipe in Path("/tmp").glob(f"OSL_PIPE_*_SingleOfficeIPC_{name}"):  # noqa: S108
        with suppress(OSError):
            pipe.unlink(missing_ok=True)


@functools.cache
def _network_off() -> tuple[str, ...]:
    """Return what to put before a command so that it has no network, where the system allows it.

    The locked profile fetches nothing either; this holds for what it does not know of.
    """
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None:
        return ()
    prefix = (unshare, "--map-root-user", "--net", "--")
    with suppress(OSError, subprocess.SubprocessError):
        # Not every system lets its users do this.
        subprocess.run([*prefix, "true"], capture_output=True, check=True, timeout=10)  # noqa: S603
        return prefix
    return ()


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{escape(path)}"><prop oor:name="{escape(name)}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
        for path, name, value in PROFILE
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n",
        encoding="utf-8",
        newline="\n",
    )
