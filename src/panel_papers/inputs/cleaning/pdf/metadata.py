"""Leaves of a PDF's metadata its title, language, dates, programs and what it conforms to."""

from __future__ import annotations

from lxml import etree
from pikepdf import DataDecodingError, Dictionary, Name, Pdf, PdfError, Stream

from panel_papers.inputs.cleaning.results import Tally

_INFO_KEYS = frozenset(
    ["/Title", "/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped", "/GTS_PDFXVersion"]
)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "{http://purl.org/dc/elements/1.1/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_MM = "{http://ns.adobe.com/xap/1.0/mm/}"
_KEPT = frozenset(
    {f"{_DC}{name}" for name in ("title", "language", "format")}
    | {f"{_XMP}{name}" for name in ("CreatorTool", "CreateDate", "ModifyDate", "MetadataDate")}
    | {f"{_PDF}{name}" for name in ("Producer", "PDFVersion", "Trapped")}
    | {f"{_MM}{name}" for name in ("DocumentID", "InstanceID", "RenditionClass")}
)
# Claims of PDF/A, PDF/UA and PDF/X, and the schemas by which they are made (ISO 19005-1 6.7.8).
_KEPT_SPACES = (
    "http://www.aiim.org/pdfa/ns/",
    "http://www.aiim.org/pdfua/ns/",
    "http://www.npes.org/pdfx/ns/",
)
_WHAT = "metadata: authors, keywords, history and the like"


def clean_metadata(pdf: Pdf, tally: Tally) -> None:
    """Take authors, keywords, subjects, histories and anything unknown out of the metadata."""
    info = pdf.trailer.get(Name.Info)
    if isinstance(info, Dictionary):
        for key in [key for key in info.keys() if key not in _INFO_KEYS]:  # noqa: SIM118
            del info[key]
            tally.add(_WHAT)
    packet = pdf.Root.get(Name.Metadata)
    if packet is None:
        return
    kept = _cleaned(packet, tally) if isinstance(packet, Stream) else None
    if kept is None:
        del pdf.Root.Metadata
        tally.add("metadata that cannot be read")
    elif kept:
        packet.write(kept)


def _cleaned(packet: Stream, tally: Tally) -> bytes | None:
    """Return the XMP packet that stays; nothing where it stays as it is, None if unreadable."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(packet.read_bytes().strip(b"\0 \r\n\t"), parser)
    except (etree.XMLSyntaxError, ValueError, PdfError, DataDecodingError):
        return None
    descriptions = list(root.iter(f"{{{_RDF}}}Description"))
    tops = [d for d in descriptions if _is_top(d)]
    if not tops:
        return None
    count = 0
    for description in tops:
        for name in [name for name in description.attrib if not _stays(str(name))]:
            del description.attrib[name]
            count += 1
        for element in [e for e in description if not _stays(str(e.tag))]:
            description.remove(element)
            count += 1
    tally.add(_WHAT, count=count)
    if not count:
        return b""
    body = etree.tostring(root, encoding="unicode")
    start = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    return f'{start}{body}\n<?xpacket end="w"?>'.encode()


def _is_top(description: etree._Element) -> bool:
    parent = description.getparent()
    return parent is not None and parent.tag == f"{{{_RDF}}}RDF"


def _stays(name: str) -> bool:
    space = etree.QName(name).namespace or ""
    return name in _KEPT or space == _RDF or space.startswith(_KEPT_SPACES) or "xml:" in name
