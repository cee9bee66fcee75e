"""The engine rdocx, with the fonts that this package ships.

rdocx takes its fonts as an argument, so the layout is the same on every system. It has fonts of its
own and looks at the system's too, but what is given to it under a family's name comes first: each
family that a document names gets one of our faces, and so does each that rdocx falls back to.
"""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from functools import cache
from importlib.metadata import PackageNotFoundError

from panel_papers.core import FONTS, EngineError, Place, Problem, shipped_faces, version_of
from panel_papers.pdf.engines.families import FAMILIES, LAST_RESORT, SYMBOLS, stand_in
from panel_papers.pdf.engines.files import (
    SAVE_AGAIN,
    all_or_faults,
    pdf_fault,
    readied,
    unreadable,
)
from panel_papers.pdf.engines.own_fonts import NO_FONTS, OwnFonts
from panel_papers.pdf.engines.protocol import Moves, WordDocument
from panel_papers.pdf.engines.rdocx.font_names import font_names

# Where rdocx looks for a character that a face lacks, before it looks at anything else (measured:
# rdocx 0.16.3). Under this name it finds our symbols.
_FALLBACK = "DejaVu Sans"

# What rdocx would calculate again: its REF and STYLEREF stay empty, and it counts each SEQ from 1
# in each document. They print what Word last showed, as in the other engines.
_CALCULATED = frozenset(
    (  # noqa: SIM905 - a list of words
        "REF STYLEREF NOTEREF SEQ PAGEREF TOC INDEX TOA TC TITLE AUTHOR SUBJECT DOCPROPERTY "
        "FILESIZE NUMWORDS NUMCHARS SAVEDATE PRINTDATE CREATEDATE LASTSAVEDBY USERNAME QUOTE IF "
        "MERGEFIELD CITATION BIBLIOGRAPHY"
    ).split()
)

_LARGE = 1_000_000
"""Bytes of a document's text with its marks. rdocx holds 250 times as much while it converts it
(measured: 2 MB, a table of 1,490 rows and 8 columns, takes 530 MB)."""
_one_large = threading.Lock()

_OTHER_ENGINE = "install LibreOffice, which the build then takes for this document; or do without"

# What the inner words of rdocx's errors come to, for an author.
_PLAIN_WORDS = (
    ("XML error", "a part of it is not valid XML"),
    ("unexpected element", "it is not written in Word's usual format (.docx, not “Strict”)"),
    ("nesting", "its tables or controls are nested too deep"),
    ("invalid value", "it has a size, a distance or a number that Word's format does not allow"),
    ("parse int", "it has a size, a distance or a number that Word's format does not allow"),
)
_NO_WORDS = "a part of it is not written as Word's format says"


class Rdocx:
    """Converts inside this process, with nothing but what pip installed."""

    name = "rdocx"
    writes_tags = False  # its own leave out links, notes and header cells: ours replace them
    labels_by_level = True

    def __init__(self, fonts: OwnFonts = NO_FONTS) -> None:
        self._fonts = fonts

    def version(self) -> str:
        """Return “rdocx ” and its version; raises EngineError where rdocx is not installed."""
        try:
            return f"rdocx {version_of('rdocx')}"
        except PackageNotFoundError as missing:
            raise EngineError([_not_installed(str(missing))]) from missing

    def identity(self) -> str | None:
        """Return rdocx's version and all fonts: nothing else shapes a PDF, on any system."""
        faces = f"{''.join(shipped_faces().values())} {sorted(FAMILIES.items())}"
        return f"{self.version()} {faces} {self._fonts.identity}".rstrip()

    def warm(self, *, held: bool = False) -> None:
        """Do nothing: it starts at once."""

    def close(self) -> None:
        """Do nothing: nothing of it runs."""

    def convert(self, documents: Sequence[WordDocument]) -> list[bytes]:
        """Return one PDF for each document, in order; the same bytes for the same document.

        Raises EngineError where rdocx is not installed, or naming each document that it could
        not convert and why.
        """
        version = self.version()
        try:
            import rdocx  # noqa: PLC0415 - 37 MB that most commands do not need
        except ImportError as missing:
            raise EngineError([_not_installed(str(missing))]) from missing

        def convert(data: bytes) -> bytes:
            with _one_large if _is_large(data) else nullcontext():
                document = rdocx.Document.from_bytes(data)
                return bytes(document.to_pdf(fonts=shipped_fonts(font_names(data), self._fonts)))

        return all_or_faults(
            [_converted(convert, document, version, self._fonts) for document in documents]
        )


