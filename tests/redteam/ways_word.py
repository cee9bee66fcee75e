"""Word files whose text somebody covered, hid or deleted."""

from __future__ import annotations

import io
from collections.abc import Callable

from docx.document import Document
from docx.shared import Emu
from PIL import Image

from .model import CAMERA, CROPPED, GUIDANCE, ICO, INSPECTOR, NSA, SCO, Ends, Secret, Way
from .words import Parts, add, edit, xml

STOP, ANY, CLEAN = Ends.STOPPED, Ends.ANY, Ends.CLEANED
Plant = Callable[[Document, Secret], object]
GREEN = (0, 170, 0)
BY = 'w:id="91" w:author="Editor" w:date="2027-01-04T09:00:00Z"'


def body(text: str) -> Plant:
    """Elements of the body; {S} is the secret."""

    def plant(document: Document, secret: Secret) -> None:
        for element in text.split("\n\n"):
            add(document, element.replace("{S}", str(secret)))

    return plant


def run(properties: str, said: str = "The price of {S} was the lowest.") -> Plant:
    """A paragraph whose second run has properties that hide it."""
    return body(
        "<w:p><w:r><w:t xml:space='preserve'>The depot opens in May. </w:t></w:r>"
        f"<w:r><w:rPr>{properties}</w:rPr><w:t>{said}</w:t></w:r></w:p>"
    )


