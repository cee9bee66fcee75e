"""LibreOffice's PDF of a document and of its coded copy, in the form that the tagger reads.

LibreOffice shows a whole line in one string where its letters look the same, and in the coded copy
one string a colour. Both are written again with the same strings, cut where the copy changes its
colour, so that the tagger can pair them. What is painted, and where, stays the same.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

import pikepdf
from msgspec import Struct, field
from pikepdf import ContentStreamInstruction, Dictionary, Object

from panel_papers.pdf.engines.libreoffice_drawings import FILLS, Drawing, Marks
from panel_papers.pdf.engines.libreoffice_text import Fonts, Letter, Shown, TextReader, in_line
from panel_papers.pdf.tagging.coding import code_of
from panel_papers.pdf.tagging.refusal import Refused

# How far a letter may be from its twin in the copy, in points: each string starts on a tenth of a
# point, and letters of two strings are not kerned. A letter in another word is further away.
_TOLERANCE = 3.0
_PAINTS = FILLS | {b"S", b"s"}


def same_units(pdf: bytes, copy: bytes) -> tuple[bytes, bytes]:
    """Return a PDF and its coded copy without tags, each with the same units in the same order.

    Raises Refused where the copy does not paint the same letters and pictures in the same places.
    """
    fonts, others = Fonts(), Fonts()
    with pikepdf.open(io.BytesIO(pdf)) as plain, pikepdf.open(io.BytesIO(copy)) as coded:
        if len(plain.pages) != len(coded.pages):
            raise Refused(
                f"the coded copy has {len(coded.pages)} pages, the document {len(plain.pages)}",
                "in the document",
            )
        for number, (page, twin) in enumerate(zip(plain.pages, coded.pages, strict=True), 1):
            mine = _read(plain, page, f"page {number}", fonts)
            other = _read(coded, twin, f"page {number}", others)
            _refuse_differences(mine, other)
            colours = _colours(mine, other)
            page.obj.Contents = plain.make_stream(_written(mine, colours))
            twin.obj.Contents = coded.make_stream(_written(mine, colours, other.pictures))
        return _untagged(plain), _untagged(coded)


class _Picture(Struct):
    """A picture's operator, and where its lower left corner is."""

    line: bytes
    x: float
    y: float


class _Content(Struct):
    """What a page paints: strings, pictures and all other operators, in order."""

    place: str
    items: list[bytes | Shown | _Picture] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)

    @property
    def letters(self) -> list[Letter]:
        return [each for item in self.items if isinstance(item, Shown) for each in item.letters]

    @property
    def pictures(self) -> list[_Picture]:
        return [item for item in self.items if isinstance(item, _Picture)]


def _read(pdf: pikepdf.Pdf, page: pikepdf.Page, place: str, fonts: Fonts) -> _Content:
    content, reader = _Content(place), TextReader(page, place, fonts)
    strings: list[Shown] = []
    marks = Marks(pdf, page)
    for instruction in pikepdf.parse_content_stream(page):
        if not isinstance(instruction, ContentStreamInstruction):
            raise Refused("a picture is written into the page's content", place)
        marks.follow(instruction, reader.fill)
        before = len(content.items)
        for shown in reader.read(instruction):
            if shown is not None:
                strings += [shown] if shown.letters else []
                continue
            content.items += in_line(strings)
            strings = []
            line = pikepdf.unparse_content_stream([instruction]).replace(b"\n", b" ").strip()
            picture = line.endswith(b" Do")
            content.items.append(_Picture(line, *reader.corner()) if picture else line)
        if str(instruction.operator) == "ET":
            content.items += in_line(strings)
            strings = []
        if (drawing := marks.drawing()) is not None:
            drawing.items += range(before, len(content.items))
    content.drawings = [*marks.drawings.values()]
    return content


