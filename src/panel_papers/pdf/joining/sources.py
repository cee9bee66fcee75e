"""Opens a part, or says why it cannot be joined."""

import io
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from typing import BinaryIO, cast

import pikepdf
from msgspec import Struct, field
from pikepdf import AccessMode, Array, Dictionary, Name, NameTree, Object, Pdf

from .geometry import Move
from .model import JoinError, Part

LARGE = 20_000_000
"""Bytes of a part that is not mapped into memory: what is read of a map stays there."""
DEEPEST = 50  # levels of a page tree; a damaged one may run in a circle


class Source(Struct, eq=False):
    """A part that has been opened, and what was noticed on the way into the joined PDF."""

    index: int
    part: Part
    pdf: Pdf
    page_numbers: dict[tuple[int, int], int]
    """The index of each of the part's pages, by its object number in the part."""
    named: dict[str, Object]
    """The part's named destinations as it holds them (ISO 32000-1 12.3.2.3)."""
    file: BinaryIO
    """Where the joined PDF reads the part's streams from until it is saved."""
    notes: list[str] = field(default_factory=list)
    moves: dict[int, Move] = field(default_factory=dict)
    """How pages were made smaller, by the index of the page."""
    repaired: bool = False

    @property
    def root(self) -> Object:
        """The part's catalogue."""
        return self.pdf.Root


def open_source(index: int, part: Part) -> Source:
    """Open a part; raises JoinError where it is encrypted, unreadable or without pages."""
    with ExitStack() as stack:
        file = stack.enter_context(_as_file(part.pdf))
        try:
            access = AccessMode.stream if len(part.pdf) > LARGE else AccessMode.mmap
            pdf = stack.enter_context(Pdf.open(file, access_mode=access))
            pages = [page.obj.objgen for page in pdf.pages]
            repaired = bool(pdf.get_warnings())
        except pikepdf.PasswordError:
            raise JoinError(index, "the PDF is encrypted and needs a password") from None
        except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
            raise JoinError(index, f"the PDF cannot be read ({reason(error)})") from None
        if pdf.is_encrypted:
            raise JoinError(index, "the PDF is encrypted")
        if not pages:
            raise JoinError(index, "the PDF has no pages")
        for page in pdf.pages:
            _make_indirect(pdf, page.obj)
            _inherit(page.obj)
        numbers = {objgen: number for number, objgen in enumerate(pages)}
        stack.pop_all()
        source = Source(index, part, pdf, numbers, _named_destinations(pdf), file)
        source.repaired = repaired
        if repaired:
            source.notes.append("it was damaged and has been repaired")
        return source


def reason(error: Exception) -> str:
    """Return what is wrong with a PDF in qpdf's words, without the name of our own file."""
    said = re.sub(r"stream <[^<>]*>:? ?", "", str(error)).strip()
    return said or type(error).__name__


def _as_file(data: bytes) -> BinaryIO:
    """Return a file of the bytes: qpdf reads one three times as fast as it asks Python for bytes.

    It has no name where the system allows that, and it is gone when it is closed.
    """
    try:
        file = tempfile.TemporaryFile()  # noqa: SIM115  # lives as long as the PDF that reads it
    except OSError:  # no disk to write on, or too many files open
        return io.BytesIO(data)
    file.write(data)
    file.flush()
    return cast(BinaryIO, file)


def _named_destinations(pdf: Pdf) -> dict[str, Object]:
    """Return the named destinations of both kinds: names (PDF 1.1) and strings (PDF 1.2)."""
    named: dict[str, Object] = {}
    old = pdf.Root.get(Name.Dests)
    if isinstance(old, Dictionary):
        named.update({name.removeprefix("/"): value for name, value in old.items()})
    names = pdf.Root.get(Name.Names)
    tree = names.get(Name.Dests) if isinstance(names, Dictionary) else None
    if isinstance(tree, Dictionary):
        try:
            for key, value in NameTree(tree).items():
                named[key if isinstance(key, str) else key.decode("latin-1")] = value
        except (pikepdf.PdfError, ValueError, RuntimeError):
            return named  # what could be read before the damage
    return named


def _make_indirect(pdf: Pdf, page: Object) -> None:
    """Let every annotation of a page be an object that others can point to."""
    found = page.get(Name.Annots)
    if not isinstance(found, Array):
        return
    for index, annotation in enumerate(found):
        if isinstance(annotation, Dictionary) and not annotation.is_indirect:
            found[index] = pdf.make_indirect(annotation)


def _inherit(page: Object) -> None:
    """Give a page what it inherits from the page tree (ISO 32000-1 7.7.3.4)."""
    for key in (Name.Resources, Name.MediaBox, Name.CropBox, Name.Rotate):
        parent: Object | None = page
        for _ in range(DEEPEST):
            if key in page or not isinstance(parent, Dictionary):
                break
            found = parent.get(key)
            if found is not None:
                page[key] = found
            parent = parent.get(Name.Parent)


def annotations(page: Object) -> Iterator[Object]:
    """Yield the annotations of a page that are what the standard says they are: dictionaries."""
    found = page.get(Name.Annots)
    if isinstance(found, Array):
        for annotation in found:
            if isinstance(annotation, Dictionary):
                yield annotation
