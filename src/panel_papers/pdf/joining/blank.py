"""Makes the page that says it is left blank, before a part that must begin on an odd page."""

from pikepdf import Array, Dictionary, Name, Object, Pdf

from .font import text_width
from .geometry import A4, visible_frame
from .grafting import Grafted

TEXT = "This page is intentionally left blank"
SIZE = 12


def add_blank_page(pdf: Pdf, grafted: Grafted, font: Object) -> Object:
    """Add a tagged page, as large as the one before it is seen, to the end of a PDF."""
    size = A4[2:]
    if len(pdf.pages):
        frame = visible_frame(pdf.pages[-1].obj)
        size = (frame.width, frame.height)
    page = pdf.add_blank_page(page_size=size).obj
    page.Resources = Dictionary(Font=Dictionary(Stamp=font))
    x, y = (size[0] - text_width(TEXT, SIZE)) / 2, size[1] * 0.55
    text = f"/P <</MCID 0>> BDC BT /Stamp {SIZE} Tf {x:.2f} {y:.2f} Td ({TEXT}) Tj ET EMC\n"
    page.Contents = pdf.make_stream(text.encode("ascii"))
    section = grafted.section("Blank page", "en", "Sect")
    paragraph = grafted.element("P", section, Pg=page, K=0)
    section.K = Array([paragraph])
    page.StructParents = grafted.registry.key()
    grafted.parents[page.StructParents] = Array([paragraph])
    page.Tabs = Name.S
    return page
