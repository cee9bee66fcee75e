"""The engine dxpdf, with the fonts that this package ships.

On Linux dxpdf asks fontconfig for its fonts, and gets a configuration that names our folder and
nothing else: the layout is the same on every machine, one without any fonts included. The wheels
for Windows and macOS hold no fontconfig: they ask DirectWrite and CoreText, so there the machine's
own fonts are used (Arial, which both systems have, has the widths of our Liberation Sans).
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from importlib.metadata import PackageNotFoundError
from pathlib import Path

from panel_papers.core import FONTS, EngineError, Place, Problem, shipped_faces, version_of
from panel_papers.pdf.engines.families import FAMILIES, LAST_RESORT
from panel_papers.pdf.engines.files import SAVE_AGAIN, all_or_faults, pdf_fault, readied, unreadable
from panel_papers.pdf.engines.own_fonts import NO_FONTS, OwnFonts
from panel_papers.pdf.engines.protocol import WordDocument
from panel_papers.pdf.engines.rdocx.font_names import font_names
from panel_papers.pdf.engines.scratch import private_folder

CONFIGURATION = "fonts.conf"

_OTHER_ENGINE = "install LibreOffice, which the build then takes for this document; or do without"

_environment = threading.Lock()


class Dxpdf:
    """Converts inside this process, with nothing but what pip installed."""

    name = "dxpdf"
    writes_tags = False  # headings only, which reach 3 % of the text
    labels_by_level = False

    def __init__(self, fonts: OwnFonts = NO_FONTS) -> None:
        self._fonts = fonts

    def version(self) -> str:
        """Return “dxpdf ” and its version; raises EngineError where dxpdf is not installed."""
        try:
            return f"dxpdf {version_of('dxpdf')}"
        except PackageNotFoundError as missing:
            raise EngineError([_not_installed(str(missing))]) from missing

    def identity(self) -> str | None:
        """Return dxpdf's version and our fonts; None where the machine's own fonts are used."""
        if sys.platform in ("win32", "darwin"):
            return None
        faces = "".join(shipped_faces().values())
        configuration = font_configuration(self._fonts)
        return f"{self.version()} {faces} {configuration} {self._fonts.identity}".rstrip()

    def warm(self, *, held: bool = False) -> None:
        """Do nothing: it starts at once."""

    def close(self) -> None:
        """Do nothing: nothing of it runs."""

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        """Return one PDF for each document, in order; the same bytes for the same document.

        Raises EngineError where dxpdf is not installed, or naming each document that it could
        not convert and why.
        """
        version = self.version()
        try:
            # Imported here: 30 MB that most commands do not need. Its wheel brings no types.
            from dxpdf import convert  # type: ignore[import-untyped]  # noqa: PLC0415
        except ImportError as missing:
            raise EngineError([_not_installed(str(missing))]) from missing
        with _environment, _shipped_fonts(self._fonts):
            return all_or_faults(
                [
                    lacking_font(document, self._fonts, version)
                    or _converted(convert, document, version)
                    for document in documents
                ]
            )


def lacking_font(
    document: WordDocument, own: OwnFonts, version: str, platform: str = sys.platform
) -> Problem | None:
    """Return the problem of a body's own font where dxpdf asks the system for fonts, or None."""
    if platform not in ("win32", "darwin") or not own.faces:
        return None
    named = sorted(name for name in font_names(document.data) if own.family(name))
    if not named:
        return None
    return unreadable(
        document,
        f"The engine {version} prints on this system only fonts that are installed, and not "
        f"“{named[0]}” from the templates",
        _OTHER_ENGINE,
    )


def font_configuration(own: OwnFonts = NO_FONTS) -> str:
    """Return the fontconfig file that names our fonts only; `/` in it is the folder given as root.

    A configuration that only names the folder is not enough: dxpdf asks for families by name and
    ends with “no fonts available” when none of them is ours, so each name leads to a face of ours.
    """
    stand_ins = "".join(
        f'  <match target="pattern"><test qual="any" name="family">'
        f"<string>{escape(family)}</string></test>\n"
        f'    <edit name="family" mode="assign" binding="same">'
        f"<string>{escape(face)}</string></edit></match>\n"
        for family, face in FAMILIES.items()
        if family != face and not own.family(family)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n'
        "<fontconfig>\n"
        "  <dir>/fonts</dir>\n"
        "  <cachedir>/cache</cachedir>\n"
        f"{stand_ins}"
        f'  <match target="pattern"><edit name="family" mode="append_last" binding="same">'
        f"<string>{escape(LAST_RESORT)}</string></edit></match>\n"
        "</fontconfig>\n"
    )


