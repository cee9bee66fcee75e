"""Hostile Word files as appendices, and the same done to templates."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

import docx

from ..fuzz.targets import broken_docx
from .desk import Desk, Kind, repeated, size
from .pictures import png
from .texts import PIECES

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Parts = dict[str, bytes]


@cache
def plain() -> Mapping[str, bytes]:
    """The parts of a small Word file: a heading, a paragraph, a list, a table."""
    made = docx.Document()
    made.core_properties.title = "A table of sums"
    made.add_heading("A table of sums", 1)
    made.add_paragraph("The sums of the year are in this table.")
    made.add_paragraph("First", style="List Number")
    table = made.add_table(2, 2)
    for number, cell in enumerate(cell for row in table.rows for cell in row.cells):
        cell.text = f"Cell {number}"
    out = io.BytesIO()
    made.save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_body(body: str) -> bytes:
    """A Word file with something more before its end."""
    document = plain()["word/document.xml"].decode()
    head, mark, tail = document.rpartition("<w:sectPr")
    return packed({**plain(), "word/document.xml": (head + body + mark + tail).encode()})


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def escaped(text: str) -> str:
    kept = "".join(c for c in text if c.isprintable() or c in "\n\t")
    return kept.replace("&", "&amp;").replace("<", "&lt;")


def _body(make: Callable[[Random], str]) -> Kind:
    def put(desk: Desk, random: Random) -> str:
        return desk.appendix("a.docx", with_body(make(random)))

    return put


def _nested(random: Random, kind: str) -> str:
    depth = random.choice([10, 60, 250, 2_000])
    opening, closing = {
        "table": ("<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"),
        "sdt": ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        "ins": ("<w:ins>", "</w:ins>"),
        "box": (
            "<w:p><w:r><w:pict><v:textbox xmlns:v='urn:schemas-microsoft-com:vml'><w:txbxContent>",
            "</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
        ),
    }[kind]
    return opening * depth + "<w:p/>" + closing * depth


def _columns(random: Random) -> str:
    count = size(random, 50_000)
    return (
        "<w:tbl><w:tblGrid>"
        + "<w:gridCol/>" * count
        + "</w:tblGrid><w:tr>"
        + "<w:tc><w:p/></w:tc>" * random.choice([1, count])
        + "</w:tr></w:tbl>"
    )


def _span(random: Random) -> str:
    span = random.choice([0, -1, 63, 1_000, 32_767, 2**31])
    kind = random.choice(["gridSpan", "vMerge", "gridBefore", "gridAfter", "hMerge"])
    return (
        f'<w:tbl><w:tr><w:trPr><w:{kind} w:val="{span}"/></w:trPr><w:tc><w:tcPr><w:{kind} '
        f'w:val="{span}"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
    )


def _numbers(random: Random) -> str:
    number = random.choice([0, -1, 1, 99_999, 2**31 - 1, 2**31, 10**20])
    tag = random.choice(
        [
            '<w:sz w:val="{}"/>',
            '<w:spacing w:before="{}" w:line="{}"/>',
            '<w:ind w:left="{}"/>',
            '<w:ind w:hanging="{}"/>',
            '<w:outlineLvl w:val="{}"/>',
            '<w:framePr w:w="{}" w:h="{}"/>',
            '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>',
            '<w:pBdr><w:top w:val="single" w:sz="{}"/></w:pBdr>',
            "<w:tabs>" + '<w:tab w:val="left" w:pos="{}"/>' * 60 + "</w:tabs>",
        ]
    ).replace("{}", str(number))
    return paragraph("Text of it.", tag + f"<w:rPr>{tag}</w:rPr>") * random.choice([1, 200])


def _page(random: Random) -> str:
    numbers = [random.choice([0, 1, 200, 31_680, 2**31 - 1, -1]) for _ in range(4)]
    section = (
        f'<w:p><w:pPr><w:sectPr><w:pgSz w:w="{numbers[0]}" w:h="{numbers[1]}"/>'
        f'<w:pgMar w:top="{numbers[2]}" w:bottom="{numbers[3]}" w:left="{numbers[2]}" w:right="1"/>'
        f'<w:cols w:num="{random.choice([0, 1, 45, 1_000])}"/></w:sectPr></w:pPr></w:p>'
    )
    return (paragraph("Text of it.") + section) * random.choice([1, 100])


def _fields(random: Random) -> str:
    depth = size(random, 20_000)
    kind = random.choice(
        ["PAGE", "REF a", "TOC \\\\o", "HYPERLINK x", "IF 1=1", "INCLUDETEXT x", "SEQ a"]
    )
    begin = (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{kind}</w:instrText></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return "<w:p>" + begin * depth + end * random.choice([0, depth]) + "</w:p>"


def _drawing(random: Random) -> str:
    number = random.choice([0, -1, 10**9, 2**31, 10**15])
    return (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:extent cx="{number}" cy="{number}"/><wp:docPr id="1" name="a"/>'  # noqa: E501
        "</wp:inline></w:drawing></w:r></w:p>"
    )


def _breaks(random: Random) -> str:
    piece = random.choice(
        ['<w:br w:type="page"/>', "<w:br/>", "<w:tab/>", '<w:br w:type="column"/>']
    )
    return "<w:p><w:r>" + piece * size(random, 3_000) + "</w:r></w:p>"


def _bookmarks(random: Random) -> str:
    return (
        "<w:p>"
        + "".join(
            f'<w:bookmarkStart w:id="{n}" w:name="b{n % random.choice([1, 10**6])}"/><w:bookmarkEnd w:id="{n}"/>'  # noqa: E501
            for n in range(size(random, 20_000))
        )
        + "</w:p>"
    )


def _runs(random: Random) -> str:
    return "<w:p>" + "<w:r><w:t>a</w:t></w:r>" * size(random, 50_000) + "</w:p>"


def docx_list_start(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    number = random.choice([0, 3_000, 32_767, 2_000_000_000]).__str__().encode()
    form = random.choice(
        [b"upperRoman", b"lowerLetter", b"ordinalText", b"cardinalText", b"decimal"]
    )
    parts["word/numbering.xml"] = (
        parts["word/numbering.xml"]
        .replace(b'<w:start w:val="1"/>', b'<w:start w:val="' + number + b'"/>')
        .replace(b'<w:numFmt w:val="decimal"/>', b'<w:numFmt w:val="' + form + b'"/>')
    )
    return desk.appendix("a.docx", packed(parts))


def docx_style_ring(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    count = random.choice([1, 2, 50, 3_000])
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="r{n}"><w:name w:val="r{n}"/><w:basedOn w:val="r{(n + 1) % count}"/>'  # noqa: E501
        f'<w:link w:val="r{n}"/><w:next w:val="r{n}"/></w:style>'
        for n in range(count)
    ).encode()
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(
        b"</w:styles>", styles + b"</w:styles>"
    )
    parts["word/document.xml"] = parts["word/document.xml"].replace(b'"ListNumber"', b'"r0"')
    return desk.appendix("a.docx", packed(parts))


def docx_bomb(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    length = random.choice([10**6, 5 * 10**7, 3 * 10**8])
    name = random.choice(
        ["word/media/a.png", "word/document.xml", "customXml/item1.xml", "word/styles.xml"]
    )
    data = bytes(length) if name.endswith("png") else b" " * length
    parts[name] = data if name not in parts else parts[name] + data
    return desk.appendix("a.docx", packed(parts))


def docx_entities(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    kind = random.choice(
        ['<!ENTITY a "' + "x" * 1_000 + '">', '<!ENTITY a SYSTEM "file:///etc/hostname">']
    )
    part = random.choice(
        ["word/document.xml", "word/styles.xml", "docProps/core.xml", "[Content_Types].xml"]
    )
    head, mark, tail = parts[part].decode().partition("?>")
    parts[part] = (
        head + mark + f"<!DOCTYPE x [{kind}]>" + tail.replace("Cell 1", "&a;" * 1_000)
    ).encode()
    return desk.appendix("a.docx", packed(parts))


def docx_members(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    for n in range(size(random, 20_000)):
        parts[
            random.choice(
                [f"word/n{n}.xml", f"../n{n}", f"/n{n}", f"\x1b]0;{n}", f"word/media/n{n}.png"]
            )
        ] = b"a"
    return desk.appendix("a.docx", packed(parts))


def docx_relationships(desk: Desk, random: Random) -> str:
    parts = dict(plain())
    target, mode = random.choice(
        [("x.xml", ""), ("http://a.example.org/", ' TargetMode="External"'), ("/", "")]
    )
    added = "".join(
        f'<Relationship Id="n{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '  # noqa: E501
        f'Target="{target}"{mode}/>'
        for n in range(size(random, 20_000))
    ).encode()
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", added + b"</Relationships>")
    return desk.appendix("a.docx", packed(parts))


def docx_picture(desk: Desk, random: Random) -> str:
    import zlib

    made = docx.Document()
    made.add_heading("A table of sums", 1)
    width = random.choice([1, 3_000, 30_000])
    data = png(width, 30_000, zlib.compress(b"\0" * (width * 3 + 1) * 100))
    try:
        made.add_picture(io.BytesIO(data), width=914_400)
    except Exception:  # noqa: BLE001 - python-docx refuses some
        made.add_paragraph("none")
    out = io.BytesIO()
    made.save(out)
    return desk.appendix("a.docx", out.getvalue())


def docx_broken(desk: Desk, random: Random) -> str:
    return desk.appendix("a.docx", broken_docx(packed(plain()), random))


def docx_bytes(desk: Desk, random: Random) -> str:
    return desk.appendix(
        "a.docx",
        random.choice([b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(18)]) + random.randbytes(99),
    )


def docx_text(desk: Desk, random: Random) -> str:
    text = escaped(repeated(random.choice(PIECES), size(random, 300_000)))
    return desk.appendix("a.docx", with_body(paragraph(text)))


def docx_paragraphs(desk: Desk, random: Random) -> str:
    text = escaped(random.choice(PIECES))
    style = random.choice(["", '<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="ListNumber"/>'])
    return desk.appendix("a.docx", with_body(paragraph(text, style) * size(random, 5_000)))


docx_nested_tables = _body(lambda random: _nested(random, "table"))
docx_nested_controls = _body(lambda random: _nested(random, "sdt"))
docx_nested_insertions = _body(lambda random: _nested(random, "ins"))
docx_nested_boxes = _body(lambda random: _nested(random, "box"))
docx_columns, docx_span, docx_numbers, docx_page = map(_body, (_columns, _span, _numbers, _page))
docx_fields, docx_drawing, docx_breaks = map(_body, (_fields, _drawing, _breaks))
docx_bookmarks, docx_runs = map(_body, (_bookmarks, _runs))


# --- templates -------------------------------------------------------------------------------------  # noqa: E501

_TAGS = (
    *(
        "{{ title",
        "{% if title %}",
        "{{ title }}",
        "{% for a in title %}",
        "{# ",
        "{{ '{:>99999999}'.format(1) }}",
    ),
    *(
        "{{ 9 ** 9 }}",
        "{{ 'a' * 99999999 }}",
        "{{ [1] * 999999999 }}",
        "{{ title|center(999999999) }}",
    ),
    *(
        "{{ (((((((((((((((((((((1))))))))))))))))))))) }}",
        "{% set a = title %}",
        "{{ title.x }}",
        "{{ 1/0 }}",
    ),
    *(
        "{{ 99999999 * 99999999 * 99999999 }}",
        "{{ range(999999999)|list }}",
        "{{ title|join(title) }}",
    ),
    *(
        "{% for a in 'aaaaaaaaaaaaaaaaaaaa' %}x",
        "{{ title|batch(1)|list }}",
        "{{ 'a'.zfill(99999999) }}",
        "{",
        "}",
    ),
    *(
        "{{ title|replace('', title) }}",
        "{{ title|indent(99999999) }}",
        "{{ title|wordwrap(1) }}",
        "“",
        "{{ ‘",
    ),
)


def _in_template(desk: Desk, body: str, name: str = "context.docx") -> None:
    path = desk.templates / name
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    head, mark, tail = parts["word/document.xml"].decode().rpartition("<w:sectPr")
    if not mark:
        head, mark, tail = parts["word/document.xml"].decode().rpartition("</w:body>")
    parts["word/document.xml"] = (head + body + mark + tail).encode()
    path.write_bytes(packed(parts))


def template_tag(desk: Desk, random: Random) -> None:
    _in_template(desk, paragraph(escaped(random.choice(_TAGS))))


def template_tags(desk: Desk, random: Random) -> None:
    _in_template(desk, paragraph(escaped(repeated(random.choice(_TAGS), size(random, 100_000)))))


def template_loops(desk: Desk, random: Random) -> None:
    depth = random.randint(2, 18)
    text = "{% for a in 'aaaaaaaaaaaaaaaaaaaa' %}" * depth + "x" + "{% endfor %}" * depth
    _in_template(desk, paragraph(escaped(text)))


def template_paragraphs(desk: Desk, random: Random) -> None:
    _in_template(desk, paragraph(escaped(random.choice(_TAGS))) * size(random, 3_000))


def template_broken(desk: Desk, random: Random) -> None:
    path = desk.templates / random.choice(
        ["context.docx", "house.docx", "cover.docx", "appendix.docx"]
    )
    if path.exists():
        path.write_bytes(broken_docx(path.read_bytes(), random))


def template_bytes(desk: Desk, random: Random) -> None:
    (desk.templates / random.choice(["context.docx", "house.docx"])).write_bytes(
        random.randbytes(500)
    )


def template_nested(desk: Desk, random: Random) -> None:
    _in_template(desk, _nested(random, random.choice(["table", "sdt", "ins", "box"])))


def template_numbers(desk: Desk, random: Random) -> None:
    _in_template(desk, _numbers(random), random.choice(["context.docx", "house.docx"]))


KINDS: dict[str, Kind] = {
    n: v for n, v in list(globals().items()) if n.startswith(("docx_", "template_"))
}
