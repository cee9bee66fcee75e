"""What a file said when it was built: kept by earlier merges, or still in the outputs."""

from __future__ import annotations

from typing import Any

import msgspec

from panel_papers.core import InputsError, Place, Settings
from panel_papers.inputs import Supplied, read_word
from panel_papers.merge.chars import Char
from panel_papers.merge.reading import Cell, Paragraph, WordFile, read_file
from panel_papers.output import built_names, edited_names

_LARGEST = 100_000_000  # bytes of a built Word document


class _Kept(msgspec.Struct, omit_defaults=True):
    """One paragraph as it is kept: its text in stretches of one look."""

    text: list[tuple[str, list[str], str, str]]
    style: str = ""
    numbering: str = ""
    level: int = 0
    anchors: list[str] = []
    cell: Cell | None = None
    where: str = ""


def kept(file: WordFile) -> list[Any]:
    """Return what a build says, in a form that can be written as JSON."""
    return [msgspec.to_builtins(_kept(each)) for each in file.paragraphs]


def _kept(paragraph: Paragraph) -> _Kept:
    text: list[tuple[str, list[str], str, str]] = []
    for each in paragraph.chars:
        look = (sorted(each.marks), each.link, each.note)
        if text and text[-1][1:] == look:
            text[-1] = (text[-1][0] + each.text, *look)
        else:
            text.append((each.text, *look))
    return _Kept(
        text,
        paragraph.style,
        paragraph.list,
        paragraph.level,
        list(paragraph.anchors),
        paragraph.cell,
        paragraph.where,
    )


def restored(build: str, paragraphs: object) -> WordFile | None:
    """Return what a build said; None for what was not kept by this program."""
    try:
        found = msgspec.convert(paragraphs, list[_Kept])
    except msgspec.ValidationError:
        return None
    return WordFile(tuple(map(_restored, found)), (), {}, build)


def _restored(each: _Kept) -> Paragraph:
    chars = tuple(
        Char(letter, frozenset(marks), link, note)
        for text, marks, link, note in each.text
        for letter in text
    )
    anchors = tuple(each.anchors)
    return Paragraph(chars, each.style, each.numbering, each.level, anchors, each.cell, each.where)


def in_outputs(build: str, paper: str, settings: Settings) -> WordFile | None:
    """Return the build with a name, if its Word file is in the outputs as it was built."""
    folder = settings.outputs / paper
    if not build or not folder.is_dir():
        return None
    as_built = built_names(folder) - set(edited_names(folder))
    for path in sorted(folder.glob("*.docx")):
        if path.name not in as_built or path.stat().st_size > _LARGEST:
            continue
        place = Place(path.as_posix())
        try:
            data = path.read_bytes()
            read_word(Supplied(data, place, None, place))
        except (OSError, InputsError):
            continue
        file = read_file(data)
        if file.build == build:
            return file
    return None
