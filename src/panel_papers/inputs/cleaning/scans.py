"""Finds pages that are pictures of text, and has their words recognised."""

from __future__ import annotations

import importlib.util
import io
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from panel_papers.core import EngineError, InputsError, Place, Problem
from panel_papers.inputs.cleaning.pdf.content import content_of, readable_content
from panel_papers.inputs.cleaning.pdf.objects import Id, name_of

# Strings are looked over as wholes, so that a word in one is no operator.
_STEP = re.compile(
    rb"\((?:[^()\\]|\\.)*+\)|(?<![\w/])(Tj|TJ|'|\")(?![\w])|(?<![\w/])(BI)\s|/([^\s/<>\[\]()]+)\s+Do\b",
    re.DOTALL,
)
_DEEPEST = 10  # forms within forms


def is_scanned(data: bytes) -> tuple[int, ...]:
    """Return the numbers of the pages that show a picture and no text.

    A picture that has an alternative text in the PDF's tags can be read aloud, and its page is no
    scan. Raises PdfError for bytes that are no PDF.
    """
    with Pdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        described = _described_pages(pdf)
        return tuple(
            number
            for number, page in enumerate(pdf.pages, 1)
            if page.obj.objgen not in described and _is_picture(page.obj, _resources(page.obj))
        )


def ocr_pdf(data: bytes, pages: tuple[int, ...], place: Place) -> bytes:
    """Return the PDF with the words of its scanned pages laid invisibly over their pictures.

    Pages with text stay as they are. Needs the extra `ocr` and Tesseract: raises InputsError
    (“scanned”) with how to install them, EngineError where they fail.
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
                skip_text=True,
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
                f"ocrmypdf could not recognise the words: {error}",
                "a PDF whose words can be searched",
                "have the words recognised where it was scanned, and supply that copy",
            )
            raise EngineError([problem]) from error
        return _settled(target.read_bytes())


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
    """Return the fault that pages are pictures of text."""
    listed = ", ".join(map(str, pages[:20])) + (" and more" if len(pages) > 20 else "")
    many = len(pages) > 1
    return Problem(
        "scanned",
        Place(place.file, place.line, place.column, f"page{'s' * many} {listed}"),
        f"{len(pages)} page{'s' * many} with a picture and no text: nobody can search "
        f"{'them' if many else 'it'} or have {'them' if many else 'it'} read aloud",
        "pages with text",
        "supply the document itself instead of a scan, or let the words be recognised: "
        "pip install panel-papers[ocr], and install Tesseract",
    )


def _resources(holder: Object) -> Object | None:
    """Return the resources of a page or form; a page may have them from its parents."""
    node: object = holder
    for _ in range(50):
        if not isinstance(node, (Dictionary, Stream)):
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


def _is_picture(holder: Object, resources: Object | None) -> bool:
    shown = set(_shown(holder, resources, 0, set()))
    return "picture" in shown and "text" not in shown


def _shown(holder: Object, resources: Object | None, depth: int, seen: set[Id]) -> Iterator[str]:
    """Yield “text” and “picture” for what a page or form paints."""
    listed = resources.get(Name.XObject) if resources is not None else None
    for text, inline, name in _STEP.findall(readable_content(holder)):
        if text:
            yield "text"
        elif inline:
            yield "picture"
        elif name and isinstance(listed, Dictionary):
            painted = listed.get("/" + name.decode("latin-1"))
            if not isinstance(painted, Stream) or painted.objgen in seen:
                continue
            if name_of(painted, "/Subtype") == "/Image":
                yield "picture"
            elif depth < _DEEPEST:
                seen.add(painted.objgen)
                own = painted.get(Name.Resources)
                within = own if isinstance(own, Dictionary) else resources
                yield from _shown(painted, within, depth + 1, seen)


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
