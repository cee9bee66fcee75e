"""Finds pages that are pictures or drawings without text, and has their words recognised."""

from __future__ import annotations

import importlib.util
import io
import tempfile
from pathlib import Path, PurePosixPath

from pikepdf import Array, Dictionary, Name, Object, Pdf

from panel_papers.core import EngineError, InputsError, Place, Problem
from panel_papers.inputs.cleaning.pdf.content import content_of
from panel_papers.inputs.cleaning.pdf.objects import Id
from panel_papers.pdf import Looks, looks_of, page_texts

_FEW = 100
"""Characters: what a scanner, a stamp or a caption puts on a page that is a picture."""
_HALF, _SMALL = 0.5, 0.01  # of a page
_OUTLINES = 20  # letters drawn as shapes
_DRAWN = 100  # segments of shapes that are more than lines and boxes; a simple logo has as many


def picture_pages(data: bytes) -> tuple[int, ...]:
    """Return the numbers of the pages that show a picture or a drawing in the place of text.

    Judged by area and letters: a page with no letters and a picture of any size or a drawing, or
    with a few letters and a picture over half of it, or with most of its words drawn as outlines.
    A page that the PDF's tags describe, or whose words were recognised, is none.
    """
    texts = page_texts(data)
    few = [number for number, text in enumerate(texts, 1) if len("".join(text.split())) < _FEW]
    if not few:
        return ()
    looks = looks_of(data, few)
    found = [number for number in few if _is_picture(looks[number])]
    if not found:
        return ()
    with Pdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        described = _described_pages(pdf)
        return tuple(n for n in found if pdf.pages[n - 1].obj.objgen not in described)


def _is_picture(looks: Looks) -> bool:
    if looks.characters == 0:
        shown = looks.pictures + looks.decoration
        return shown >= _SMALL or looks.drawn >= _DRAWN
    if looks.recognised or looks.characters >= _FEW:
        return False
    return looks.pictures >= _HALF or looks.outlines >= max(_OUTLINES, looks.characters)


def ocr_pdf(data: bytes, pages: tuple[int, ...], place: Place) -> bytes:
    """Return the PDF with the words of these pages laid invisibly over their pictures.

    The other pages stay as they are. Needs OCRmyPDF and Tesseract: without them, and where a page
    has no words, raises InputsError (“scanned”); EngineError where they fail.
    """
    if importlib.util.find_spec("ocrmypdf") is None:
        raise InputsError([scanned_pages(pages, place)])
    import ocrmypdf  # noqa: PLC0415  # an extra that most desks do not have
    from ocrmypdf.exceptions import (  # noqa: PLC0415
        ExitCodeException,
        MissingDependencyError,
    )

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "scan.pdf"), Path(folder, "words.pdf")
        source.write_bytes(data)
        try:
            ocrmypdf.ocr(
                source,
                target,
                pages=",".join(map(str, pages)),
                redo_ocr=True,  # a page may have a typed line
                output_type="pdf",
                optimize=0,
                progress_bar=False,
                language=["eng"],
            )
        except MissingDependencyError as error:
            raise InputsError([scanned_pages(pages, place)]) from error
        except ExitCodeException as error:
            problem = Problem(
                "ocr-failed",
                place,
                f"The words of this PDF could not be recognised by ocrmypdf: {error}",
                "",
                "have the words recognised where it was scanned, and supply that copy",
            )
            raise EngineError([problem]) from error
        recognised = _settled(target.read_bytes())
    if wordless := picture_pages(recognised):
        raise InputsError([scanned_pages(wordless, place)])
    return recognised


def _settled(data: bytes) -> bytes:
    """Return a PDF without the hour at which it was made and without names drawn by lot.

    ocrmypdf calls the words of a page “OCR-” and a random word. The pack has its own metadata.
    """
    saved = io.BytesIO()
    with Pdf.open(io.BytesIO(data)) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            listed = _objects(page.obj)
            for name in [name for name in listed.keys() if name.startswith("/OCR-")]:  # noqa: SIM118
                listed[f"/OCR{number}"] = listed[name]
                del listed[name]
                content = content_of(page.obj).replace(name.encode(), f"/OCR{number}".encode())
                page.obj.Contents = pdf.make_stream(content)
        for holder, key in (
            (pdf.trailer, Name.Info),
            (pdf.trailer, Name.ID),
            (pdf.Root, Name.Metadata),
        ):
            if key in holder:
                del holder[key]
        pdf.save(saved, deterministic_id=True)
    return saved.getvalue()


def scanned_pages(pages: tuple[int, ...], place: Place) -> Problem:
    """Return the problem that pages are pictures or drawings, with both ways to solve it."""
    listed = ", ".join(map(str, pages[:20])) + (" and more" if len(pages) > 20 else "")
    many = len(pages) > 1
    name = PurePosixPath(place.file).name
    stem = name.removesuffix(".pdf")
    return Problem(
        "scanned",
        Place(place.file, place.line, place.column, f"page{'s' * many} {listed}"),
        f"{len(pages)} page{'s' * many} {'have' if many else 'has'} a picture or drawing but "
        f"almost no text, so nobody can search {'them' if many else 'it'} or have "
        f"{'them' if many else 'it'} read aloud",
        "",
        "if the page shows words, put the Word file or a PDF saved from it in place of this "
        "file; if there is none, ask IT to have its words recognised: “ocrmypdf --redo-ocr "
        f"{name} {stem}-ocr.pdf” (“pip install ocrmypdf”, and Tesseract: "
        "https://ocrmypdf.readthedocs.io); if it is a photograph or a drawing, describe it in "
        f"paper.yaml, below its “file”: “alt: {{{pages[0]}: what page {pages[0]} shows}}”",
    )


def _resources(holder: Object) -> Object | None:
    """Return the resources of a page, which may come from its parents."""
    node: object = holder
    for _ in range(50):
        if not isinstance(node, Dictionary):
            break
        found = node.get(Name.Resources)
        if isinstance(found, Dictionary):
            return found
        node = node.get(Name.Parent)
    return None


def _objects(page: Object) -> Object:
    resources = _resources(page)
    found = resources.get(Name.XObject) if resources is not None else None
    return found if isinstance(found, Dictionary) else Dictionary()


def _described_pages(pdf: Pdf) -> set[Id]:
    """Return the pages on which the tags give something an alternative text."""
    root = pdf.Root.get(Name.StructTreeRoot)
    pages: set[Id] = set()
    seen: set[Id] = set()
    waiting: list[tuple[object, Object | None, bool]] = [(root, None, False)]
    while waiting:
        element, page, described = waiting.pop()
        if not isinstance(element, Dictionary) or (element.is_indirect and element.objgen in seen):
            continue
        seen.add(element.objgen)
        own = element.get(Name.Pg)
        page = own if isinstance(own, Dictionary) else page
        described = described or bool(str(element.get(Name.Alt, "")).strip())
        if described and page is not None:
            pages.add(page.objgen)
        kids = element.get(Name.K)
        listed = list(kids) if isinstance(kids, Array) else [kids]
        waiting += [(kid, page, described) for kid in listed]
    return pages
