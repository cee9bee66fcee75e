"""Writes what the joined PDF says of itself: title, language, dates, page labels, standards."""

from datetime import date
from html import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from .colour import COLOURS
from .model import Options

PRODUCER = "Panel Papers"
_PDF_UA = "<pdfuaid:part>1</pdfuaid:part>"
_PDF_A = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
_PRODUCER = f"<pdf:Producer>{PRODUCER}</pdf:Producer>\n"
_ROOM = f"{_PRODUCER}{' ' * len(_PDF_UA + _PDF_A)}\n"
"""Spaces where the claims go, once a validator has read the PDF."""
_UA_SPACE = "http://www.aiim.org/pdfua/ns/id/"
# What PDF/A does not know by itself is to be explained (ISO 19005-2 6.6.2.3.2).
_SCHEMA = (
    '<rdf:Description rdf:about=""'
    ' xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"'
    ' xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\n'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{_UA_SPACE}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Which part of PDF/UA the PDF conforms to"
    "</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)
SAID_BY_STANDARDS = (_SCHEMA, _PDF_UA, _PDF_A, COLOURS)
"""What every pack says for the sake of standards, the same in all."""
DC = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def claim_pdf_ua(pdf: bytes, *, pdf_a: bool = False) -> bytes:
    """Return a joined PDF that says of itself that it is PDF/UA-1 (ISO 14289-1 clause 5).

    With `pdf_a` it says that it is PDF/A-2a too (ISO 19005-2 6.6.4).

    Nothing else of it changes, not even the place of a byte: qpdf leaves the XMP of a PDF as it is,
    so that others can find it, and the room for the claims is kept there. Raises ValueError where
    there is no such room, or more than one.
    """
    claims = f"{_PDF_UA}{_PDF_A if pdf_a else ' ' * len(_PDF_A)}"
    room, mark = _ROOM.encode("ascii"), f"{_PRODUCER}{claims}\n".encode("ascii")
    if pdf.count(room) != 1:
        raise ValueError("the PDF has no room for the mark of PDF/UA-1")
    return pdf.replace(room, mark)


def write_metadata(pdf: Pdf, options: Options) -> None:
    """Write document information, XMP, language, viewer preferences and page labels.

    The XMP claims neither PDF/UA-1 nor PDF/A-2a; `claim_pdf_ua` does that for a PDF that was
    validated.
    """
    root = pdf.Root
    root.Lang = String(options.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    labels = Dictionary(S=Name.D, St=options.first_page)
    if options.prefix:
        labels.P = String(options.prefix)
    root.PageLabels = Dictionary(Nums=Array([0, labels]))
    stamp = f"D:{options.created:%Y%m%d}000000Z"
    info = {
        "/Title": options.title,
        "/Author": options.author,
        "/Subject": options.subject,
        "/Producer": PRODUCER,
        "/CreationDate": stamp,
        "/ModDate": stamp,
    }
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary({key: String(value) for key, value in info.items() if value})
    )
    stream = pdf.make_stream(_xmp(options).encode("utf-8"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    root.Metadata = stream


def _xmp(options: Options) -> str:
    """Return the XMP packet (ISO 16684-1)."""
    when = f"{_iso(options.created)}T00:00:00Z"
    lines = [
        _property("dc:title", options.title, "Alt"),
        _property("dc:creator", options.author, "Seq"),
        _property("dc:description", options.subject, "Alt"),
        _property("dc:language", options.language, "Bag"),
        f"<dc:identifier>{escape(options.identifier)}</dc:identifier>"
        if options.identifier
        else "",
        f"<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{when}</xmp:MetadataDate>",
    ]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{DC}'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        f' xmlns:pdfuaid="{_UA_SPACE}" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
        + "\n".join(line for line in lines if line)
        + f"\n{_ROOM}</rdf:Description>\n{_SCHEMA}\n"
        + '</rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _property(name: str, value: str | None, kind: str) -> str:
    if not value:
        return ""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    item = f"<rdf:li{language}>{escape(value)}</rdf:li>"
    return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"


def _iso(day: date) -> str:
    return f"{day:%Y-%m-%d}"
