"""The figures register: each number that a paper prints, and where it comes from."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content import every_prose, passages_of, typed_numbers
from panel_papers.core import Figure, FigureSource, Paper, Place
from panel_papers.output.built_paper import Build
from panel_papers.output.manifest_content import short_name

NOT_SOURCED = "not sourced"
_COLUMNS = (
    *("Figure", "What it is", "As printed", "Unrounded value", "Unit", "How it is calculated"),
    *("File", "Sheet", "Cells", "Period", "Source note", "Where it is used"),
)
# What a spreadsheet would run as a formula (OWASP, CSV injection), but for a plain number.
_RUNS = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
_PLAIN = re.compile(r"[-+−]?[£€$]?(?:[\d,]*\d|[\d,]*\.\d+)(?:\s?(?:%|m|bn|k))?")


class TypedByHand(Struct, frozen=True):
    """A number that no figure prints: as typed, the words around it, and its places.

    `same_as` is the name of a figure that prints just this.
    """

    text: str
    words: str
    place: Place
    same_as: str | None


class Register(Struct, frozen=True):
    """All numbers of a paper; places are within the paper's folder.

    `calculated` are those of tables and charts that no file holds.
    """

    figures: tuple[Figure, ...]
    typed: tuple[TypedByHand, ...]
    calculated: tuple[Figure, ...] = ()


def register_of(paper: Paper) -> Register | None:
    """Return the register of a paper, None for one without figures and calculated cells."""
    calculated = tuple(
        _shortened(each, paper)
        for prose in every_prose(paper)
        for exhibit in prose.exhibits
        for each in exhibit.computed
    )
    if not paper.figures:
        return Register((), (), calculated) if calculated else None
    figures = tuple(_shortened(each, paper) for each in paper.figures)
    printed = {str(each.printed): each.name for each in reversed(paper.figures)}
    typed = tuple(
        TypedByHand(
            number.text,
            _around(number.passage.text, number.start, number.end),
            _short(number.passage.place(number.start), paper),
            printed.get(number.text),
        )
        for number in typed_numbers(passages_of(paper))
    )
    return Register(figures, typed, calculated)


def _shortened(figure: Figure, paper: Paper) -> Figure:
    uses = tuple(_short(place, paper) for place in figure.uses)
    return replace(figure, place=_short(figure.place, paper), uses=uses)


def with_register(build: Build, register: Register | None) -> Build:
    """Return the build with its figures register as a file, if it has figures."""
    files = _files(build.paper.name, register, "figures", draft=build.draft)
    return replace(build, files={**build.files, **files}) if files else build


def register_files(paper: Paper, *, draft: bool, kind: str = "figures") -> Mapping[str, bytes]:
    """Return the register as a CSV file under its name; nothing for a paper without figures."""
    return _files(paper.name, register_of(paper), kind, draft=draft)


def _files(name: str, register: Register | None, kind: str, *, draft: bool) -> Mapping[str, bytes]:
    mark = "-draft" if draft else ""
    return {} if register is None else {f"{name}-{kind}{mark}.csv": to_csv(register)}


def to_csv(register: Register) -> bytes:
    """Return the register as UTF-8 with a byte order mark, so that Excel opens it as it is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for row in _rows(register):
        writer.writerow([harmless(each) for each in row])
    return out.getvalue().encode("utf-8-sig")


def _rows(register: Register) -> Iterator[tuple[str, ...]]:
    for each in (*register.figures, *register.calculated):
        yield (
            each.name,
            each.label,
            str(each.printed),
            each.value,
            each.unit,
            each.formula,
            "; ".join(dict.fromkeys(source.file for source in each.sources)),
            "; ".join(dict.fromkeys(source.sheet or "" for source in each.sources)).strip("; "),
            "; ".join(cells_of(source, each.sources) for source in each.sources),
            each.period.text if each.period else "",
            each.source_note,
            "; ".join(str(place) for place in each.uses),
        )
    for one in register.typed:
        same = f"the same as figures.{one.same_as}" if one.same_as else ""
        yield (
            *(NOT_SOURCED, one.words, one.text, "", "", "typed by hand"),
            *("", "", "", "", same, str(one.place)),
        )


def cells_of(source: FigureSource, among: tuple[FigureSource, ...]) -> str:
    """Return the cells of a source, with its file's name where there are several files."""
    several = len({each.file for each in among}) > 1
    return f"{source.file} {source.cells}" if several else source.cells


def harmless(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    return f"'{text}" if _RUNS.match(text) and not _PLAIN.fullmatch(text) else text


def _short(place: Place, paper: Paper) -> Place:
    return replace(place, file=short_name(place.file, paper))


def _around(text: str, start: int, end: int) -> str:
    """Return a number with a few of the words around it."""
    before, after = text[:start].split(), text[end:].split()
    head = " ".join(before[-4:]) if before else ""
    left = "… " if len(before) > 4 else ""
    right = " …" if len(after) > 4 else ""
    gap_before = " " if text[:start].endswith(" ") else ""
    gap_after = " " if text[end:].startswith(" ") else ""
    return f"{left}{head}{gap_before}{text[start:end]}{gap_after}{' '.join(after[:4])}{right}"
