"""Writes what the joined PDF says of itself: title, language, dates, page labels, PDF/UA."""

from datetime import date
from html import escape

from pikepdf import Array, Dictionary, Name, Pdf, String

from .model import Options

PRODUCER = "Panel Papers"
DC = ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def write_metadata(pdf: Pdf, options: Options, *, accessible: bool) -> None:
    """Write document information, XMP, language, viewer preferences and page labels.

    `accessible` makes the PDF say that it is PDF/UA-1 (ISO 14289-1 clause 5).
    """
    root = pdf.Root
    root.Lang = String(options.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    root.PageMode = Name.UseOutlines
    root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=options.first_page)]))
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
    stream = pdf.make_stream(_xmp(options, accessible=accessible).encode("utf-8"))
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    root.Metadata = stream


def _xmp(options: Options, *, accessible: bool) -> str:
    """Return the XMP packet (ISO 16684-1)."""
    when = f"{_iso(options.created)}T00:00:00Z"
    lines = [
        _property("dc:title", options.title, "Alt"),
        _property("dc:creator", options.author, "Seq"),
        _property("dc:description", options.subject, "Alt"),
        _property("dc:language", options.language, "Bag"),
        f"<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>",
        f"<xmp:MetadataDate>{when}</xmp:MetadataDate>",
        f"<pdf:Producer>{escape(PRODUCER)}</pdf:Producer>",
        "<pdfuaid:part>1</pdfuaid:part>" if accessible else "",
    ]
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'<rdf:Description rdf:about=""{DC}'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        + "\n".join(line for line in lines if line)
        + '\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _property(name: str, value: str | None, kind: str) -> str:
    if not value:
        return ""
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    item = f"<rdf:li{language}>{escape(value)}</rdf:li>"
    return f"<{name}><rdf:{kind}>{item}</rdf:{kind}></{name}>"


def _iso(day: date) -> str:
    return f"{day:%Y-%m-%d}"
