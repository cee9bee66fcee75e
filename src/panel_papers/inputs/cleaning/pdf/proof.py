"""Proves a cleaned PDF: all that is reachable is looked at, and what is not expected is named."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from panel_papers.inputs.cleaning.pdf.objects import (
    Held,
    annotations_of,
    is_safe_action,
    name_of,
    walk,
)
from panel_papers.inputs.cleaning.pdf.parts import CATALOGUE_KEYS, PAGE_KEYS

_HARMFUL_ACTIONS = frozenset(
    [
        "/JavaScript",
        "/Launch",
        "/GoToR",
        "/GoToE",
        "/SubmitForm",
        "/ResetForm",
        "/ImportData",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
        "/GoTo3DView",
        "/Hide",
        "/Named",
        "/Thread",
        "/SetOCGState",
    ]
)


def remains(pdf: Pdf) -> Iterator[str]:
    """Yield what a cleaned PDF still holds and may not, in plain words."""
    strange = set(pdf.Root.keys()) - CATALOGUE_KEYS
    if strange:
        yield f"“{', '.join(sorted(strange))}” in its catalogue"
    if isinstance(pdf.Root.get(Name.OpenAction), Dictionary):
        yield "an action that runs by itself"
    for number, page in enumerate(pdf.pages, 1):
        strange = set(page.obj.keys()) - PAGE_KEYS
        if strange:
            yield f"“{', '.join(sorted(strange))}” in page {number}"
        for annotation in annotations_of(page.obj):
            action = annotation.get(Name.A)
            if name_of(annotation, "/Subtype") != "/Link":
                yield f"an annotation on page {number} that is no link"
            elif action is not None and not is_safe_action(action):
                yield f"a link on page {number} that does more than lead to a page"
    for _, held in walk(pdf.trailer):
        if held:
            yield from _harm(held)


def _harm(held: Held) -> Iterator[str]:
    """Yield what is wrong with any dictionary, wherever it was found, by what it holds."""
    kind, action = name_of(held, "/Type"), name_of(held, "/S")
    # an element of the tags may call its role “Sound” or “Movie”; it always has a parent
    if action in _HARMFUL_ACTIONS and kind != "/StructElem" and "/P" not in held:
        yield f"an action ({action.removeprefix('/')})"
    script = held.get("/JS")
    # pictures and forms may go by any name in the resources of a page
    if isinstance(script, String) or (isinstance(script, Stream) and Name.Subtype not in script):
        yield "JavaScript"
    if isinstance(held.get("/EF"), Dictionary) or kind == "/EmbeddedFile":
        yield "an embedded file"
    extra = held.get("/AA")
    if isinstance(extra, Dictionary) and name_of(extra, "/Type") == "":
        events = [value for _, value in extra.items()]
        if any(isinstance(event, Dictionary) and name_of(event, "/S") for event in events):
            yield "an action that runs by itself"
    # Whatever has a place on a page is an annotation; damage may have eaten the word for its kind.
    if "/Rect" in held and name_of(held, "/Subtype") != "/Link":
        shown = name_of(held, "/Subtype").removeprefix("/") or "of no kind"
        yield f"an annotation that is on no page ({shown})"
    if isinstance(held.get("/XFA"), (Array, Stream)):
        yield "XFA form data"
    if name_of(held, "/FT") in ("/Tx", "/Btn", "/Ch", "/Sig"):
        yield "a form field"
