"""A LibreOffice with a profile of its own: run once, or kept running for what comes.

A running office is spoken to as any program speaks to it: a second `soffice` with the same profile
hands it its command line, waits until all is done, and ends. So a start, the better part of a
second, is paid for once; and it can be paid while something else is done.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from html import escape
from pathlib import Path

from panel_papers.pdf.engines import processes
from panel_papers.pdf.engines.own_fonts import NO_FONTS, OwnFonts
from panel_papers.pdf.engines.scratch import PROFILE_FOLDER, office_pipes, work_folder

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
    # The export's options are here and not on the command line, which takes them as JSON only
    # since LibreOffice 7.4; an older one would leave the tags out and say nothing.
    (EXPORT, "UseTaggedPDF", "true"),
    (EXPORT, "PDFUACompliance", "true"),
    (EXPORT, "ExportBookmarks", "true"),
)

FONT_FOLDER = "fonts"
"""Where in a work folder a body's own fonts are."""
_QUIET = ("--headless", "--norestore", "--nologo")
_EXPORT = ("--convert-to", "pdf:writer_pdf_Export", "--outdir")
_PIPE_SECONDS = 20
"""How long an office that starts may take until it listens; it takes half a second."""
_MOST_BATCHES = 50
"""After how many batches a running office is started again: what it leaks goes with it."""
_MOST_MEMORY = 700_000_000
"""How many bytes a running office may hold; it begins with a quarter of that."""


def convert_once(
    program: Path,
    documents: Sequence[Path],
    folder: Path,
    *,
    seconds: float,
    fonts: OwnFonts = NO_FONTS,
) -> processes.Ended:
    """Convert Word files in `folder` to PDFs in its `out`, in one start with a profile of its own.

    `fonts` are printed before those of the machine.

    Raises OSError when the program cannot be started.
    """
    # Two processes on one profile fail at random: each start has its own.
    profile = folder / PROFILE_FOLDER
    _write_profile(profile)
    command: list[str | Path] = [
        *_office(program, profile),
        "--nodefault",
        "--nolockcheck",
        *_EXPORT,
    ]
    command += [folder / "out", *documents]
    try:
        return _run(command, folder, seconds, fonts=fonts)
    finally:
        _pipe(profile, remove=True)


def tell_version(program: Path, folder: Path) -> processes.Ended:
    """Ask the program for its version. Raises OSError when it cannot be started."""
    profile = folder / PROFILE_FOLDER
    _write_profile(profile)
    named = f"-env:UserInstallation={profile.as_uri()}"
    return _run([program, named, "--headless", "--version"], folder, 60, guarded=False)


class RunningOffice:
    """An office that has been started and listens; for systems whose offices listen on a socket.

    `held` keeps it running after its first batch, for more. Whoever starts one closes it: then no
    process and no file of it is left.
    """

    works_here = sys.platform != "win32"

    def __init__(self, program: Path, *, held: bool = False, fonts: OwnFonts = NO_FONTS) -> None:
        self._program = program
        self._held = held
        self._batches = 0
        self._stack = ExitStack()
        self.folder = self._stack.enter_context(work_folder())
        self._profile = self.folder / PROFILE_FOLDER
        _write_profile(self._profile)
        command = _office(program, self._profile)
        if held:
            # An office without an open document ends with its first batch; this one stays empty.
            (self.folder / "open.txt").write_bytes(b"")
            command += [self.folder / "open.txt"]
        else:
            command += ["--nodefault"]
        try:
            self._process = processes.launch(
                command,
                folder=self.folder,
                environment=_environment(os.environ, self.folder, fonts),
            )
        except BaseException:
            self._stack.close()
            raise

    def convert(
        self, documents: Sequence[Path], folder: Path, *, seconds: float
    ) -> processes.Ended | None:
        """Convert as `convert_once` does; None where this office does not listen."""
        deadline = time.monotonic() + min(seconds, _PIPE_SECONDS)
        while not self._listens():
            if time.monotonic() > deadline or self._process.poll() is not None:
                return None
            time.sleep(0.02)
        self._batches += 1
        command = [*_office(self._program, self._profile), "--nolockcheck", *_EXPORT]
        return _run([*command, folder / "out", *documents], folder, seconds)

    def _listens(self) -> bool:
        """Say whether a batch may come: the socket is there, and what is to be open is open.

        The office's own lock beside a document says that it has opened it.
        """
        lock = self.folder / ".~lock.open.txt#"
        return _pipe(self._profile) and (not self._held or lock.exists())

    @property
    def fit(self) -> bool:
        """Whether it may take another batch: it lives, and is neither old nor large."""
        if self._process.poll() is not None or (self._batches and not self._held):
            return False
        return self._batches < _MOST_BATCHES and _memory(self._process.pid) < _MOST_MEMORY

    def close(self) -> None:
        """End the office and remove its files."""
        processes.end_group(self._process)
        _pipe(self._profile, remove=True)
        self._stack.close()


