"""A PDF's page to plant things on, and the file that several such pages make."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from .model import Secret, Way

BOX = (70, 590, 320, 620)
"""Where the secret words are, and what is to cover them: left, bottom, right, top."""
RECT = "70 590 250 30 re"
GREEN = (0, 170, 0)
WHITE = (255, 255, 255)


class Sheet:
    """One page of a PDF, with a line of ordinary words on it."""

    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        self.page = pdf.add_blank_page(page_size=(595, 842)).obj
        self.page.Resources = Dictionary(Font=Dictionary(F1=pdf.make_indirect(font)))
        self.page.Contents = Array([])
        self.paint("BT /F1 12 Tf 72 760 Td (The depot opens in May.) Tj ET")

    def paint(self, content: str | bytes) -> None:
        data = content.encode("latin-1") if isinstance(content, str) else content
        self.page.Contents.append(Stream(self.pdf, data))

    def say(self, secret: Secret, before: str = "", after: str = "") -> None:
        """Write the secret where the boxes are."""
        words = f"BT /F1 12 Tf 74 600 Td (The price of {secret} was the lowest) Tj ET"
        self.paint(f"{before} {words} {after}")

    def resource(self, kind: str, name: str, value: object) -> None:
        """Give the page something that it paints or uses by name."""
        key = Name("/" + kind)
        if key not in self.page.Resources:
            self.page.Resources[key] = Dictionary()
        self.page.Resources[key][Name("/" + name)] = value

    def annotate(self, subtype: str, **keys: object) -> pikepdf.Object:
        """Lay an annotation over the secret words."""
        entries = {"/Subtype": Name("/" + subtype), "/Rect": Array(BOX), "/F": 4}
        entries |= {f"/{key}": value for key, value in keys.items()}
        note = self.pdf.make_indirect(Dictionary({"/Type": Name.Annot, **entries}))
        if Name.Annots not in self.page:
            self.page.Annots = Array([])
        self.page.Annots.append(note)
        return note

    def form(self, content: str, **more: object) -> Stream:
        """Make a drawing of its own (a form XObject) as large as the page."""
        return Stream(
            self.pdf,
            content.encode("latin-1"),
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, 595, 842]),
            Resources=Dictionary(Font=self.page.Resources.Font),
            **more,
        )

    def image(self, *colours: tuple[int, int, int], **more: object) -> Stream:
        """Make a picture of one column for each colour, 20 wide and 20 high."""
        # rows of each colour with a white one between, so that no part of it is plain
        row = b"".join(bytes(colour) * 20 for colour in colours)
        white = b"".join(
            bytes(WHITE if max(c) - min(c) > 60 and c != GREEN else c) * 20 for c in colours
        )
        entries = {"ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8} | more
        return Stream(
            self.pdf,
            (row * 3 + white) * 5,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=20 * len(colours),
            Height=20,
            **entries,
        )


def pdf_of(ways: Sequence[Way]) -> bytes:
    """Return one PDF with a page for each way; what works on the bytes comes last."""
    pdf = Pdf.new()
    pdf.Root.Lang = String("en-GB")
    late: list[Callable[[bytes], bytes]] = []
    for way in ways:
        change = way.plant(Sheet(pdf), way.secret)
        if change is not None:
            late.append(change)
    out = io.BytesIO()
    pdf.save(
        out,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
        compress_streams=False,
        static_id=True,
    )
    data = out.getvalue()
    for change in late:
        data = change(data)
    return data
