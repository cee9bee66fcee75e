"""Word documents that ask for what is not in them: each way by itself, and its innocent neighbours.

A plant is put into the parts of a document. `{url}` in it becomes an address that a test watches.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from html import escape

Parts = dict[str, bytes]
Plant = Callable[[Parts, str], None]

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:r="{OFFICE.rstrip("/")}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_EMPTY = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b"</Relationships>"
)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8cf"
    "c0f01f0005000102fffb5bfd0000000049454e44ae426082"
)


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data)
    return target.getvalue()


def planted(data: bytes, plants: Iterable[Plant], url: str) -> bytes:
    """Return a document with plants in it."""
    parts = unpacked(data)
    for plant in plants:
        plant(parts, url)
    return packed(parts)


def relate(
    parts: Parts, source: str, kind: str, target: str, mode: str = ' TargetMode="External"'
) -> str:
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    key = f"rIdOut{parts.get(rels, b'').count(b'rIdOut') + 1}"
    new = f'<Relationship Id="{key}" Type="{OFFICE}{kind}" Target="{escape(target)}"{mode}/>'
    parts[rels] = parts.get(rels, _EMPTY).replace(
        b"</Relationships>", new.encode() + b"</Relationships>"
    )
    return key


def append(parts: Parts, xml: str, part: str = "word/document.xml") -> None:
    """Put XML at the end of a part's text, before the properties of its last section."""
    text = parts[part].decode()
    ends = ("<w:sectPr", "</w:body>", "</w:hdr>", "</w:ftr>")
    end = max(text.rfind(each) for each in ends[:1]) if "</w:body>" in text else -1
    if end < 0:
        end = max(text.rfind(each) for each in ends[1:])
    parts[part] = (text[:end] + xml + text[end:]).encode()


def paragraph(inside: str) -> str:
    return f"<w:p {_SPACES}>{inside}</w:p>"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str, tag: str = "w:instrText") -> str:
    return f'<w:r><{tag} xml:space="preserve">{escape(text)}</{tag}></w:r>'


def field(*codes: str, result: str = "shown") -> str:
    """A complex field, its code in pieces."""
    shown = f'<w:r><w:t xml:space="preserve">{result}</w:t></w:r>'
    return mark("begin") + "".join(codes) + mark("separate") + shown + mark("end")


def new_part(parts: Parts, name: str, kind: str, data: str, content_type: str = "") -> None:
    parts[name] = data.encode()
    if content_type:
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"</Types>",
            f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'.encode(),
        )
    relate(parts, "word/document.xml", kind, f"/{name}", mode="")


def in_text(*runs: str) -> Plant:
    """A paragraph at the end of the text."""
    return lambda parts, url: append(parts, paragraph("".join(runs).replace("{url}", escape(url))))


def in_part(name: str, kind: str, around: str, *runs: str) -> Plant:
    """A part with a paragraph; `around` holds its place as `%s`."""

    def plant(parts: Parts, url: str) -> None:
        inside = paragraph("".join(runs).replace("{url}", escape(url)))
        local = kind.removesuffix("Document")
        new_part(
            parts,
            name,
            kind,
            around % inside,
            f"application/vnd.openxmlformats-officedocument.wordprocessingml.{local}"
            f"{'.document.main' if kind == 'glossaryDocument' else ''}+xml",
        )

    return plant


def settings(xml: str, kind: str, target: str) -> Plant:
    def plant(parts: Parts, url: str) -> None:
        key = relate(parts, "word/settings.xml", kind, target.replace("{url}", url))
        text = parts["word/settings.xml"].decode()
        end = text.index(">", text.index("<w:settings")) + 1
        new = xml.replace("{id}", key).replace("/>", f" {_SPACES}/>", 1)
        parts["word/settings.xml"] = (text[:end] + new + text[end:]).encode()

    return plant


