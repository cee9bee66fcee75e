"""Word files whose package holds, beside the text, what no page shows."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import openpyxl
from docx.document import Document
from PIL import Image, PngImagePlugin

from .model import CAMERA, DOSSIER, ICO, INSPECTOR, NSA, Ends, Secret, Way
from .ways_word import GREEN, picture
from .words import DECLARED, EXTERNAL, Parts, add, add_part, edit, relate, xml

STOP, CLEAN = Ends.STOPPED, Ends.CLEANED
Plant = Callable[[Document, Secret], object]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships/"


def package(change: Callable[[Parts, Secret], object]) -> Plant:
    """What is done to the parts when the document is saved."""

    def plant(_: Document, secret: Secret) -> Callable[[Parts], object]:
        return lambda parts: change(parts, secret)

    return plant


def part(name: str, kind: str, relation: str = "", content: str = "", source: str = "") -> Plant:
    """A part of the package; “{S}” in it is the secret."""
    text = content or f"<w:x {DECLARED}>{{S}}</w:x>"

    def change(parts: Parts, secret: Secret) -> None:
        data = text.replace("{S}", str(secret)).encode()
        add_part(parts, name, data, kind, relation, source=source or "word/document.xml")

    return package(change)


def core(key: str) -> Plant:
    def plant(document: Document, secret: Secret) -> None:
        setattr(document.core_properties, key, f"The price of {secret}")

    return plant


def app(element: str) -> Plant:
    def change(parts: Parts, secret: Secret) -> None:
        old = "</Properties>"
        name = "docProps/app.xml"
        found = re.sub(rf"<{element}>.*?</{element}>".encode(), b"", parts[name])
        parts[name] = found
        edit(parts, name, old, f"<{element}>{secret}</{element}>{old}")

    return package(change)


def setting(text: str) -> Plant:
    """Something in the document's settings; “{R}” is a relationship to a path."""

    def change(parts: Parts, secret: Secret) -> None:
        number = ""
        if "{R}" in text:
            path = f"file:///C:/Users/{secret}/base.dotx"
            source = "word/settings.xml"
            number = relate(parts, "attachedTemplate", path, source, EXTERNAL)
        made = text.replace("{S}", str(secret)).replace("{R}", number)
        name = "word/settings.xml"
        at = parts[name].index(b">", parts[name].index(b"<w:settings")) + 1
        parts[name] = parts[name][:at] + made.encode() + parts[name][at:]

    return package(change)


def unused_style(document: Document, secret: Secret) -> None:
    style = f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{secret}">'
    document.styles.element.append(xml(f'{style}<w:name w:val="Offer of {secret}"/></w:style>'))


def unused_list(parts: Parts, secret: Secret) -> None:
    text = (
        f'<w:abstractNum {DECLARED} w:abstractNumId="93"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:name w:val="{secret}"/><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText '
        f'w:val="{secret}"/></w:lvl></w:abstractNum>'
    )
    name = "word/numbering.xml"
    at = parts[name].index(b"<w:abstractNum ")
    parts[name] = parts[name][:at] + text.encode() + parts[name][at:]


def workbook(secret: Secret) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Depot", "Price", str(secret)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


CHART = (
    f"<c:chartSpace {DECLARED}><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir "
    'w:val="col" val="col"/><c:ser><c:idx val="0"/><c:order val="0"/><c:cat><c:strRef><c:f>A1</c:f>'
    '<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>Depot</c:v></c:pt></c:strCache></c:strRef>'
    '</c:cat><c:val><c:numRef><c:f>B1</c:f><c:numCache><c:ptCount val="1"/><c:pt idx="0"><c:v>4'
    '</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser><c:axId val="1"/><c:axId val="2"/>'
    '</c:barChart><c:catAx><c:axId val="1"/><c:crossAx val="2"/></c:catAx><c:valAx><c:axId '
    'val="2"/><c:crossAx val="1"/></c:valAx></c:plotArea></c:chart>{X}</c:chartSpace>'
).replace('w:val="col" ', "")


def chart(*, extra: str = "", linked: bool = False) -> Plant:
    """A chart that shows the depot alone, with a workbook or a list behind it."""

    def change(parts: Parts, secret: Secret) -> None:
        count = sum(name.startswith("word/charts/") for name in parts)
        name = f"word/charts/chart{count + 1}.xml"
        text = CHART.replace("{X}", extra.replace("{S}", str(secret)))
        kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        number = add_part(parts, name, text.encode(), kind, "chart")
        if not extra and not linked:
            kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            book = f"word/embeddings/book{count}.xlsx"
            add_part(parts, book, workbook(secret), kind, "package", source=name)
        if linked:
            path = f"file:///C:/Users/{secret}/book.xlsx"
            relate(parts, "oleObject", path, name, EXTERNAL)
        edit(
            parts,
            "word/document.xml",
            "<w:sectPr",
            f'<w:p {DECLARED}><w:r><w:drawing><wp:inline><wp:extent cx="3000000" cy="2000000"/>'
            f'<wp:docPr id="9{count}" name="Chart" descr="Depots"/><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
            f'<c:chart r:id="{number}"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
            "</w:r></w:p><w:sectPr",
        )

    return package(change)


