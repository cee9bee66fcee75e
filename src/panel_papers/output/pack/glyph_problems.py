"""Characters that a pack prints as empty boxes, or not at all, with their places in the inputs."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.core import InputFile, Level, Paper, Place, Problem, WordFile, without_glyph
from panel_papers.output.pack.parts import CONTENTS, Piece
from panel_papers.pdf import NO_FONTS, Choice, OwnFonts, paragraphs

_ENOUGH = 20  # a paper in a script that no face has would have a problem in every line
_INVISIBLE = ("Cf", "Mn", "Me")
_UNKNOWN = "\ufffd"

_Lacking = Callable[[Iterable[str]], frozenset[str]]
"""Says which of some characters no font has."""


def glyph_problems(
    paper: Paper, pieces: Sequence[Piece], choice: Choice, folder: Path, *, draft: bool
) -> tuple[Problem, ...]:
    """Return a problem for each line of the inputs with characters that no font has.

    In a draft it is a warning. There is none where LibreOffice is among the engines of `choice`: it
    takes faces from the machine. `folder` is the paper's. What is in no text file (in Word, in a
    table, in a template) is reported by its paragraph.
    """
    if any(engine.writes_tags for engine in choice.engines):
        return ()

    def lacking(characters: Iterable[str]) -> frozenset[str]:
        return choice.fonts.without_glyph(without_glyph(characters))

    suspects = [(piece, lacking) for piece in pieces]
    return _told(paper, suspects, folder, _SHIPPED, draft=draft)


def look_problems(
    pieces: Sequence[Piece], unlike_word: Sequence[Sequence[str]]
) -> tuple[Problem, ...]:
    """Return a warning for each look of Word that no engine gave a part of the pack.

    `unlike_word` are those of its contents page, then of each piece.
    """
    places = [Place(CONTENTS), *(piece.place for piece in pieces)]
    return tuple(
        Problem(
            "unlike-word",
            place,
            f"The page looks different from Word: {look}",
            "",
            "install LibreOffice, which the build then tries; or save the document as PDF in Word "
            "and list that PDF instead; or take this out of the document",
            Level.WARNING,
        )
        for place, looks in zip(places, unlike_word, strict=False)
        for look in looks
    )


def unprinted_problems(
    paper: Paper,
    pieces: Sequence[Piece],
    unprinted: Sequence[str],
    folder: Path,
    *,
    draft: bool,
    fonts: OwnFonts = NO_FONTS,
) -> tuple[Problem, ...]:
    """Return a problem for each line of the inputs with characters that the pack does not show.

    `unprinted` are those of its contents page, then of each piece. Pieces that were made for
    another pack are left out. U+FFFD is reported by `glyph_problems`, but for characters that only
    the body's own `fonts` have, and that are printed in another.
    """
    of_contents, *of_pieces = (frozenset(each) - {_UNKNOWN} for each in unprinted)
    lacking = [
        (piece, characters)
        for piece, characters in zip(pieces, of_pieces, strict=True)
        if characters and piece.documents
    ]
    suspects: list[tuple[Piece, _Lacking]] = [
        (piece, characters.intersection) for piece, characters in lacking
    ]
    told = _told(paper, suspects, folder, _OF_THE_MACHINE, draft=draft)
    if fonts.faces:
        elsewhere = [
            (piece, _only_in(fonts))
            for piece, characters in zip(pieces, unprinted[1:], strict=True)
            if _UNKNOWN in characters and piece.documents
        ]
        told = (*told, *_told(paper, elsewhere, folder, _OF_THE_TEXT, draft=draft))
    # What is in no paragraph, such as a list's bullet, is reported with the document alone.
    in_contents = of_contents.difference(*(each for _, each in lacking))
    others = [(Place(CONTENTS), in_contents)]
    for piece, characters in lacking:
        texts = (text for document in piece.documents for text in paragraphs(document.data))
        others.append((piece.place, characters.difference(*texts)))
    rest = [_problem(place, sorted(other), _OF_THE_MACHINE) for place, other in others if other]
    return (*told, *(_leveled(each, draft=draft) for each in rest))


def _only_in(fonts: OwnFonts) -> _Lacking:
    """Return what says which characters only the body's own fonts have."""

    def lacking(characters: Iterable[str]) -> frozenset[str]:
        rare = without_glyph(characters)
        return rare - fonts.without_glyph(rare)

    return lacking