def external(kind: str, target: str, xml: str = "") -> Plant:
    """An external relationship of the text, and what uses it."""

    def plant(parts: Parts, url: str) -> None:
        key = relate(parts, "word/document.xml", kind, target.replace("{url}", url))
        if xml:
            append(parts, paragraph(xml.replace("{id}", key)))

    return plant


def picture(data: bytes, ending: str, content_type: str, link: str = "") -> Plant:
    """A picture in the file, which may have a link besides."""

    def plant(parts: Parts, url: str) -> None:
        name = f"word/media/planted.{ending}"
        parts[name] = data.replace(b"{url}", url.encode())
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"</Types>",
            f'<Override PartName="/{name}" ContentType="{content_type}"/></Types>'.encode(),
        )
        embed = relate(parts, "word/document.xml", "image", f"media/planted.{ending}", mode="")
        ids = f'r:embed="{embed}"'
        if link:
            linked = relate(parts, "word/document.xml", "image", link.replace("{url}", url))
            ids += f' r:link="{linked}"'
        append(parts, paragraph(drawing(ids)))

    return plant


def drawing(ids: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/>'
        '<wp:docPr id="77" name="p" descr="A dot"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="0" name=""/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f"<a:blip {ids}/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


_INCLUDE = 'INCLUDEPICTURE "{url}/a.png" \\d'
_SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'
_COMMENTS = (
    f'<w:comments xmlns:w="{_W}"><w:comment w:id="0" w:author="A">%s</w:comment></w:comments>'
)
_GLOSSARY = (
    f'<w:glossaryDocument xmlns:w="{_W}"><w:docParts><w:docPart><w:docPartBody>%s</w:docPartBody>'
    "</w:docPart></w:docParts></w:glossaryDocument>"
)

REFUSED: dict[str, tuple[str, Plant]] = {
    # fields that fetch
    **{
        f"the field {name}": ("linked-text", in_text(field(code(f' {name} "{{url}}/x" '))))
        for name in (
            "INCLUDEPICTURE",
            "INCLUDETEXT",
            "INCLUDE",
            "IMPORT",
            "LINK",
            "DDE",
            "DDEAUTO",
            "RD",
            "DATABASE",
            "DATA",
        )
    },
    **{
        f"the field {name}": ("active-content", in_text(field(code(f" {name} x y "))))
        for name in ("MACROBUTTON", "EMBED", "CONTROL", "PRINT")
    },
    "a simple field": (
        "linked-text",
        in_text(f"<w:fldSimple w:instr='{escape(_INCLUDE)}'><w:r><w:t>x</w:t></w:r></w:fldSimple>"),
    ),
    "a name in small letters": ("linked-text", in_text(field(code(" includetext {url} ")))),
    "a code in pieces": (
        "linked-text",
        in_text(field(code("INCL"), code("UDEPIC"), code('TURE "{url}/a.png"'))),
    ),
    "a code over two paragraphs": (
        "linked-text",
        in_text(
            mark("begin") + code("DDE"),
            f"</w:p><w:p {_SPACES}>",
            code('AUTO excel "{url}" x') + mark("separate") + mark("end"),
        ),
    ),
    "a name with its address right behind": (
        "linked-text",
        in_text(field(code('INCLUDEPICTURE"{url}/a.png"'))),
    ),
    "plain text in the place of the code": (
        "linked-text",
        in_text(mark("begin") + code(_INCLUDE, "w:t") + mark("separate") + mark("end")),
    ),
    "a field that was deleted": (
        "linked-text",
        in_text(field(code(_INCLUDE, "w:delInstrText"))),
    ),
    "a field without an end": ("linked-text", in_text(mark("begin") + code(_INCLUDE))),
    "a field in a field": (
        "linked-text",
        in_text(field(code('IF 1 = 1 "'), field(code(_INCLUDE)), code('"'))),
    ),
    "a field in what another shows": (
        "linked-text",
        in_text(
            mark("begin") + code("QUOTE x") + mark("separate"), field(code(_INCLUDE)), mark("end")
        ),
    ),
    "a name that a field makes up": (
        "linked-text",
        in_text(field(field(code("QUOTE 68 68 69"), result="DDE"), code(' excel "{url}"'))),
    ),
    "a name that a field completes": (
        "linked-text",
        in_text(field(code("INC"), field(code("QUOTE LUDETEXT"), result="x"), code(" {url}"))),
    ),
    # where they stand
    "in a header": (
        "linked-text",
        in_part(
            "word/headerX.xml", "header", f'<w:hdr xmlns:w="{_W}">%s</w:hdr>', field(code(_INCLUDE))
        ),
    ),
    "in a footnote": (
        "linked-text",
        in_part(
            "word/footnotesX.xml",
            "footnotes",
            f'<w:footnotes xmlns:w="{_W}"><w:footnote w:id="5">%s</w:footnote></w:footnotes>',
            field(code(_INCLUDE)),
        ),
    ),
    "in a comment": (
        "linked-text",
        in_part("word/commentsX.xml", "comments", _COMMENTS, field(code(_INCLUDE))),
    ),
    "in a building block": (
        "linked-text",
        in_part("word/glossary/document.xml", "glossaryDocument", _GLOSSARY, field(code(_INCLUDE))),
    ),
    "in a text box": (
        "linked-text",
        in_text(
            "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
            f"<w:p>{field(code(_INCLUDE))}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
        ),
    ),
    "in a table": (
        "linked-text",
        lambda parts, url: append(
            parts,
            f"<w:tbl {_SPACES}><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p>"
            f"{field(code(_INCLUDE)).replace('{url}', url)}</w:p></w:tc></w:tr></w:tbl>"
            + paragraph(""),
        ),
    ),
    # content in other files
    "a linked picture": (
        "linked-picture",
        external("image", "{url}/linked.png", drawing('r:link="{id}"')),
    ),
    "a picture linked as if by a hyperlink": (
        "linked-content",
        external("hyperlink", "{url}/linked.png", drawing('r:link="{id}"')),
    ),
    "a picture of old Word that is linked": (
        "linked-picture",
        external(
            "image",
            "{url}/old.png",
            '<w:r><w:pict><v:shape><v:imagedata r:href="{id}"/></v:shape></w:pict></w:r>',
        ),
    ),
    "a picture of old Word by its address": (
        "linked-picture",
        in_text('<w:r><w:pict><v:shape><v:imagedata src="{url}/v.png"/></v:shape></w:pict></w:r>'),
    ),
    "a linked object": (
        "linked-content",
        external(
            "oleObject",
            "{url}/book.xlsx",
            '<w:r><w:object><o:OLEObject Type="Link" ProgID="Excel.Sheet.12" r:id="{id}"/>'
            "</w:object></w:r>",
        ),
    ),
    "a subdocument": (
        "linked-content",
        external("subDocument", "{url}/sub.docx", '<w:subDoc r:id="{id}"/>'),
    ),
    "text of another kind": (
        "linked-content",
        external("aFChunk", "{url}/x.html", '<w:altChunk r:id="{id}"/>'),
    ),
    "a footer in another file": ("linked-content", external("footer", "{url}/footer1.xml")),
    "content of a kind that nobody knows": (
        "unknown-content",
        lambda parts, url: new_part(parts, "word/strange.xml", "strange", f"<x a='{url}'/>"),
    ),
    "a frame": ("linked-content", external("frame", "{url}/frame.docx")),
    "a relationship in capitals": (
        "linked-picture",
        lambda parts, url: (
            relate(
                parts, "word/document.xml", "image", f"{url}/i.png", mode=' TargetMode="EXTERNAL"'
            ),
            None,
        )[1],
    ),
    "an address that is said to be inside": (
        "linked-picture",
        lambda parts, url: (
            relate(parts, "word/document.xml", "image", f"{url}/i.png", mode=""),
            None,
        )[1],
    ),
    "a PostScript picture": (
        "active-content",
        picture(b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run\n", "eps", "image/x-eps"),
    ),
    "a drawing that fetches a picture": (
        "active-content",
        picture(
            (_SVG % '<image xlink:href="{url}/in.svg" width="9" height="9"/>').encode(),
            "svg",
            "image/svg+xml",
        ),
    ),
    "a drawing with a style sheet": (
        "active-content",
        picture((_SVG % "<style>@import '{url}/s.css';</style>").encode(), "svg", "image/svg+xml"),
    ),
}
"""What is refused, with the code of its problem, in templates and supplied documents alike."""

LEFT_OUT: dict[str, Plant] = {
    "the template it was made with": settings(
        '<w:attachedTemplate r:id="{id}"/>', "attachedTemplate", "{url}/evil.dotm"
    ),
    "a style sheet": settings('<w:saveThroughXslt r:id="{id}"/>', "transform", "{url}/x.xsl"),
    "mail-merge data": settings(
        '<w:mailMerge><w:dataSource r:id="{id}"/></w:mailMerge>', "mailMergeSource", "{url}/m.xlsx"
    ),
    "data behind the text": external("customXml", "{url}/item.xml"),
    "a link to a file share": external(
        "hyperlink",
        "file:///\\\\203.0.113.9\\share\\x.docx",
        '<w:hyperlink r:id="{id}"><w:r><w:t>the file</w:t></w:r></w:hyperlink>',
    ),
    "a field that links to a file share": in_text(
        field(code('HYPERLINK \\t "_blank" "\\\\203.0.113.9\\share\\y.docx"'), result="a file")
    ),
    "a field that links to an address that a field makes up": in_text(
        field(code('HYPERLINK "'), field(code("QUOTE x")), code('"'), result="a file")
    ),
    "a shape that links to a file": in_text(
        '<w:r><w:pict><v:rect href="file:///C:/x.docx" style="width:9pt"/></w:pict></w:r>'
    ),
    "a picture that is linked and inside": picture(PNG, "png", "image/png", "{url}/also.png"),
}
"""What is taken out of what is made and printed nowhere."""

INNOCENT: dict[str, Plant] = {
    "a page number": in_text(field(code(" PAGE \\* MERGEFORMAT "))),
    "a sum with a page number": in_text(field(code("="), field(code("PAGE")), code("-1"))),
    "a condition on a page number": in_text(
        field(code("IF"), field(code("PAGE")), code('=1 "a" "b"'))
    ),
    "a contents page": in_text(field(code(' TOC \\o "1-3" \\h \\z \\u '))),
    "a citation of a reference manager": in_text(
        field(code(' ADDIN ZOTERO_ITEM CSL_CITATION {"url":"http://example.org/include"} '))
    ),
    "a reference": in_text(field(code(" REF _Ref123 \\h "))),
    "the words of such fields": in_text(
        "<w:r><w:t>INCLUDEPICTURE and DDEAUTO are fields of Word.</w:t></w:r>"
    ),
    "a picture": picture(PNG, "png", "image/png"),
    "a drawing": picture(
        (
            _SVG % '<defs><path id="p"/></defs><use xlink:href="#p" fill="url(#p)"/>'
            '<a xlink:href="https://example.org/">x</a>'
        ).encode(),
        "svg",
        "image/svg+xml",
    ),
    "a web link": external(
        "hyperlink",
        "https://example.org/report?a=1",
        '<w:hyperlink r:id="{id}"><w:r><w:t>the report</w:t></w:r></w:hyperlink>',
    ),
    "a field that links to the web": in_text(
        field(code(' HYPERLINK "https://example.org/" \\o "tip" '))
    ),
    "a field that links to a heading": in_text(field(code(' HYPERLINK \\l "_Toc1" '))),
}
"""Ordinary things of the same kind."""