def named_picture(document: Document, secret: Secret) -> None:
    inline = picture(document, GREEN)
    for each in inline.iter("{*}cNvPr", "{*}docPr"):
        each.set("name", f"C:\\Users\\{secret}\\plan.png")
        if each.tag.endswith("cNvPr"):
            each.set("descr", f"C:\\Users\\{secret}\\plan.png")


def decorated(document: Document, secret: Secret) -> None:
    """The old description, left in a shape's own properties when the picture was changed."""
    inline = picture(document, GREEN)
    for each in inline.iter("{*}cNvPr"):
        each.set("title", f"The price of {secret}")


def worded_png(document: Document, secret: Secret) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", f"The price of {secret}")
    picture(document, GREEN, pnginfo=words)


def tagged_jpeg(document: Document, secret: Secret) -> None:
    tags = Image.Exif()
    tags[0x010E] = f"The price of {secret}"
    _jpeg(document, exif=tags)


def _jpeg(document: Document, after: bytes = b"", **more: object) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 41), GREEN).save(out, "JPEG", **more)
    document.add_paragraph().add_run().add_picture(io.BytesIO(out.getvalue() + after))


def second_frame(document: Document, secret: Secret) -> None:
    other = Image.new("RGB", (40, 40), secret.colour)
    picture(document, GREEN, save_all=True, append_images=[other])


def longer_picture(document: Document, secret: Secret) -> None:
    """Bytes of the larger picture that was saved over (Acropalypse)."""
    _jpeg(document, f"The price of {secret}".encode())


def unused_picture(parts: Parts, secret: Secret) -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), secret.colour).save(out, "PNG")
    add_part(parts, "word/media/unused.png", out.getvalue(), "image/png", "image")


def preview(parts: Parts, secret: Secret) -> None:
    out = io.BytesIO()
    Image.new("RGB", (64, 64), secret.colour).save(out, "JPEG", quality=95)
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    for name in [n for n in parts if n.startswith("docProps/thumbnail")]:
        del parts[name]
    parts["docProps/thumbnail.jpeg"] = out.getvalue()
    if b"thumbnail" not in parts["_rels/.rels"]:
        relate(parts, kind, "docProps/thumbnail.jpeg", "")


def session(document: Document, secret: Secret) -> None:
    """Numbers of the sessions in which the text was typed, which tie two files together."""
    add(document, "<w:p w:rsidR='00{0}' w:rsidRDefault='00{0}'>{1}</w:p>".format(
        SESSION, "<w:r><w:t>Depot</w:t></w:r>"))  # fmt: skip


SESSION = "5EC2E7"


def in_document(old: str, new: str) -> Plant:
    def change(parts: Parts, secret: Secret) -> None:
        edit(parts, "word/document.xml", old, new.replace("{S}", str(secret)))

    return package(change)


def extra_member(parts: Parts, secret: Secret) -> None:
    parts["word/notes.txt"] = f"The price of {secret}".encode()


def extra_name(parts: Parts, secret: Secret) -> None:
    parts[f"word/{secret}.bin"] = b"\0"


CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property '
    'fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="MSIP_Label_Owner">'
    "<vt:lpwstr>{S}</vt:lpwstr></property></Properties>"
)
MERGE = (
    '<w:mailMerge><w:mainDocumentType w:val="formLetters"/><w:dataType w:val="textFile"/>'
    '<w:query w:val="SELECT * FROM {S}"/></w:mailMerge>'
)
GLOSSARY = (
    f"<w:glossaryDocument {DECLARED}><w:docParts><w:docPart><w:docPartBody><w:p><w:r><w:t>{{S}}"
    "</w:t></w:r></w:p></w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>"
)
PEOPLE = (
    '<w15:people xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:person '
    'w15:author="{S}"/></w15:people>'
)
HIDDEN_SERIES = '<c:extLst><c:ext uri="{02D57815}"><c:filtered>{S}</c:filtered></c:ext></c:extLst>'
XML = "application/xml"
OFFICE2006 = "http://schemas.microsoft.com/office/2006/relationships/"

