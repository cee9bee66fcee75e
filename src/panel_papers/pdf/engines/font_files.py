"""The font files of a body, read: which faces they are, and why one cannot be used."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from panel_papers.core import Level, Place, Problem, TemplatesError
from panel_papers.pdf.engines.own_fonts import NO_FONTS, OwnFont, OwnFonts

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_SUFFIXES = (".ttf", ".otf")
_OTHER_FONTS = frozenset({".ttc", ".otc", ".woff", ".woff2", ".eot", ".pfb", ".pfm", ".fon"})
_LARGEST = 30_000_000
"""Bytes of a file; the largest fonts for all of Chinese, Japanese and Korean have 20 million."""
_USUAL = frozenset(map(chr, (*range(0x21, 0x7F), *map(ord, "£–—‘’“”•…"))))
"""Characters that nearly every paper prints, beside the space."""

# OpenType's specification of the table OS/2, fsType: what a font's owner allows.
_USAGE, _RESTRICTED, _WHOLE_ONLY, _BITMAPS_ONLY = 0x000F, 0x0002, 0x0100, 0x0200
_ITALIC, _BOLD = 0x0001, 0x0020
"""Bits of its fsSelection."""


class _UnusableError(Exception):
    """A font that cannot be used: a problem's code, what is wrong, and how to fix it."""


def read_fonts(folder: Path) -> tuple[OwnFonts, tuple[Problem, ...]]:
    """Return the fonts of a folder that can be used, and what is wrong with the others.

    A folder that is not there holds none. What stops a build is an error.
    """
    if not folder.is_dir():
        return NO_FONTS, ()
    faces: list[OwnFont] = []
    problems: list[Problem] = []
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        place = Place(path.as_posix())
        suffix = path.suffix.casefold()
        if suffix in _OTHER_FONTS:
            problems.append(
                Problem(
                    "font-not-read",
                    place,
                    f"The file is a font of another kind ({suffix}), and nothing is printed in it",
                    "a .ttf or .otf file",
                    "take the .ttf or .otf files that came with the font’s licence, or delete it",
                    Level.WARNING,
                )
            )
        elif suffix in _SUFFIXES:
            try:
                faces.append(_read(path))
            except _UnusableError as error:
                code, found, hint = error.args
                problems.append(Problem(code, place, found, "", hint))
    problems += _twice(folder, faces)
    return OwnFonts(tuple(faces)), tuple(problems)


def sound_fonts(folder: Path) -> OwnFonts:
    """Return the fonts of a folder; raises TemplatesError where a build would stop at one."""
    fonts, problems = read_fonts(folder)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if errors:
        raise TemplatesError(errors)
    return fonts


def _read(path: Path) -> OwnFont:
    if path.stat().st_size > _LARGEST:
        raise _damaged(f"has more than {_LARGEST // 1_000_000} MB")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _damaged(f"cannot be read ({error.strerror})") from error
    return _face(path.as_posix(), data)


@lru_cache(maxsize=64)  # asked for again by checks, engines and the manifest of one build
def _face(file: str, data: bytes) -> OwnFont:
    """Return the face in a file; raises _UnusableError where it cannot be printed with."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 - only bodies with fonts need it

    logging.getLogger("fontTools").setLevel(logging.ERROR)  # a font's odd date is harmless
    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            _hold_whole(font, len(data))
            _hold_permitted(font)
            return _described(font, file, data)
    except _UnusableError:
        raise
    # What fontTools raises for a damaged table is of no one kind.
    except (TTLibError, struct.error, AssertionError, LookupError, ValueError, TypeError) as error:
        raise _damaged("is damaged, or is no font") from error
    except (AttributeError, OverflowError, EOFError, MemoryError, RecursionError) as error:
        raise _damaged("is damaged, or is no font") from error


def _hold_whole(font: TTFont, size: int) -> None:
    """Raise _UnusableError where a part of the font is missing, damaged, or varies."""
    if any(entry.offset + entry.length > size for entry in font.reader.tables.values()):
        raise _damaged("is cut off")
    if "fvar" in font:
        raise _UnusableError(
            "font-varies",
            "The font is a variable one, of which the PDF engines print one weight alone",
            "take its static files instead (Regular, Bold, Italic, Bold Italic), which its maker "
            "offers beside it",
        )
    outlines = "glyf" if "glyf" in font else "CFF "
    needed = ["head", "hhea", "hmtx", "maxp", "name", "OS/2", "cmap", "post", outlines]
    missing = [name for name in needed if name not in font]
    if missing:
        raise _damaged(f"lacks its table “{missing[0].strip()}”")
    if any(_sum_is_wrong(font, name) for name in needed):
        _hold_outlines(font)
    for name in needed:
        font[name]
    if outlines == "glyf":
        ends = list(font["loca"])
        if len(ends) <= font["maxp"].numGlyphs or ends != sorted(ends):
            raise _damaged("is damaged")
    elif hasattr(font["CFF "].cff.topDictIndex[0], "ROS"):
        raise _UnusableError(
            "font-not-read",
            "The font numbers its letters as fonts for Chinese, Japanese and Korean do "
            "(CID-keyed), which the PDF engines print wrongly",
            "take the .ttf file of the same font",
        )


def _sum_is_wrong(font: TTFont, name: str) -> bool:
    """Say whether a table is not as its checksum says; that of “head” counts in another way."""
    from fontTools.ttLib.sfnt import calcChecksum  # noqa: PLC0415 - as above

    entry = font.reader.tables[name]
    return name != "head" and bool(calcChecksum(font.reader[name]) != entry.checkSum)


def _hold_outlines(font: TTFont) -> None:
    """Read each letter: careless programs leave checksums wrong, and damage does too."""
    from fontTools.pens.basePen import NullPen  # noqa: PLC0415 - as above

    glyphs = font.getGlyphSet()
    for name in font.getGlyphOrder():
        glyphs[name].draw(NullPen())


def _hold_permitted(font: TTFont) -> None:
    """Raise _UnusableError where the font's owner does not let it be embedded in a PDF."""
    allowed = int(font["OS/2"].fsType)
    what = ""
    if allowed & _USAGE == _RESTRICTED:
        what = "may not be embedded in documents"
    elif allowed & _BITMAPS_ONLY:
        what = "may be embedded only as pictures of its letters, which no PDF engine makes"
    elif allowed & _WHOLE_ONLY:
        what = "may be embedded only whole, and the PDF engines embed the letters that are used"
    if what:
        raise _UnusableError(
            "font-not-embeddable",
            f"The font says (OS/2 fsType {allowed}) that it {what}",
            "ask its maker for a licence and files that permit it, or take the file out of the "
            "folder: another font is then printed",
        )


