"""Puts the pictures of annotations into the content of their page."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct
from pikepdf import Annotation, Dictionary, Name, Object, Page, Pdf, Stream

from panel_papers.inputs.cleaning.pdf.objects import UNSEEN, inherited
from panel_papers.inputs.cleaning.pdf.printing.tags import Spoken, Tags, tags_of

_PREFIX = "/Printed"


class Printed(Struct, frozen=True):
    """An annotation that becomes content of its page: its picture, and what a listener hears.

    `spoken` is None for what is no content to a listener: a watermark.
    """

    annotation: Object
    picture: Object
    spoken: Spoken | None


class Printer:
    """Prints onto the pages of one PDF."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.count = 0

    @cached_property
    def tags(self) -> Tags | None:
        """The tags of the PDF; they are read once something is printed, which takes a while."""
        return tags_of(self.pdf)

    def put(self, page: Page, printed: list[Printed]) -> int:
        """Print annotations on their page, in their order; return how many left a mark."""
        content = [each for each in (self._content(page, one) for one in printed) if each]
        if content:
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(b"\nQ\n" + b"\n".join(content) + b"\n")
        return len(content)

    def _content(self, page: Page, printed: Printed) -> bytes:
        """Return the operators that paint a picture where its annotation lies."""
        annotation = printed.annotation
        picture = self._on_layer(printed.picture, annotation.get(Name.OC))
        if Name.Subtype not in picture:
            picture.Subtype = Name.Form
        annotation.AP = Dictionary(N=picture)
        name = self._free_name(page)
        turned = inherited(page.obj, "/Rotate")
        drawing = Annotation(annotation).get_page_content_for_appearance(
            Name(name), turned if isinstance(turned, int) else 0, forbidden_flags=UNSEEN
        )
        if not drawing.strip():
            return b""
        self._resources(page).XObject[name] = picture
        if self.tags is None:
            return drawing.strip()
        opening = b"/Artifact BMC"
        if printed.spoken is not None:
            opening = self.tags.opening(page, annotation, printed.spoken)
        return opening + b"\n" + drawing.strip() + b"\nEMC"

    def _on_layer(self, picture: Object, layer: object) -> Object:
        """Return the picture, on the layer of its annotation; pictures may be shared."""
        if not isinstance(layer, Dictionary) or Name.OC in picture:
            return self.pdf.make_indirect(picture)
        keys = {
            key: value
            for key, value in picture.items()
            if key not in ("/Length", "/Filter", "/DecodeParms")
        }
        copy = Stream(self.pdf, picture.read_bytes(), keys)
        copy.OC = layer
        return self.pdf.make_indirect(copy)

    def _resources(self, page: Page) -> Object:
        """Return the resources of a page, its own where it inherits them."""
        if not isinstance(page.obj.get(Name.Resources), Dictionary):
            held = page.resources
            page.obj.Resources = (
                Dictionary(dict(held.items())) if isinstance(held, Dictionary) else Dictionary()
            )
        resources = page.obj.Resources
        if not isinstance(resources.get(Name.XObject), Dictionary):
            resources.XObject = Dictionary()
        return resources

    def _free_name(self, page: Page) -> str:
        held = self._resources(page).XObject
        self.count += 1
        while f"{_PREFIX}{self.count}" in held:
            self.count += 1
        return f"{_PREFIX}{self.count}"