WAYS = [
    *[
        Way(f"word property: {key}", DOSSIER, CLEAN, core(key))
        for key in ("author", "last_modified_by", "subject", "keywords", "comments", "category",
                    "content_status", "identifier", "version")
    ],
    *[
        Way(f"word property: {key}", DOSSIER, CLEAN, app(key))
        for key in ("Manager", "HyperlinkBase", "Company")
    ],
    Way("word custom property", DOSSIER, CLEAN, part(
        "docProps/custom.xml",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        "custom-properties", CUSTOM, "")),
    Way("word preview of the first page", INSPECTOR, CLEAN, package(preview), painted=True),
    Way("word variable", INSPECTOR, CLEAN, setting(
        '<w:docVars><w:docVar w:name="Price" w:val="{S}"/></w:docVars>')),
    Way("word path of the template", DOSSIER, CLEAN, setting('<w:attachedTemplate r:id="{R}"/>')),
    Way("word letter to many", INSPECTOR, CLEAN, setting(MERGE)),
    Way("word numbers of sessions in the settings", DOSSIER, CLEAN, setting(
        '<w:rsids><w:rsidRoot w:val="00{S}"/></w:rsids>')),
    Way("word style of its saved form", DOSSIER, CLEAN, setting(
        '<w:saveThroughXslt w:solutionID="{S}"/>')),
    Way("word text of a style checker", DOSSIER, CLEAN, setting(
        '<w:activeWritingStyle w:lang="en-GB" w:vendorID="64" w:dllVersion="0" w:appName="{S}"/>')),
    Way("word style that no text has", DOSSIER, CLEAN, unused_style),
    Way("word list that no text has", DOSSIER, CLEAN, package(unused_list)),
    Way("word building blocks", INSPECTOR, CLEAN, part(
        "word/glossary/document.xml", WORD + "document.glossary+xml", "glossaryDocument",
        GLOSSARY)),
    Way("word own data", INSPECTOR, CLEAN, part(
        "customXml/item1.xml", XML, "customXml", "<offer>{S}</offer>")),
    Way("word people", INSPECTOR, CLEAN, part(
        "word/people.xml", WORD + "people+xml",
        "http://schemas.microsoft.com/office/2011/relationships/people", PEOPLE)),
    Way("word settings for the web", DOSSIER, CLEAN, package(lambda parts, s: edit(
        parts, "word/webSettings.xml", "</w:webSettings>",
        f"<w:divs><w:div w:id='1'><w:x w:val='{s}'/></w:div></w:divs></w:webSettings>"))),
    Way("word settings of the printer", DOSSIER, CLEAN, part(
        "word/printerSettings/p1.bin",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.printerSettings",
        "printerSettings", "\\\\server\\{S}")),
    Way("word key map", DOSSIER, CLEAN, part(
        "word/customizations.xml", "application/vnd.ms-word.keyMapCustomizations+xml",
        MICROSOFT + "keyMapCustomizations")),
    Way("word macros", INSPECTOR, STOP, part(
        "word/vbaProject.bin", "application/vnd.ms-office.vbaProject",
        MICROSOFT + "vbaProject", "Sub {S}()")),
    Way("word control of a program", INSPECTOR, STOP, part(
        "word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml", "control")),
    Way("word panes of add-ins", INSPECTOR, CLEAN, part(
        "word/webextensions/taskpanes.xml", "application/vnd.ms-office.webextensiontaskpanes+xml",
        "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes")),
    Way("word signature", INSPECTOR, CLEAN, part(
        "_xmlsignatures/sig1.xml",
        "application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml")),
    Way("word embedded workbook", ICO, STOP, package(lambda parts, s: add_part(
        parts, "word/embeddings/b.xlsx", workbook(s),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "package"))),
    Way("word embedded object", ICO, STOP, part(
        "word/embeddings/oleObject1.bin",
        "application/vnd.openxmlformats-officedocument.oleObject", "oleObject")),
    Way("word embedded web page", ICO, STOP, part(
        "word/afchunk.htm", "text/html", "aFChunk", "<p>{S}</p>")),
    Way("word workbook behind a chart", ICO, CLEAN, chart(), alone=True),
    Way("word workbook that a chart is linked to", ICO, CLEAN, chart(linked=True), alone=True),
    Way("word series that a chart hides", ICO, CLEAN, chart(extra=HIDDEN_SERIES), alone=True),
    Way("word file name of a picture", DOSSIER, CLEAN, named_picture),
    Way("word title of a picture's shape", DOSSIER, CLEAN, decorated),
    Way("word words in a png", CAMERA, CLEAN, worded_png),
    Way("word exif of a picture", CAMERA, CLEAN, tagged_jpeg),
    Way("word bytes after a picture", CAMERA, CLEAN, longer_picture),
    Way("word second frame of a picture", CAMERA, CLEAN, second_frame, painted=True),
    Way("word picture that no text shows", NSA, CLEAN, package(unused_picture), painted=True),
    Way("word comment in the xml", NSA, CLEAN, in_document("<w:body>", "<!-- {S} --><w:body>")),
    Way("word instruction in the xml", NSA, CLEAN, in_document(
        "<w:body>", "<?office {S}?><w:body>")),
    Way("word attribute that nobody knows", NSA, CLEAN, in_document(
        "<w:body>", "<w:body xmlns:k='urn:k' mc:Ignorable='k' k:said='{S}' "
        "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>")),
    Way("word element that nobody knows", NSA, CLEAN, in_document(
        "<w:sectPr", "<k:said xmlns:k='urn:k'>{S}</k:said><w:sectPr")),
    Way("word file beside the parts", NSA, CLEAN, package(extra_member)),
    Way("word name of a file beside the parts", NSA, CLEAN, package(extra_name)),
    Way("word comment of the archive", NSA, CLEAN, package(
        lambda _, s: f"comment:{s}".encode())),
    Way("word bytes after the end", NSA, CLEAN, package(lambda _, s: f"\n{s}\n".encode())),
]  # fmt: skip