class _Fonts(Struct, frozen=True):
    """The fonts in which characters are lacking: how they are called, and what helps."""

    found: str
    hint: str


_SHIPPED = _Fonts(
    "in none of the program’s fonts, and would print as an empty box",
    "write it in words or show it as a picture; or install LibreOffice, which uses the fonts of "
    "this computer, and build with “--engine auto”",
)
_OF_THE_MACHINE = _Fonts(
    "in none of this computer’s fonts, and would print as an empty box or not at all",
    "write it in words or show it as a picture; or install a font that has it, such as one of "
    "Google’s Noto (an older LibreOffice prints no coloured emoji even so)",
)


_OF_THE_TEXT = _Fonts(
    "only in the templates’ own fonts, which the text is not printed in, and would print as an "
    "empty box",
    "give the text one of these fonts in the template; or write it in words",
)


def _told(
    paper: Paper,
    suspects: Sequence[tuple[Piece, _Lacking]],
    folder: Path,
    fonts: _Fonts,
    *,
    draft: bool,
) -> tuple[Problem, ...]:
    """Return the problems in pieces, each with what says which characters it lacks."""
    supplied = {each.place for each in paper.appendices if isinstance(each.content, WordFile)}
    told: list[Problem] = []
    made: list[tuple[Place, str, Sequence[str]]] = []
    for piece, lacking in suspects:
        lines = [
            (piece.place, text, lacks)
            for document in piece.documents
            for text in paragraphs(document.data)
            if (lacks := _in_order(text, lacking(text)))
        ]
        if piece.place in supplied:
            told += [_in_paragraph(*line, fonts) for line in lines]
        else:
            made += lines
    wanted = frozenset(character for _, _, lacks in made for character in lacks)
    typed = list(_lines(paper.files, folder, wanted))
    found = {character for _, line in typed for character in line} & wanted
    told += [_problem(place, _in_order(line, wanted), fonts) for place, line in typed]
    told += [
        _in_paragraph(place, text, [c for c in lacks if c not in found], fonts)
        for place, text, lacks in made
        if not found.issuperset(lacks)
    ]
    return _first([_leveled(each, draft=draft) for each in told])


def _leveled(problem: Problem, *, draft: bool) -> Problem:
    return replace(problem, level=Level.WARNING if draft else Level.ERROR)


def _in_order(text: str, characters: frozenset[str]) -> list[str]:
    """Return those characters that a text has, each once, in its order."""
    return [character for character in dict.fromkeys(text) if character in characters]


def _lines(
    files: Iterable[InputFile], folder: Path, wanted: frozenset[str]
) -> Iterator[tuple[Place, str]]:
    """Yield each line of the text files with a character of these, and the place of the first."""
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


def _in_paragraph(place: Place, text: str, lacking: Sequence[str], fonts: _Fonts) -> Problem:
    shown = textwrap.shorten(text, 60, placeholder=" …")
    return _problem(replace(place, where=f"in the paragraph “{shown}”"), lacking, fonts)


def _problem(place: Place, lacking: Sequence[str], fonts: _Fonts) -> Problem:
    words = " and ".join(_in_words(character) for character in lacking)
    return Problem(
        code="no-glyph",
        place=place,
        found=f"{words[:1].upper()}{words[1:]} {'is' if len(lacking) == 1 else 'are'} "
        f"{fonts.found}",
        wanted="",
        hint=fonts.hint,
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