@contextmanager
def _shipped_fonts(own: OwnFonts = NO_FONTS) -> Iterator[None]:
    """Point fontconfig at the body's own fonts and ours while dxpdf works.

    fontconfig reads these variables at each conversion, not only at the first. They are put back
    afterwards, so that LibreOffice, if it is started next, keeps the machine's fonts.
    """
    if sys.platform in ("win32", "darwin"):
        yield
        return
    root = _written_fonts(own)
    # A root of its own keeps fontconfig from the system's folders: it looks into one of them
    # whatever its file says, and warns on stderr of what a newer version has put there.
    ours = {"FONTCONFIG_SYSROOT": str(root), "FONTCONFIG_FILE": str(root / CONFIGURATION)}
    before = {name: os.environ.pop(name, None) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            del os.environ[name]
            if value is not None:
                os.environ[name] = value


def _written_fonts(own: OwnFonts) -> Path:
    """Return a private folder with all fonts and their configuration, written where they differ.

    The fonts are copied, since fontconfig writes a file of its own (`.uuid`) beside fonts. The
    folder stays between runs for fontconfig's cache: with it a conversion takes 0.05 s, and 0.9 s
    with the fonts of the machine. Its name holds the fonts' checksums, so that two versions of
    this package do not overwrite each other's; a copy is compared with its font by size alone,
    since to read all of them took longer than the conversion.
    """
    configuration = font_configuration(own).encode()
    named = "".join(shipped_faces().values()).encode()
    digest = hashlib.sha256(named + own.identity.encode() + configuration).hexdigest()[:16]
    root = private_folder() / f"fonts-{digest}"
    for name in shipped_faces():
        face, copy = FONTS / name, root / "fonts" / name
        if not copy.is_file() or copy.stat().st_size != face.stat().st_size:
            _write(root, copy, face.read_bytes())
    for name, data in own.files:
        copy = root / "fonts" / name
        if not copy.is_file() or copy.stat().st_size != len(data):
            _write(root, copy, data)
    # fontconfig makes sure that the file it was given exists, and then reads the one of that
    # name under its root.
    told = root / CONFIGURATION
    for file in (told, root / told.relative_to(told.anchor)):
        if not file.is_file() or file.read_bytes() != configuration:
            _write(root, file, configuration)
    return root


def _write(root: Path, file: Path, data: bytes) -> None:
    """Write a file at once or not at all: another process may be reading the folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=root, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(data)
        Path(part).replace(file)
    except BaseException:  # a full disk, an interrupt
        Path(part).unlink(missing_ok=True)
        raise


def _converted(
    convert: Callable[[bytes], bytes], document: WordDocument, version: str
) -> bytes | Problem:
    from panel_papers.pdf.engines.dxpdf_copy import dxpdf_copy  # noqa: PLC0415 - loads lxml
    from panel_papers.pdf.engines.dxpdf_gaps import gap  # noqa: PLC0415 - loads lxml
    from panel_papers.pdf.engines.laid_out import laid_out  # noqa: PLC0415 - loads lxml

    word = readied(document)
    if isinstance(word, Problem):
        return word
    try:
        lost = gap(word)
        if lost:
            return unreadable(
                document,
                f"The engine {version} cannot print all of this document: {lost}",
                _OTHER_ENGINE,
            )
        pdf = laid_out(lambda data: bytes(convert(data)), dxpdf_copy(word), document.moves)
    except Exception as fault:  # noqa: BLE001 - whatever the engine throws is of this document
        return _refused(document, version, _in_plain_words(str(fault)))
    except BaseException as fault:
        # A panic of the engine's Rust code derives from BaseException, so that nobody swallows it
        # by chance, and has no name to import.
        if type(fault).__name__ != "PanicException":
            raise
        return _refused(document, version, "it stopped in the middle")
    wrong = pdf_fault(pdf)
    return _refused(document, version, wrong) if wrong else pdf


def _in_plain_words(words: str) -> str:
    """Return what an error of the engine means, without the words of its parser."""
    unknown = re.search(r"unknown (?:variant|field) `(\w+)`", words)
    if unknown:
        return f"it has something that this engine does not know (“{unknown[1]}” in Word's format)"
    if "no fonts available" in words:
        return "it found no fonts on this computer"
    return "a part of it is not written as Word's format says"


def _refused(document: WordDocument, version: str, words: str) -> Problem:
    return unreadable(
        document,
        f"The engine {version} could not turn this document into PDF: {words}",
        f"{SAVE_AGAIN}; or install LibreOffice, which forgives more",
    )


def _not_installed(words: str) -> Problem:
    return Problem(
        code="engine-missing",
        place=Place("dxpdf"),
        found=f"The program’s own PDF engine, dxpdf, is not installed ({words})",
        wanted="",
        hint="install it with “python -m pip install dxpdf”; if pip finds no version for this "
        "computer, install LibreOffice and build with “--engine libreoffice”",
    )