def _is_large(data: bytes) -> bool:
    """Say whether a document takes so much memory that no other is converted beside it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return any(
            part.file_size > _LARGE for part in package.infolist() if part.filename.endswith(".xml")
        )


def shipped_fonts(families: Iterable[str], own: OwnFonts = NO_FONTS) -> list[tuple[str, bytes]]:
    """Return the body's `own` faces, or ours, under each of the families' names.

    Regular, bold and italic faces of a family come under one name: the faces say which they are.
    """
    wanted = {LAST_RESORT: LAST_RESORT, _FALLBACK: SYMBOLS}
    wanted |= {family: _stand_in(family) for family in families}
    return [
        (family, data)
        for family, face in sorted(wanted.items())
        for data in ([each.data for each in own.family(family)] or _faces_of(face))
    ]


def _stand_in(family: str) -> str:
    """Return which of our families a document's family gets."""
    # Word's own fonts for bullets and ticks: rdocx turns their codes into Unicode's signs.
    if family.casefold() in {"symbol", "wingdings", "wingdings 2", "webdings"}:
        return SYMBOLS
    return stand_in(family)


@cache
def _faces_of(face: str) -> tuple[bytes, ...]:
    """Return the files of a shipped family: “Liberation Sans” is in LiberationSans-Bold.ttf."""
    prefix = face.replace(" ", "") + "-"
    return tuple((FONTS / name).read_bytes() for name in shipped_faces() if name.startswith(prefix))


def _converted(
    convert: Callable[[bytes], bytes], document: WordDocument, version: str, fonts: OwnFonts
) -> bytes | Problem:
    from panel_papers.pdf.engines.laid_out import laid_out  # noqa: PLC0415 - loads lxml
    from panel_papers.pdf.engines.rdocx.gaps import gap  # noqa: PLC0415 - loads lxml
    from panel_papers.pdf.engines.rdocx.pdf import plain  # noqa: PLC0415 - loads pikepdf
    from panel_papers.pdf.engines.rdocx.word import for_rdocx  # noqa: PLC0415 - loads lxml
    from panel_papers.pdf.engines.tall_headers import with_room  # noqa: PLC0415 - loads lxml

    word = readied(document, _CALCULATED)
    if isinstance(word, Problem):
        return word
    again = document.moves is not None and document.moves.known  # of what was looked at already
    try:
        lost = None if again else gap(word)
        if lost:
            return unreadable(
                document,
                f"The engine {version} cannot print all of this document: {lost}",
                _OTHER_ENGINE,
            )
        moves = document.moves or Moves()
        pdf = laid_out(convert, with_room(convert, for_rdocx(word), moves), moves)
    except Exception as fault:  # noqa: BLE001 - whatever the engine throws is of this document
        return _refused(document, version, _in_plain_words(str(fault)))
    except BaseException as fault:
        # A panic of the engine's Rust code derives from BaseException, so that nobody swallows it
        # by chance, and has no name to import.
        if type(fault).__name__ != "PanicException":
            raise
        return _refused(document, version, "it stopped in the middle")
    if wrong := pdf_fault(pdf):
        return _refused(document, version, wrong)
    return plain(pdf) if again else _checked(pdf, document, version, fonts)


def _checked(pdf: bytes, document: WordDocument, version: str, fonts: OwnFonts) -> bytes | Problem:
    """Return the PDF without tags, if it has the fonts of the body or of ours and no others."""
    from panel_papers.pdf.engines.rdocx.pdf import plain, strange_fonts  # noqa: PLC0415 - loads pikepdf

    strangers = strange_fonts(pdf, fonts)
    if strangers:
        return unreadable(
            document,
            f"The engine {version} would print some characters in {' and '.join(strangers)}, a "
            "font of this computer or of the engine, and not one that comes with this program or "
            "with its templates",
            _OTHER_ENGINE,
        )
    return plain(pdf)


def _in_plain_words(words: str) -> str:
    """Return an error of the engine without its inner names: “w:ind/@w:left”, “OXML parsing”."""
    return next((plain for inner, plain in _PLAIN_WORDS if inner in words), _NO_WORDS)


def _refused(document: WordDocument, version: str, words: str) -> Problem:
    return unreadable(
        document,
        f"The engine {version} could not turn this document into PDF: {words}",
        f"{SAVE_AGAIN}; or install LibreOffice, which forgives more",
    )


def _not_installed(words: str) -> Problem:
    return Problem(
        code="engine-missing",
        place=Place("rdocx"),
        found=f"The PDF engine rdocx is not installed ({words})",
        wanted="",
        hint="install it with “python -m pip install rdocx”",
    )
