"""Measures what share of the painted text the tags of a part reach."""

from collections.abc import Iterator, Mapping

import pikepdf
from msgspec import Struct, field
from pikepdf import Dictionary, Name, Object, Stream

from .content import content_of, mcid, tokens
from .unfinished import is_unfinished

ObjGen = tuple[int, int]
Reached = Mapping[ObjGen, Mapping[int, Object]]
DEEPEST = 12  # forms within forms
SHOW = (b"Tj", b"TJ", b"'", b'"')


class Scan(Struct):
    """What was found on a page, or on all pages of a part together."""

    reached: int = 0
    """Bytes of text inside a mark that the structure tree reaches, or inside an artifact."""
    missed: int = 0
    images: int = 0
    """Images painted where no tag reaches them."""
    pictures: int = 0
    """All images painted."""
    opened: int = 0
    """Graphics states that are open at the end, once those in `closed` are saved before it."""
    closed: int = 0
    """Graphics states that the content restores and never saved."""
    marks: int = 0
    """Marks that the content begins and never ends."""
    unreadable: bool = False
    unfinished: bool = False
    """Whether the content ends in the middle of something, such as a string."""

    def add(self, other: "Scan") -> None:
        """Count what was found elsewhere too."""
        self.reached += other.reached
        self.missed += other.missed
        self.images += other.images
        self.pictures += other.pictures
        self.unreadable = self.unreadable or other.unreadable

    @property
    def text(self) -> int:
        """Bytes of text painted."""
        return self.reached + self.missed

    @property
    def coverage(self) -> float:
        """The share of the painted text that is reached; of the images where there is no text."""
        if self.text:
            return self.reached / self.text
        return 1 - self.images / self.pictures if self.pictures else 1.0


class Scanner(Struct):
    """Scans the pages of one part; `tree` has the marks that its structure tree reaches."""

    tree: Reached
    forms: dict[tuple[ObjGen, bool], Scan] = field(default_factory=dict)

    def page(self, page: Object) -> Scan:
        """Scan a page with the forms it paints."""
        return self._scan(page, covered=False, depth=0)

    def _scan(self, holder: Object, *, covered: bool, depth: int) -> Scan:
        scan = Scan()
        try:
            content = content_of(holder)
        except (pikepdf.PdfError, ValueError, RuntimeError, NotImplementedError):
            scan.unreadable = True
            return scan
        scan.unfinished = is_unfinished(content)
        found = holder.get(Name.Resources)
        resources = found if isinstance(found, Dictionary) else None
        marks = self.tree.get(holder.objgen, {})
        for painted, inside, size in _told_apart(content, resources, marks, scan, covered=covered):
            if painted:
                self._painted(scan, painted, resources, inside=inside, depth=depth)
            elif size < 0:  # an image in the stream itself
                scan.pictures += 1
                scan.images += not inside
            elif inside:
                scan.reached += size
            else:
                scan.missed += size
        return scan

    def _painted(
        self, scan: Scan, name: bytes, resources: Object | None, *, inside: bool, depth: int
    ) -> None:
        """Count an image, or what a form paints."""
        listed = resources.get(Name.XObject) if resources is not None else None
        if not isinstance(listed, Dictionary):
            return
        try:
            painted = listed.get(name.decode("ascii"))
        except (UnicodeDecodeError, ValueError):
            return
        if not isinstance(painted, Stream):
            return
        if painted.get(Name.Subtype) == Name.Image:
            scan.pictures += 1
            scan.images += not inside
        elif depth < DEEPEST:
            key = (painted.objgen, inside)
            if key not in self.forms:
                self.forms[key] = Scan()  # met again inside itself, it counts once
                self.forms[key] = self._scan(painted, covered=inside, depth=depth + 1)
            scan.add(self.forms[key])


def _told_apart(
    content: bytes,
    resources: Object | None,
    marks: Mapping[int, Object],
    scan: Scan,
    *,
    covered: bool,
) -> Iterator[tuple[bytes, bool, int]]:
    """Yield what is painted, and whether a mark with an element behind it is round it.

    What is painted is the name of an object, or none for shown text with its size in bytes, and
    for an image in the stream (-1).
    """
    stack: list[bool] = []
    inside = covered
    level = size = 0
    for string, tag, props, long, short, plain in tokens(content):
        if string:
            size += (len(string) - 2) // (2 if b"<" in string[:2] else 1)  # 2 digits a byte
        elif plain in SHOW:
            yield b"", inside, size
            size = 0
        elif plain == b"EMC":
            if stack:
                inside = stack.pop()
        elif plain == b"q":
            level += 1
        elif plain == b"Q":
            level -= 1
            if level < -scan.closed:
                scan.closed = -level
        elif long == b"BDC" or short == b"BMC":
            stack.append(inside)
            if not inside:
                inside = tag == b"/Artifact" or mcid(props, resources) in marks
        elif short == b"Do":
            yield tag, inside, 0
        elif plain:
            yield b"", inside, -1
    scan.opened = level + scan.closed
    scan.marks = len(stack)
