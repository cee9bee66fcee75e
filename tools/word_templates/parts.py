"""The parts that every template carries beside its body: settings, fonts, notes, header, footer."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

from word_templates.look import CODE_FONT, FONT, MARGIN, PAGE_HEIGHT, PAGE_WIDTH
from word_templates.xml import Element, paragraph, text_run, w

_COMPATIBILITY = "http://schemas.microsoft.com/office/word"
_FURNITURE_GAP = 709  # 1.25 cm from the edge of the sheet to header and footer
_MADE = "2024-01-01T00:00:00Z"  # fixed, so that the same templates are the same bytes


def theme() -> bytes:
    """Return the theme part: the house's colours and fonts for Word's menus."""
    return Path(__file__).with_name("theme1.xml").read_bytes().replace(b"\r\n", b"\n")


def settings() -> Element:
    """Return the settings part: a Word 2013 or later document in British English, unprotected."""
    choices = [
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
    ]
    compat = [w("compatSetting", name=n, uri=_COMPATIBILITY, val=v) for n, v in choices]
    scheme = {"bg1": "light1", "t1": "dark1", "bg2": "light2", "t2": "dark2"}
    scheme |= {f"accent{n}": f"accent{n}" for n in range(1, 7)}
    scheme |= {"hyperlink": "hyperlink", "followedHyperlink": "followedHyperlink"}
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", w("footnote", id=-1), w("footnote", id=0)),
        w("compat", *compat),
        w("themeFontLang", val="en-GB"),
        w("clrSchemeMapping", **scheme),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def font_table() -> Element:
    """Return the font table: one family, and one for lines of code."""
    return w(
        "fonts",
        w(
            "font",
            w("panose1", val="020B0604020202020204"),
            w("charset", val="00"),
            w("family", val="swiss"),
            w("pitch", val="variable"),
            name=FONT,
        ),
        w(
            "font",
            w("panose1", val="02070309020205020404"),
            w("charset", val="00"),
            w("family", val="modern"),
            w("pitch", val="fixed"),
            name=CODE_FONT,
        ),
    )


def footnotes() -> Element:
    """Return the notes part with the two separators that Word expects, and no note yet."""

    def separator(kind: str, number: int) -> Element:
        spacing = w("spacing", before=0, after=0, line=240, lineRule="auto")
        body = w("p", w("pPr", spacing), w("r", w(kind)))
        return w("footnote", body, type=kind, id=number)

    return w("footnotes", separator("separator", -1), separator("continuationSeparator", 0))


def header() -> Element:
    """Return the header: the meeting body at the left, the date at the right."""
    line = paragraph("Header", text_run("{{ report_to }}"), text_run("\t"), text_run("{{ date }}"))
    return w("hdr", line)


def footer() -> Element:
    """Return the footer: the short title, and “Page N” in runs that all bear the style PageNumber.

    By that style the pack finds Word's own page number and takes it out.
    """
    number = [
        text_run("Page ", style="PageNumber"),
        _field_run(w("fldChar", fldCharType="begin")),
        _field_run(_instruction(" PAGE ")),
        _field_run(w("fldChar", fldCharType="separate")),
        text_run("1", style="PageNumber"),
        _field_run(w("fldChar", fldCharType="end")),
    ]
    return w("ftr", paragraph("Footer", text_run("{{ short_title }}"), text_run("\t"), *number))


def _field_run(content: Element) -> Element:
    return w("r", w("rPr", w("rStyle", val="PageNumber")), content)


def _instruction(text: str) -> Element:
    element = w("instrText")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def section() -> Element:
    """Return the page set-up: A4, 2.54 cm margins, the house's header and footer."""
    return w(
        "sectPr",
        w("headerReference", type="default", r__id="rId7"),
        w("footerReference", type="default", r__id="rId8"),
        w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        w(
            "pgMar",
            top=MARGIN,
            right=MARGIN,
            bottom=MARGIN,
            left=MARGIN,
            header=_FURNITURE_GAP,
            footer=_FURNITURE_GAP,
            gutter=0,
        ),
        w("cols", space=708),
        w("docGrid", linePitch=360),
    )


def core_properties(title: str) -> bytes:
    """Return the document's properties: its title, its language, a fixed date."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title>"
        "<dc:creator>Panel Papers</dc:creator>"
        "<dc:language>en-GB</dc:language>"
        "<cp:lastModifiedBy>Panel Papers</cp:lastModifiedBy>"
        "<cp:revision>1</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_MADE}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def application_properties() -> bytes:
    """Return the properties that Word itself would write; only its name."""
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'extended-properties"><Application>Microsoft Office Word</Application></Properties>'
    )