def _described(font: TTFont, file: str, data: bytes) -> OwnFont:
    """Return what is to be known of a face that may be used."""
    characters = font.getBestCmap()
    family, postscript, series = (_name(font, number) for number in (1, 6, 16))
    if not family or not postscript:
        raise _damaged("has no name")
    if not characters:
        raise _UnusableError(
            "font-not-read",
            "The font has no table that says which of its letters are which (Unicode)",
            "take a newer version of the font",
        )
    selection = int(font["OS/2"].fsSelection)
    style = _name(font, 2).casefold()
    return OwnFont(
        file=file,
        family=family,
        bold=bool(selection & _BOLD) or style.startswith("bold"),
        italic=bool(selection & _ITALIC) or "italic" in style or "oblique" in style,
        printed=(postscript, family.replace(" ", ""), (series or family).replace(" ", "")),
        data=data,
        characters=frozenset(map(chr, characters)),
    )


def _name(font: TTFont, number: int) -> str:
    """Return one of a font's names, as Windows and Word read it."""
    return str(font["name"].getDebugName(number) or "").strip()


def _damaged(what: str) -> _UnusableError:
    return _UnusableError(
        "font-damaged",
        f"The font file {what}",
        "copy it again from where the font came from, or delete it",
    )


def _twice(folder: Path, faces: list[OwnFont]) -> Iterator[Problem]:
    """Yield each face that is in two files: which one is printed would be chance."""
    first: dict[tuple[str, bool, bool], OwnFont] = {}
    for face in faces:
        same = first.setdefault((face.family.casefold(), face.bold, face.italic), face)
        if same is not face:
            yield Problem(
                "font-twice",
                Place(face.file),
                f"The file is the {_look(face)} face of “{face.family}”, and so is "
                f"{Path(same.file).name}",
                "",
                f"keep the one that is right in {folder.as_posix()}, and delete the other",
            )


def family_gaps(faces: Sequence[OwnFont]) -> Iterator[Problem]:
    """Yield what the faces of a family lack that nearly every paper needs."""
    there = {(face.bold, face.italic) for face in faces}
    family, place = faces[0].family, Place(faces[0].file)
    if (False, False) not in there:
        yield Problem(
            "font-incomplete",
            place,
            f"The folder has no regular face of “{family}”: all its words are "
            f"printed in its {_look(faces[0])} one",
            "",
            "put the file of its regular face (such as NAME-Regular.ttf) into the same folder",
            Level.WARNING,
        )
    lacking = [
        look
        for look, key in (("bold", (True, False)), ("italic", (False, True)))
        if key not in there
    ]
    if lacking and (False, False) in there:
        yield Problem(
            "font-incomplete",
            place,
            f"The folder has no {' and no '.join(lacking)} face of “{family}”: such words are "
            "printed in its regular one, thickened or slanted",
            "",
            "put the files of these faces (such as NAME-Bold.ttf) into the same folder",
            Level.WARNING,
        )
    for face in faces:
        if letters := sorted(_USUAL - face.characters):
            more = f" and {len(letters) - _NAMED} more" if len(letters) > _NAMED else ""
            yield Problem(
                "font-incomplete",
                Place(face.file),
                f"The font lacks characters that papers need ({' '.join(letters[:_NAMED])}{more}), "
                "which are printed in another font",
                "",
                "put the font file with all characters, from the font’s maker, in place of this "
                "one",
                Level.WARNING,
            )


_NAMED = 12


def _look(face: OwnFont) -> str:
    words = [word for word, yes in (("bold", face.bold), ("italic", face.italic)) if yes]
    return " ".join(words) or "regular"