def _refuse_differences(mine: _Content, other: _Content) -> None:
    text, twin = ("".join(letter.text for letter in each.letters) for each in (mine, other))
    if text != twin or len(mine.letters) != len(other.letters):
        same = next((n for n, (a, b) in enumerate(zip(text, twin, strict=False)) if a != b), 0)
        raise Refused(f"the coded copy paints “{text[same : same + 20]}” otherwise", mine.place)
    if len(mine.pictures) != len(other.pictures):
        raise Refused("the coded copy does not paint the same pictures", mine.place)
    pairs: list[tuple[Letter | _Picture, Letter | _Picture]] = [
        *zip(mine.letters, other.letters, strict=True),
        *zip(mine.pictures, other.pictures, strict=True),
    ]
    for one, two in pairs:
        if abs(one.x - two.x) > _TOLERANCE or abs(one.y - two.y) > _TOLERANCE:
            said = f"“{one.text}”" if isinstance(one, Letter) else "a picture"
            raise Refused(f"the coded copy paints {said} in another place", mine.place)


def _colours(mine: _Content, other: _Content) -> dict[int, list[int]]:
    """Return the colours that the copy has for each item: of a string's letters, or of a chart.

    A chart is known by its ground in the copy; all of it is of that colour.
    """
    rest = iter([letter.colour for letter in other.letters])
    colours = {
        number: [next(rest) for _ in item.letters]
        for number, item in enumerate(mine.items)
        if isinstance(item, Shown)
    }
    if len(mine.drawings) != len(other.drawings):
        raise Refused("the coded copy does not paint the same drawings", mine.place)
    for one, twin in zip(mine.drawings, other.drawings, strict=True):
        shown = [each for n in twin.items if isinstance(each := other.items[n], Shown)]
        letters = [letter.colour for each in shown for letter in each.letters]
        if code_of(twin.ground) is None or any(code_of(colour) for colour in letters):
            continue  # no chart
        for number in one.items:
            item = mine.items[number]
            count = len(item.letters) if isinstance(item, Shown) else 1
            colours[number] = [twin.ground] * count
    return colours


def _written(
    content: _Content,
    colours: Mapping[int, Sequence[int]],
    pictures: Sequence[_Picture] | None = None,
) -> bytes:
    """Return the content with strings cut where the colours of the copy's letters change.

    With the copy's `pictures`, each string, picture and chart is as the copy has it.
    """
    lines: list[bytes] = []
    twins = iter(pictures or ())
    for number, item in enumerate(content.items):
        if isinstance(item, bytes):
            if pictures is not None and number in colours and item in _PAINTS:
                lines.append(_filled(colours[number][0]))
            lines.append(item)
        elif isinstance(item, _Picture):
            lines.append(next(twins).line if pictures is not None else item.line)
        else:
            for colour, letters in _pieces(item, colours[number]):
                if pictures is not None:
                    lines.append(_filled(colour))
                lines += item.lines(letters)
    return b"\n".join(lines)


def _filled(colour: int) -> bytes:
    return b"%f %f %f rg" % tuple(part / 255 for part in colour.to_bytes(3, "big"))


def _pieces(shown: Shown, colours: Sequence[int]) -> Iterator[tuple[int, list[Letter]]]:
    """Yield the letters of a string that have one colour in the copy, with that colour."""
    piece: list[Letter] = []
    colour = 0
    for letter, own in zip(shown.letters, colours, strict=True):
        before, colour = colour, own
        if piece and colour != before:
            yield before, piece
            piece = []
        piece.append(letter)
    yield colour, piece


def _untagged(pdf: pikepdf.Pdf) -> bytes:
    """Return the PDF without its structure tree, and without what leads into it."""
    for page in pdf.pages:
        _forget(page.obj, "/StructParents")
        for annotation in page.obj.get("/Annots", ()):
            _forget(annotation, "/StructParent")
    for key in ("/StructTreeRoot", "/MarkInfo"):
        _forget(pdf.Root, key)
    result = io.BytesIO()
    pdf.save(result, deterministic_id=True)
    return result.getvalue()


def _forget(holder: Object | Dictionary, key: str) -> None:
    if key in holder:
        del holder[key]
