"""What a PDF says of itself as a whole: title, language, dates, page sizes, PDF/UA's own mark."""

from __future__ import annotations

from datetime import date
from html import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{more}<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def dress(pdf: pikepdf.Pdf, *, title: str, language: str, created: date | None) -> None:
    """Write title, language and date, the marks of a tagged PDF, and the claim of PDF/UA-1.

    The date is the caller's, never the clock's: the same input gives the same bytes.
    """
    more = ""
    producer = pdf.docinfo.get("/Producer")
    if producer is not None:
        more += f"<pdf:Producer>{escape(str(producer))}</pdf:Producer>\n"
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            del pdf.docinfo[key]
    if created is not None:
        day = f"{created:%Y-%m-%d}T00:00:00Z"
        more += f"<xmp:CreateDate>{day}</xmp:CreateDate>\n<xmp:ModifyDate>{day}</xmp:ModifyDate>\n"
        for key in ("/CreationDate", "/ModDate"):
            pdf.docinfo[key] = String(f"D:{created:%Y%m%d}000000Z")
    pdf.docinfo["/Title"] = String(title)
    packet = _PACKET.format(title=escape(title), language=escape(language), more=more)
    metadata = pdf.make_stream(packet.encode("utf-8"))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    catalogue = pdf.Root
    catalogue.Metadata = metadata
    catalogue.Lang = String(language)
    catalogue.MarkInfo = Dictionary(Marked=True)
    catalogue.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    for page in pdf.pages:
        # The order of links follows the structure (ISO 14289-1 7.18.3).
        page.obj.Tabs = Name.S
    _forget_old_tree(catalogue)


def _forget_old_tree(catalogue: pikepdf.Object) -> None:
    """Cut the outline's ties to the engine's own structure tree, which is thrown away."""
    waiting = [catalogue.get("/Outlines")]
    while waiting:
        entry = waiting.pop()
        if entry is not None:
            if "/SE" in entry:
                del entry["/SE"]
            waiting += [entry.get("/First"), entry.get("/Next")]


def exact_page_sizes(pdf: pikepdf.Pdf, sizes: set[tuple[float, float]]) -> None:
    """Give pages the document's sizes, where the engine rounded them to whole points.

    A page is known by its rounded size; where two sizes of the document round to the same, it
    keeps what the engine gave it.
    """
    for page in pdf.pages:
        x0, y0, x1, y1 = (float(v) for v in page.mediabox)
        near = [s for s in sizes if abs(s[0] - (x1 - x0)) <= 0.5 and abs(s[1] - (y1 - y0)) <= 0.5]
        if len(near) == 1:
            page.obj.MediaBox = Array([x0, y0, x0 + near[0][0], y0 + near[0][1]])
            if "/CropBox" in page.obj:
                del page.obj["/CropBox"]
