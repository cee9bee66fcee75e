"""Makes a page of a part smaller, so that its foot and head are free for stamps.

The boxes of the page stay. All that is drawn is scaled about the middle of the page; annotations,
destinations and the boxes that tags give follow. What the page's crop hid stays hidden.
"""

from collections.abc import Iterator, Mapping

from pikepdf import Array, Dictionary, Matrix, Name, Object, Pdf, Stream

from .coverage import Scan
from .geometry import Frame, Move, floats
from .sources import Source, annotations
from .structure import Tree

LEAST = 0.2
"""The smallest scale; on a page of a few points even that leaves no room."""
_POINTS = (Name.QuadPoints, Name.Vertices, Name.L, Name.CL)


def into_bands(frame: Frame, foot: float, head: float) -> Move:
    """Return the move that leaves bands of these depths at the foot and the head of a page."""
    scale = max((frame.height - foot - head) / frame.height, LEAST)
    right, up = (1 - scale) * frame.width / 2, foot
    a, b, c, d, left, bottom = frame.matrix
    return Move(
        scale,
        (1 - scale) * left + a * right + c * up,
        (1 - scale) * bottom + b * right + d * up,
    )


def shrink(source: Source, page: Object, frame: Frame, move: Move, scan: Scan) -> None:
    """Make a page smaller, with its annotations; `scan` says what its content leaves open."""
    _shrink_content(source.pdf, page, frame, move, scan)
    _shrink_patterns(source.pdf, page, move)
    for annotation in annotations(page):
        _shrink_annotation(annotation, frame, move)


def _shrink_content(pdf: Pdf, page: Object, frame: Frame, move: Move, scan: Scan) -> None:
    held = page.get(Name.Contents)
    if held is None:
        return
    a, b, c, d, left, bottom = frame.matrix
    right = left + a * frame.width + c * frame.height
    top = bottom + b * frame.width + d * frame.height
    box = (min(left, right), min(bottom, top), abs(right - left), abs(top - bottom))
    before = (
        f"q {_numbers(move.scale, 0, 0, move.scale, move.x, move.y)} cm "
        f"{_numbers(*box)} re W n\n" + "q\n" * scan.closed
    )
    after = "\nEMC" * scan.marks + "\nQ" * (1 + scan.opened) + "\n"
    streams = [each for each in (held if isinstance(held, Array) else [held]) if _is_stream(each)]
    page.Contents = Array(
        [pdf.make_stream(before.encode()), *streams, pdf.make_stream(after.encode())]
    )
    scan.opened = scan.closed = scan.marks = 0


def _is_stream(held: object) -> bool:
    return isinstance(held, Stream)


def _numbers(*values: float) -> str:
    return " ".join(f"{value:.5f}".rstrip("0").rstrip(".") for value in values)


def _shrink_patterns(pdf: Pdf, page: Object, move: Move) -> None:
    """Let patterns follow: they are fixed to the page, whatever its content scales.

    ISO 32000-1 8.7.3.1. Other pages may use the same resources, so that copies are changed.
    """
    resources = page.get(Name.Resources)
    if not isinstance(resources, Dictionary):
        return
    listed = resources.get(Name.Pattern)
    if not isinstance(listed, Dictionary):
        return
    moved = Dictionary()
    for name, pattern in listed.items():
        moved[name] = pattern
        if isinstance(pattern, (Dictionary, Stream)):
            copied = _copy(pdf, pattern)
            scaled = Matrix(move.scale, 0, 0, move.scale, move.x, move.y)
            copied.Matrix = (_matrix(pattern) @ scaled).as_array()
            moved[name] = copied
    page.Resources = Dictionary({**dict(resources.items()), "/Pattern": moved})


def _copy(pdf: Pdf, held: Object) -> Object:
    if isinstance(held, Stream):
        copied = pdf.make_stream(b"")
        copied.write(held.read_bytes())
        for key, value in held.items():
            if key not in ("/Length", "/Filter", "/DecodeParms"):
                copied[key] = value
        return copied
    return pdf.make_indirect(Dictionary(dict(held.items())))


def _matrix(pattern: Object) -> Matrix:
    found = pattern.get(Name.Matrix)
    if isinstance(found, Array) and len(found) == 6:
        try:
            return Matrix(*[float(value) for value in found])
        except (TypeError, ValueError):
            return Matrix()
    return Matrix()


def _shrink_annotation(annotation: Object, frame: Frame, move: Move) -> None:
    """Move an annotation; one beside the visible page stays there, unseen."""
    rect = floats(annotation.get(Name.Rect))
    if len(rect) != 4 or not _visible(rect, frame):
        return
    annotation.Rect = _moved(rect, move)
    for key in _POINTS:
        points = floats(annotation.get(key))
        if points and len(points) % 2 == 0:
            annotation[key] = _moved(points, move)
    if differences := floats(annotation.get(Name.RD)):
        annotation.RD = Array([round(each * move.scale, 4) for each in differences])
    strokes = annotation.get(Name.InkList)
    if isinstance(strokes, Array):
        annotation.InkList = Array([_moved(floats(each), move) for each in strokes])


def _visible(rect: list[float], frame: Frame) -> bool:
    left, bottom, right, top = frame.seen(rect[0], rect[1], rect[2], rect[3])
    return left < frame.width and right > 0 and bottom < frame.height and top > 0


def _moved(points: list[float], move: Move) -> Array:
    return Array(
        [
            round(move.up(each) if index % 2 else move.across(each), 4)
            for index, each in enumerate(points)
        ]
    )


def move_boxes(tree: Tree, moves: Mapping[tuple[int, int], Move]) -> None:
    """Move the boxes that elements give for their figures; `moves` are by page."""
    met: set[tuple[int, int]] = set()
    for element, _ in tree.elements:
        page = _page_of(element)
        move = moves.get(page.objgen) if page is not None else None
        if move is None:
            continue
        for attributes in _attributes(element):
            if attributes.is_indirect:
                if attributes.objgen in met:
                    continue
                met.add(attributes.objgen)
            box = floats(attributes.get(Name.BBox))
            if len(box) == 4:
                attributes.BBox = _moved(box, move)


def _page_of(element: Object) -> Object | None:
    """Return the page that an element is on: its own, or that of its first content."""
    found = element.get(Name.Pg)
    if isinstance(found, Dictionary):
        return found
    kids = element.get(Name.K)
    for kid in kids if isinstance(kids, Array) else [kids]:
        page = kid.get(Name.Pg) if isinstance(kid, Dictionary) else None
        if isinstance(page, Dictionary):
            return page
    return None


def _attributes(element: Object) -> Iterator[Object]:
    found = element.get(Name.A)
    for each in found if isinstance(found, Array) else [found]:
        if isinstance(each, Dictionary):
            yield each