def field(instruction: str, result: str = "May") -> Plant:
    """A field whose instruction holds the secret, and whose result does not."""
    return body(
        "<w:p><w:r><w:t xml:space='preserve'>The depot opens in </w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText xml:space='preserve'> {instruction} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r><w:t>{result}</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )


def styled(kind: str, properties: str) -> Plant:
    """Text whose style hides it."""

    def plant(document: Document, secret: Secret) -> None:
        name = f"S{secret}"[:4] + kind
        style = f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>'
        document.styles.element.append(xml(f"{style}{properties}</w:style>"))
        said = f"The price of {secret} was the lowest."
        if kind == "table":
            text = (
                f'<w:tbl><w:tblPr><w:tblStyle w:val="{name}"/><w:tblW w:w="0" w:type="auto"/>'
                '</w:tblPr><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid>'
                f"<w:tr><w:tc><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            )
        elif kind == "paragraph":
            style = f'<w:pPr><w:pStyle w:val="{name}"/></w:pPr>'
            text = f"<w:p>{style}<w:r><w:t>{said}</w:t></w:r></w:p>"
        else:
            style = f'<w:rPr><w:rStyle w:val="{name}"/></w:rPr>'
            text = f"<w:p><w:r>{style}<w:t>{said}</w:t></w:r></w:p>"
        add(document, text)
        add(document, "<w:p/>")

    return plant


def row(row_properties: str, cell_properties: str = "", grid: int = 5000) -> Plant:
    """A table whose second row is not seen."""
    first = f"<w:tr><w:tc><w:p>{DEPOT}</w:p></w:tc></w:tr>"
    return body(
        f'<w:tbl><w:tblPr><w:tblW w:w="{grid}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{grid}"/></w:tblGrid>{first}'
        f"<w:tr><w:trPr>{row_properties}</w:trPr><w:tc><w:tcPr><w:tcW w:w='{grid}' w:type='dxa'/>"
        f"{cell_properties}</w:tcPr><w:p><w:r><w:t>The price of {{S}}</w:t></w:r></w:p></w:tc>"
        "</w:tr></w:tbl>\n\n<w:p/>"
    )


DEPOT = "<w:r><w:t>Depot</w:t></w:r>"


def shape(
    fill: str = "000000", words: str = "", at: tuple[int, int] = (0, 0), size: str = "4000000"
) -> str:
    """Return a run with a shape in front of the text, filled, with words or without."""
    box = f"<wps:txbx><w:txbxContent><w:p>{words}</w:p></w:txbxContent></wps:txbx>" if words else ""
    return (
        "<w:r><w:drawing><wp:anchor distT='0' distB='0' distL='0' distR='0' simplePos='0' "
        "relativeHeight='9' behindDoc='0' locked='0' layoutInCell='1' allowOverlap='1'>"
        "<wp:simplePos x='0' y='0'/><wp:positionH relativeFrom='column'>"
        f"<wp:posOffset>{at[0]}</wp:posOffset></wp:positionH><wp:positionV "
        f"relativeFrom='paragraph'><wp:posOffset>{at[1]}</wp:posOffset></wp:positionV>"
        f"<wp:extent cx='{size}' cy='300000'/><wp:wrapNone/><wp:docPr id='77' name='Box'/>"
        "<a:graphic><a:graphicData "
        "uri='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><wps:wsp>"
        f"<wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x='0' y='0'/><a:ext cx='{size}' cy='300000'/>"
        "</a:xfrm><a:prstGeom prst='rect'><a:avLst/></a:prstGeom><a:solidFill>"
        f"<a:srgbClr val='{fill}'/></a:solidFill></wps:spPr>{box}<wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


SAID = "<w:r><w:t>The price of {S} was the lowest.</w:t></w:r>"
VML = (
    "<w:r><w:pict><v:rect id='r1' style='position:absolute;margin-left:0;margin-top:0;"
    "width:320pt;height:24pt;z-index:9' fillcolor='black' strokecolor='black'/></w:pict></w:r>"
)


def picture(document: Document, *colours: tuple[int, int, int] | None, **more: object) -> object:
    """Add a picture of one column for each colour; return its element."""
    image = Image.new("RGB", (40 * len(colours), 40))
    for number, colour in enumerate(colours):
        image.paste(colour or GREEN, (40 * number, 0, 40 * number + 40, 40))
    out = io.BytesIO()
    image.save(out, "PNG", **more)
    out.seek(0)
    inline = document.add_paragraph().add_run().add_picture(out, width=Emu(1_000_000))
    properties = inline._inline.docPr
    properties.set("descr", "The depot in green")
    return inline._inline


def cropped(document: Document, secret: Secret) -> None:
    inline = picture(document, GREEN, secret.colour)
    fill = inline.find(".//{*}blipFill")
    fill.insert(1, xml('<a:srcRect r="50000"/>'))


def covered_picture(document: Document, secret: Secret) -> None:
    inline = picture(document, secret.colour)
    paragraph = inline.getparent().getparent().getparent()
    paragraph.append(xml(shape(size="1000000")))


def hidden_picture(document: Document, secret: Secret) -> None:
    inline = picture(document, secret.colour)
    inline.docPr.set("hidden", "1")


def faded_picture(effect: str) -> Plant:
    def plant(document: Document, secret: Secret) -> None:
        inline = picture(document, secret.colour)
        inline.find(".//{*}blip").append(xml(effect))

    return plant


def clipped_by_shape(document: Document, secret: Secret) -> None:
    """A picture in the form of a thin line: its geometry shows a sliver of it."""
    inline = picture(document, GREEN, secret.colour)
    extent, ext = inline.find(".//{*}extent"), inline.find(".//{*}xfrm/{*}ext")
    for each in (extent, ext):
        each.set("cx", "12700")


def hidden_by_numbering(document: Document, secret: Secret) -> None:
    add(document, f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{PRICE(secret)}</w:p>")


def PRICE(secret: Secret, properties: str = "<w:rPr><w:vanish/></w:rPr>") -> str:  # noqa: N802
    return f"<w:r>{properties}<w:t>The price of {secret}</w:t></w:r>"


def header(kind: str) -> Plant:
    """A header of a kind that the section does not use."""

    def plant(document: Document, secret: Secret) -> None:
        section = document.sections[0]
        part = section.first_page_header if kind == "first" else section.even_page_header
        part.is_linked_to_previous = False
        part.paragraphs[0].text = f"The price of {secret}"

    return plant


def note(kind: str) -> Plant:
    """A note whose mark was deleted from the text."""

    def plant(document: Document, secret: Secret) -> Callable[[Parts], None]:
        def late(parts: Parts) -> None:
            from .words import DECLARED, add_part

            text = (
                f'<w:{kind}s {DECLARED}><w:{kind} w:type="separator" w:id="-1"><w:p><w:r>'
                f'<w:separator/></w:r></w:p></w:{kind}><w:{kind} w:id="2"><w:p><w:r><w:t>'
                f"The price of {secret}</w:t></w:r></w:p></w:{kind}></w:{kind}s>"
            )
            add_part(
                parts,
                f"word/{kind}s.xml",
                text.encode(),
                f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}s+xml",
                f"{kind}s",
            )

        return late

    return plant


def fallback(document: Document, secret: Secret) -> None:
    add(
        document,
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:t>May</w:t></mc:Choice>"
        f"<mc:Fallback><w:t>The price of {secret}</w:t></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>",
    )


def comment(document: Document, secret: Secret) -> None:
    paragraph = document.add_paragraph("The depot is old.")
    document.add_comment(paragraph.runs, f"The price of {secret}", author="Editor")


def comment_author(document: Document, secret: Secret) -> None:
    paragraph = document.add_paragraph("The depot is small.")
    document.add_comment(paragraph.runs, "Seen", author=str(secret), initials=str(secret))


def bookmark(name: str) -> Plant:
    return body(f'<w:p><w:bookmarkStart w:id="88" w:name="{name}"/>{DEPOT}'
                '<w:bookmarkEnd w:id="88"/></w:p>')  # fmt: skip


def old_author(document: Document, secret: Secret) -> Callable[[Parts], None]:
    def late(parts: Parts) -> None:
        old = "<w:sectPr"
        change = f'<w:p><w:pPr><w:pPrChange w:id="9" w:author="{secret}"><w:pPr/></w:pPrChange>'
        edit(parts, "word/document.xml", old, f"{change}</w:pPr></w:p>{old}")

    return late


CONTROL = (
    "<w:sdt><w:sdtPr>{K}</w:sdtPr><w:sdtContent><w:p><w:r><w:t>Depot</w:t></w:r></w:p>"
    "</w:sdtContent></w:sdt>"
)
BLACK = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'

WAYS = [
    Way("word tracked deletion", SCO, STOP, body(
        f"<w:p>{DEPOT}<w:del {BY}><w:r><w:delText>The price of {{S}}</w:delText></w:r></w:del>"
        "</w:p>")),
    Way("word tracked insertion", SCO, STOP, body(
        f"<w:p>{DEPOT}<w:ins {BY}>{SAID}</w:ins></w:p>")),
    Way("word author of a change", SCO, STOP, old_author),
    Way("word tracked move", SCO, STOP, body(
        f"<w:p>{DEPOT}<w:moveFrom {BY}>{SAID}</w:moveFrom></w:p>")),
    Way("word deleted words that lost their mark", SCO, STOP, body(
        f"<w:p>{DEPOT}<w:r><w:delText>The price of {{S}}</w:delText></w:r></w:p>")),
    Way("word deletion in conflict", SCO, STOP, body(
        f"<w:p>{DEPOT}<w:r><w:rPr><w:del {BY}/></w:rPr><w:t>The price of {{S}}</w:t></w:r></w:p>")),
    Way("word deleted row", SCO, STOP, row(f"<w:del {BY}/>")),
    Way("word deleted cell", SCO, STOP, row("", f"<w:cellDel {BY}/>")),
    Way("word comment", SCO, CLEAN, comment),
    Way("word author of a comment", SCO, CLEAN, comment_author),
    Way("word black highlighter", NSA, STOP, run('<w:highlight w:val="black"/>')),
    Way("word black highlighter on black words", NSA, STOP, run(
        '<w:color w:val="000000"/><w:highlight w:val="black"/>')),
    Way("word black shading", NSA, STOP, run('<w:color w:val="000000"/>' + BLACK)),
    Way("word dark blue on dark blue", NSA, STOP, run(
        '<w:color w:val="000080"/><w:highlight w:val="darkBlue"/>')),
    Way("word black paragraph", NSA, STOP, body(
        f"<w:p><w:pPr>{BLACK}</w:pPr><w:r><w:rPr><w:color w:val='000000'/></w:rPr><w:t>"
        "The price of {S}</w:t></w:r></w:p>")),
    Way("word black cell", NSA, STOP, body(
        '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol '
        f'w:w="5000"/></w:tblGrid><w:tr><w:tc><w:tcPr>{BLACK}</w:tcPr><w:p><w:r><w:rPr><w:color '
        'w:val="000000"/></w:rPr><w:t>The price of {S}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>'
        "\n\n<w:p/>")),
    Way("word black shape", NSA, STOP, body(f"<w:p>{SAID}{shape()}</w:p>")),
    Way("word white shape", NSA, STOP, body(f"<w:p>{SAID}{shape('FFFFFF')}</w:p>")),
    Way("word old black shape", NSA, STOP, body(f"<w:p>{SAID}{VML}</w:p>")),
    Way("word box that says redacted", NSA, STOP, body(
        f"<w:p>{SAID}{shape('FFFFFF', '<w:r><w:t>REDACTED</w:t></w:r>')}</w:p>")),
    Way("word black shape from the paragraph before", NSA, STOP, body(
        f"<w:p>{DEPOT}{shape(at=(0, 250000))}</w:p>\n\n<w:p>{SAID}</w:p>")),
    Way("word hidden run", INSPECTOR, CLEAN, run("<w:vanish/>")),
    Way("word hidden paragraph", INSPECTOR, CLEAN, hidden_by_numbering),
    Way("word run of a hidden style", INSPECTOR, CLEAN, styled(
        "character", "<w:rPr><w:vanish/></w:rPr>")),
    Way("word paragraph of a hidden style", INSPECTOR, CLEAN, styled(
        "paragraph", "<w:rPr><w:vanish/></w:rPr>")),
    Way("word table of a hidden style", INSPECTOR, CLEAN, styled(
        "table", "<w:rPr><w:vanish/></w:rPr>")),
    Way("word run of a white style", ICO, STOP, styled(
        "character", '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')),
    Way("word hidden row", INSPECTOR, CLEAN, row("<w:hidden/>")),
    Way("word row as high as a hair", GUIDANCE, STOP, row(
        '<w:trHeight w:val="4" w:hRule="exact"/>')),
    Way("word column as wide as a hair", GUIDANCE, STOP, row("", "", 6)),
    Way("word white words", ICO, STOP, run('<w:color w:val="FFFFFF"/>')),
    Way("word nearly white words", ICO, STOP, run('<w:color w:val="FEFEFE"/>')),
    Way("word white words by the theme", ICO, STOP, run(
        '<w:color w:val="FFFFFF" w:themeColor="background1"/>')),
    Way("word words of half a point", GUIDANCE, STOP, run('<w:sz w:val="1"/>')),
    Way("word words without width", GUIDANCE, STOP, run('<w:w w:val="1"/>')),
    Way("word lines as high as a hair", GUIDANCE, STOP, body(
        '<w:p><w:pPr><w:spacing w:line="4" w:lineRule="exact"/></w:pPr>' + SAID + "</w:p>")),
    Way("word frame off the page", GUIDANCE, STOP, body(
        '<w:p><w:pPr><w:framePr w:w="4000" w:hSpace="0" w:wrap="around" w:hAnchor="page" '
        'w:vAnchor="page" w:x="-20000" w:y="900"/></w:pPr>' + SAID + "</w:p>")),
    Way("word box off the page", GUIDANCE, ANY, body(
        f"<w:p>{DEPOT}{shape('FFFFFF', SAID, (-20000000, 0))}</w:p>"), alone=True),
    Way("word indent off the page", GUIDANCE, ANY, body(
        '<w:p><w:pPr><w:ind w:left="-30000" w:right="20000"/></w:pPr>' + SAID + "</w:p>"),
        alone=True),
    Way("word hidden formula", GUIDANCE, ANY, body(
        "<w:p><w:r><w:t>Depot</w:t></w:r><m:oMath><m:phant><m:phantPr><m:show m:val='0'/>"
        "</m:phantPr><m:e><m:r><m:t>{S}</m:t></m:r></m:e></m:phant></m:oMath></w:p>"), alone=True),
    Way("word words that only old readers show", GUIDANCE, CLEAN, fallback),
    Way("word header of a first page that is none", INSPECTOR, CLEAN, header("first")),
    Way("word header of even pages that are none", INSPECTOR, CLEAN, header("even")),
    Way("word footnote without its mark", INSPECTOR, CLEAN, note("footnote")),
    Way("word endnote without its mark", INSPECTOR, CLEAN, note("endnote")),
    Way("word cropped picture", CROPPED, CLEAN, cropped, painted=True),
    Way("word covered picture", CROPPED, STOP, covered_picture, painted=True),
    Way("word hidden picture", CROPPED, CLEAN, hidden_picture, painted=True),
    Way("word picture made white", CAMERA, STOP, faded_picture(
        '<a:lum bright="100000"/>'), painted=True),
    Way("word transparent picture", CAMERA, STOP, faded_picture(
        '<a:alphaModFix amt="0"/>'), painted=True),
    Way("word picture as thin as a hair", CROPPED, STOP, clipped_by_shape, painted=True),
    Way("word field that fetches a file", INSPECTOR, STOP, field(
        'INCLUDETEXT "C:\\\\{S}\\\\plan.docx"')),
    Way("word field that fetches data", INSPECTOR, STOP, field(
        'DDEAUTO Excel "C:\\\\{S}.xlsx" "R1C1"')),
    Way("word field that fetches a picture", INSPECTOR, STOP, field(
        'INCLUDEPICTURE "C:\\\\{S}\\\\plan.png"')),
    Way("word field of a database", INSPECTOR, STOP, field('DATABASE \\d "C:\\\\{S}.mdb"')),
    Way("word linked object", INSPECTOR, STOP, field('LINK Excel.Sheet "C:\\\\{S}.xlsx"')),
    Way("word field with two branches", INSPECTOR, CLEAN, field('IF 1 = 1 "May" "{S}"')),
    Way("word field that sets a name", INSPECTOR, CLEAN, field('SET Price "{S}"', "")),
    Way("word field of a letter to many", INSPECTOR, CLEAN, field('MERGEFIELD {S}')),
    Way("word question to the writer", INSPECTOR, CLEAN, field('FILLIN "Price of {S}?"')),
    Way("word hidden result of a count", INSPECTOR, CLEAN, field('SEQ {S} \\h', "")),
    Way("word entry of an index", INSPECTOR, CLEAN, field('XE "{S}"', "")),
    Way("word hidden entry of the contents", INSPECTOR, CLEAN, field('TC "{S}" \\l 1', "")),
    Way("word entry of authorities", INSPECTOR, CLEAN, field('TA \\l "{S}" \\c 1', "")),
    Way("word path to another part", INSPECTOR, STOP, field('RD "C:\\\\{S}.docx"', "")),
    Way("word private field", INSPECTOR, CLEAN, field('PRIVATE {S}', "")),
    Way("word property as a field", INSPECTOR, CLEAN, field('DOCPROPERTY {S}')),
    Way("word macro button", INSPECTOR, STOP, field('MACROBUTTON {S} press')),
    Way("word link to a desk", INSPECTOR, CLEAN, field(
        'HYPERLINK "file:///C:/Users/{S}/plan.docx"', "the plan")),
    Way("word tip of a link", INSPECTOR, CLEAN, field(
        'HYPERLINK "https://www.example.org/plan" \\o "{S}"', "the plan")),
    Way("word bookmark", INSPECTOR, CLEAN, bookmark("{S}")),
    Way("word hidden bookmark", INSPECTOR, CLEAN, bookmark("_{S}")),
    Way("word tag of a control", INSPECTOR, CLEAN, body(CONTROL.replace(
        "{K}", "<w:alias w:val='{S}'/><w:tag w:val='{S}'/>"))),
    Way("word choices that were not taken", INSPECTOR, CLEAN, body(CONTROL.replace(
        "{K}", "<w:dropDownList><w:listItem w:displayText='Depot' w:value='1'/>"
        "<w:listItem w:displayText='{S}' w:value='{S}'/></w:dropDownList>"))),
    Way("word source of a control", INSPECTOR, CLEAN, body(CONTROL.replace(
        "{K}", "<w:dataBinding w:xpath='/a/{S}' w:storeItemID='{{00}}'/>".replace("{{", "{")
        .replace("}}", "}")))),
    Way("word old form's help", INSPECTOR, CLEAN, body(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:name w:val='Text1'/><w:enabled/>"
        "<w:helpText w:type='text' w:val='{S}'/><w:textInput><w:default w:val='Depot'/>"
        "</w:textInput></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMTEXT </w:instrText>"
        "</w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>Depot</w:t></w:r><w:r>"
        "<w:fldChar w:fldCharType='end'/></w:r></w:p>")),
    Way("word smart tag", INSPECTOR, CLEAN, body(
        "<w:p><w:smartTag w:uri='urn:x' w:element='person'><w:smartTagPr><w:attr w:name='id' "
        "w:val='{S}'/></w:smartTagPr><w:r><w:t>Depot</w:t></w:r></w:smartTag></w:p>")),
    Way("word element of an own kind", INSPECTOR, CLEAN, body(
        "<w:customXml w:uri='urn:x' w:element='{S}'><w:p><w:r><w:t>Depot</w:t></w:r></w:p>"
        "</w:customXml>")),
]  # fmt: skip