def _office(program: Path, profile: Path) -> list[str | Path]:
    return [*_network_off(), program, f"-env:UserInstallation={profile.as_uri()}", *_QUIET]


def _run(
    command: Sequence[str | Path],
    folder: Path,
    seconds: float,
    *,
    guarded: bool = True,
    fonts: OwnFonts = NO_FONTS,
) -> processes.Ended:
    environment = _environment(os.environ, folder, fonts)
    return processes.run(
        command, folder=folder, environment=environment, seconds=seconds, guarded=guarded
    )


def _memory(group: int) -> int:
    """Return how many bytes a group of processes holds; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    total = 0
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError, ValueError, IndexError):
            fields = entry.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            if int(fields[2]) == group:
                total += int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    return total


def _environment(
    variables: Mapping[str, str], work: Path, fonts: OwnFonts = NO_FONTS
) -> dict[str, str]:
    kept = {name: variables[name] for name in KEPT_VARIABLES if name in variables}
    # An office that is ended leaves its temporary files, and a document's text may be in them.
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(work))
    if fonts.faces and sys.platform == "linux":
        kept["FONTCONFIG_FILE"] = str(_write_fonts(work, fonts, kept.get("FONTCONFIG_FILE")))
    return kept | temporary | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _write_fonts(work: Path, fonts: OwnFonts, machine: str | None) -> Path:
    """Write a body's own fonts into a work folder; return the fontconfig file that names them.

    It includes that of the machine, without the machine's fonts of the same families: which of two
    is printed would be chance.
    """
    folder = work / FONT_FOLDER
    folder.mkdir(exist_ok=True)
    named = []
    for name, data in fonts.files:
        (folder / name).write_bytes(data)
        named.append(_pattern("file", str(folder / name)))
    refused = [_pattern("family", family) for family in fonts.families]
    file = folder / "own.conf"
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        "<fontconfig>\n"
        f"  <dir>{escape(str(folder))}</dir>\n"
        f"  <cachedir>{escape(str(folder / 'cache'))}</cachedir>\n"
        f'  <include ignore_missing="yes">{escape(machine or "fonts.conf")}</include>\n'
        f"  <selectfont><acceptfont>{''.join(named)}</acceptfont>"
        f"<rejectfont>{''.join(refused)}</rejectfont></selectfont>\n"
        "</fontconfig>\n",
        encoding="utf-8",
    )
    return file


def _pattern(key: str, value: str) -> str:
    text = f"<string>{escape(value)}</string>"
    return f'<pattern><patelt name="{key}">{text}</patelt></pattern>'


def _pipe(profile: Path, *, remove: bool = False) -> bool:
    """Say whether an office listens with this profile; with `remove`, take its socket away.

    One that was ended could not do so itself.
    """
    pipes = office_pipes(profile)
    for pipe in pipes if remove else ():
        with suppress(OSError):
            pipe.unlink(missing_ok=True)
    return bool(pipes)


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
