"""Characters that a pack would print as empty boxes, each with its place in the inputs."""

from __future__ import annotations

import io
import textwrap
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lxml import etree
from msgspec.structs import replace

from panel_papers.engines import Choice, WordDocument
from panel_papers.engines.faces import without_glyph
from panel_papers.engines.files import DAMAGE
from panel_papers.errors import Level, Place, Problem
from panel_papers.model import InputFile, Paper, WordFile
from panel_papers.pieces import Piece

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SAFE = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
_PRINTED = ("document", "header", "footer", "footnotes", "endnotes")
_ENOUGH = 20  # a paper in a script that no face has would have a fault in every line
_INVISIBLE = ("Cf", "Mn", "Me")


def glyph_problems(
    paper: Paper, pieces: Sequence[Piece], choice: Choice, folder: Path, *, draft: bool
) -> tuple[Problem, ...]:
    """Return a fault for each line of the inputs with characters that no shipped face has.

    In a draft it is a warning. There is none where the build has an engine that takes faces from
    the machine: LibreOffice, or the embedded engine where `choice` lets LibreOffice have what it
    cannot tag. `folder` is the paper's. What stands in no text file (in Word, in a table, in a
    template) is told by its paragraph.
    """
    if choice.engine.name != "embedded" or (choice.fallback is not None and not choice.by_name):
        return ()
    supplied = {each.place for each in paper.appendices if isinstance(each.content, WordFile)}
    told: list[Problem] = []
    made: list[tuple[Place, str]] = []
    for piece, document in ((each, one) for each in pieces for one in each.documents):
        lacking = [(piece.place, text) for text in _paragraphs(document) if _lacks(text)]
        if piece.place in supplied:
            told += [_in_paragraph(place, text, _lacks(text)) for place, text in lacking]
        else:
            made += lacking
    wanted = frozenset(character for _, text in made for character in _lacks(text))
    typed = list(_lines(paper.files, folder, wanted))
    found = {character for _, line in typed for character in line} & wanted
    told += [
        _problem(place, [c for c in dict.fromkeys(line) if c in wanted]) for place, line in typed
    ]
    told += [
        _in_paragraph(place, text, [c for c in _lacks(text) if c not in found])
        for place, text in made
        if not found.issuperset(_lacks(text))
    ]
    level = Level.WARNING if draft else Level.ERROR
    return _first([replace(each, level=level) for each in told])


def _paragraphs(document: WordDocument) -> Iterator[str]:
    """Yield the text of each paragraph that is printed; nothing of a file that is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as package:
            for name in sorted(package.namelist()):
                folder, _, part = name.rpartition("/")
                if folder == "word" and part.startswith(_PRINTED) and part.endswith(".xml"):
                    root = etree.fromstring(package.read(name), _SAFE)
                    for paragraph in root.iter(f"{_W}p"):
                        yield "".join(t.text or "" for t in paragraph.iter(f"{_W}t"))
    except (*DAMAGE, etree.XMLSyntaxError):
        return  # the engine tells of it


def _lacks(text: str) -> list[str]:
    """Return the characters of a text that no face has, each once, in order."""
    lacking = without_glyph(text)
    return [character for character in dict.fromkeys(text) if character in lacking]


def _lines(
    files: Iterable[InputFile], folder: Path, wanted: frozenset[str]
) -> Iterator[tuple[Place, str]]:
    """Yield each line of the text files with a wanted character, and the place of the first."""
    for file in files if wanted else ():
        if not file.data:
            continue
        try:
            text = file.data.decode("utf-8-sig")
        except UnicodeDecodeError:
            continue
        name = (folder / file.path).as_posix()
        for number, line in enumerate(text.splitlines(), 1):
            column = next((at for at, c in enumerate(line, 1) if c in wanted), None)
            if column is not None:
                yield Place(name, number, column), line


def _in_paragraph(place: Place, text: str, lacking: Sequence[str]) -> Problem:
    shown = textwrap.shorten(text, 60, placeholder=" …")
    return _problem(replace(place, where=f"in the paragraph “{shown}”"), lacking)


def _problem(place: Place, lacking: Sequence[str]) -> Problem:
    words = " and ".join(_in_words(character) for character in lacking)
    return Problem(
        code="no-glyph",
        place=place,
        found=f"{words}, which no font of the embedded engine has: it would be an empty box",
        wanted="characters that can be printed",
        hint="say it in words or as a picture; or install LibreOffice, which uses the fonts of "
        "the machine, and build with “--engine auto”",
    )


def _in_words(character: str) -> str:
    name = unicodedata.name(character, "a character without a name")
    point = f"U+{ord(character):04X} {name}"
    if unicodedata.category(character) in _INVISIBLE:
        return f"the character {point}"
    return f"“{character}” ({point})"


def _first(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the first problems; the last of them says how many more there are."""
    if len(problems) <= _ENOUGH:
        return tuple(problems)
    last = problems[_ENOUGH - 1]
    more = f"{last.found}; there are {len(problems) - _ENOUGH} more lines like it"
    return (*problems[: _ENOUGH - 1], replace(last, found=more))
