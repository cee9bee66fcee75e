"""Edits of paragraphs, tables, pictures, pages, headers and styles."""

from __future__ import annotations

import copy

from docx.oxml.ns import qn

from ..edits import elements, p, table, text_of
from .desk import Editing, UnfitError, child_of


def styled(doc: Editing, style: str) -> None:
    doc.put(p(doc.words(), style=style))


PARAGRAPH_LOOKS = {
    "kept with next": "<w:keepNext/>",
    "new page": "<w:pageBreakBefore/>",
    "exact lines": '<w:spacing w:line="240" w:lineRule="exact"/>',
    "lines too low": '<w:spacing w:line="20" w:lineRule="exact"/>',
    "indented": '<w:ind w:left="720" w:hanging="360"/>',
    "off the page": '<w:ind w:left="-9000" w:right="9000"/>',
    "far right": '<w:ind w:left="9000"/>',
    "centred": '<w:jc w:val="center"/>',
    "justified": '<w:jc w:val="both"/>',
    "framed": '<w:framePr w:w="3000" w:hSpace="180" w:wrap="around" w:vAnchor="text" '
    'w:hAnchor="margin" w:x="5000" w:y="1"/>',
    "drop cap": '<w:framePr w:dropCap="drop" w:lines="3" w:wrap="around" w:vAnchor="text" '
    'w:hAnchor="text"/>',
    "bordered": '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>',
    "tab stop": '<w:tabs><w:tab w:val="right" w:pos="9000"/></w:tabs>',
    "numbered": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    "no numbering": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>',
    "outline level": '<w:outlineLvl w:val="1"/>',
    "from right": "<w:bidi/>",
    "shaded": '<w:shd w:val="clear" w:color="auto" w:fill="1F3864"/>',
    "much space": '<w:spacing w:before="2400" w:after="2400"/>',
    "widow control": '<w:widowControl w:val="0"/>',
    "suppressed lines": "<w:suppressLineNumbers/>",
}


def paragraph_with_a_look(doc: Editing, look: str) -> None:
    doc.put(p(doc.words(), section=PARAGRAPH_LOOKS[look]))


def host_with_a_look(doc: Editing, look: str) -> None:
    properties = child_of(doc.pick(), "w:pPr", first=True)
    for new in elements(PARAGRAPH_LOOKS[look]):
        for old in properties.findall(new.tag):
            properties.remove(old)  # Word keeps one of a kind
        properties.append(new)


def numbered_list(doc: Editing) -> None:
    doc.put("".join(p(doc.words(), style="ListNumber") for _ in range(3)))


def heading_with_items(doc: Editing) -> None:
    items = "".join(p(doc.words(), style="ListBullet") for _ in range(2))
    doc.put(p(doc.words(), style="Heading2") + items)


def copied(doc: Editing) -> None:
    here = doc.pick()
    here.addnext(copy.deepcopy(here))


def deleted(doc: Editing) -> None:
    here = doc.pick()
    if here.getparent().tag == qn("w:tc"):
        raise UnfitError("a cell keeps a paragraph")
    here.getparent().remove(here)


def moved(doc: Editing) -> None:
    here, there = doc.pick(in_table=False), doc.pick(in_table=False)
    if here is not there:
        there.addnext(here)


def split_in_two(doc: Editing) -> None:
    here = doc.pick(tags=False)
    node = next((n for n in here.iter(qn("w:t")) if " " in (n.text or "").strip()), None)
    if node is None:
        raise UnfitError("one word")
    first, _, rest = node.text.partition(" ")
    node.text = first
    here.addnext(elements(p(rest))[0])


TABLES = {
    "plain": {},
    "without header": {"header": False},
    "rows too low": {"row": '<w:trPr><w:trHeight w:val="20" w:hRule="exact"/></w:trPr>'},
    "hidden rows": {"row": "<w:trPr><w:hidden/></w:trPr>"},
    "rows that do not break": {"row": "<w:trPr><w:cantSplit/></w:trPr>"},
}


def new_table(doc: Editing, kind: str) -> None:
    rows = [[doc.words(), doc.words()] for _ in range(3)]
    doc.put(table(*rows, **TABLES[kind]) + p(doc.words()), in_table=False)


CELLS = {
    "merged": '<w:gridSpan w:val="2"/>',
    "merged down": "<w:vMerge/>",
    "turned": '<w:textDirection w:val="btLr"/>',
    "not wrapped": "<w:noWrap/>",
    "shaded": '<w:shd w:val="clear" w:fill="1F3864"/>',
    "fitted": "<w:tcFitText/>",
    "hidden mark": "<w:hideMark/>",
}


def cell_changed(doc: Editing, kind: str) -> None:
    cells = [c for root in doc.roots for c in root.iter(qn("w:tc")) if "{%" not in text_of(c)]
    if not cells:
        doc.put(table([doc.words(), doc.words()], [doc.words(), doc.words()]) + p(doc.words()))
        cells = [c for root in doc.roots for c in root.iter(qn("w:tc"))]
    properties = child_of(doc.rng.choice(cells), "w:tcPr", first=True)
    properties.extend(elements(CELLS[kind]))


def row_copied(doc: Editing) -> None:
    rows = [r for root in doc.roots for r in root.iter(qn("w:tr"))]
    if not rows:
        raise UnfitError("table")
    row = doc.rng.choice(rows)
    row.addnext(copy.deepcopy(row))


def row_typed(doc: Editing) -> None:
    rows = [r for root in doc.roots for r in root.iter(qn("w:tr")) if "{%" not in text_of(r)]
    if not rows:
        raise UnfitError("table")
    row = doc.rng.choice(rows)
    new = copy.deepcopy(row)
    for cell in new.iter(qn("w:tc")):
        for each in cell.findall(qn("w:p")):
            cell.remove(each)
        cell.extend(elements(p(doc.words())))
    row.addnext(new)


def table_in_a_cell(doc: Editing) -> None:
    here = doc.pick(in_table=True, tags=False)
    here.addprevious(elements(table([doc.words(), doc.words()], [doc.words(), doc.words()]))[0])


def floating_table(doc: Editing) -> None:
    made = table([doc.words(), doc.words()], [doc.words(), doc.words()]).replace(
        "<w:tblPr>",
        '<w:tblPr><w:tblpPr w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" '
        'w:tblpX="2000" w:tblpY="1"/>',
    )
    doc.put(made + p(doc.words()), in_table=False)


def table_looks(doc: Editing) -> None:
    tables = [t for root in doc.roots for t in root.iter(qn("w:tbl"))]
    if not tables:
        raise UnfitError("table")
    properties = doc.rng.choice(tables).find(qn("w:tblPr"))
    properties.extend(elements('<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'))


SECTIONS = {
    "continuous": '<w:type w:val="continuous"/>',
    "next page": "",
    "odd page": '<w:type w:val="oddPage"/>',
    "landscape": '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>',
    "columns": '<w:type w:val="continuous"/><w:cols w:num="2" w:space="708"/>',
    "numbers anew": '<w:pgNumType w:start="1"/>',
    "line numbers": '<w:lnNumType w:countBy="1"/>',
    "borders": '<w:pgBorders><w:top w:val="single" w:sz="4" w:space="24" w:color="auto"/>'
    "</w:pgBorders>",
    "centred": '<w:vAlign w:val="center"/>',
    "different first": "<w:titlePg/>",
}


def section_break(doc: Editing, kind: str) -> None:
    if doc.name == "house":
        raise UnfitError("headers have no sections")
    doc.put(p(doc.words()), in_table=False)
    doc.put(p(section=f"<w:sectPr>{SECTIONS[kind]}</w:sectPr>"), in_table=False)
    doc.put(p(doc.words()), in_table=False)


def last_section(doc: Editing, kind: str) -> None:
    section = doc.body.find(qn("w:sectPr"))
    for new in elements(SECTIONS[kind]):
        for old in section.findall(new.tag):
            section.remove(old)
        section.append(new)


def margins(doc: Editing) -> None:
    page = doc.body.find(qn("w:sectPr")).find(qn("w:pgMar"))
    for side in ("top", "bottom", "left", "right"):
        page.set(qn(f"w:{side}"), str(doc.rng.choice((567, 850, 1134, 1701))))


def picture(doc: Editing, words: str) -> None:
    if doc.name == "house":
        raise UnfitError("a header has pictures of its own")
    host = doc.pick(in_table=False)
    if not text_of(host):
        raise UnfitError("empty")
    doc.picture(text_of(host), words)


def other_header(doc: Editing, kind: str) -> None:
    """A header or footer of the first page, of even pages, or typed into another template."""
    section = doc.document.sections[0]
    if kind == "first":
        section.different_first_page_header_footer = True
    if kind == "even":
        doc.document.settings.odd_and_even_pages_header_footer = True
    part = {
        "first": section.first_page_header,
        "even": section.even_page_header,
        "header": section.header,
        "footer": section.footer,
    }[kind]
    part.paragraphs[0].add_run(" " + doc.words())


def watermark(doc: Editing, words: str) -> None:
    shape = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="w1" '
        'style="position:absolute;width:400pt;height:100pt;rotation:315;z-index:-251" '
        'fillcolor="silver" stroked="f"><v:textpath style="font-family:Calibri;font-size:1pt" '
        f'string="{words}"/></v:shape></w:pict></w:r></w:p>'
    )
    doc.document.sections[0].header._element.extend(elements(shape))


PRINTED_STYLES = (
    *("Normal", "Title", "Heading1", "Heading2", "ListBullet", "ListNumber", "CoverLabel"),
    *("CoverText", "TableText", "Header", "Footer", "Notice", "Caption", "FootnoteText"),
    *("Success", "Achievement"),
)
STYLE_LOOKS = {
    "Calibri": '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>',
    "Times New Roman": '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>',
    "Garamond": '<w:rFonts w:ascii="Garamond" w:hAnsi="Garamond"/>',
    "large": '<w:sz w:val="32"/>',
    "small": '<w:sz w:val="16"/>',
    "dark blue": '<w:color w:val="1F3864"/>',
    "pale grey": '<w:color w:val="C8C8C8"/>',
    "white": '<w:color w:val="FFFFFF"/>',
    "capitals": "<w:caps/>",
    "hidden": "<w:vanish/>",
    "italic": "<w:i/>",
    "in French": '<w:lang w:val="fr-FR"/>',
}
STYLE_PARAGRAPHS = {
    key: PARAGRAPH_LOOKS[key]
    for key in ("kept with next", "new page", "exact lines", "lines too low", "indented", "centred",
                "justified", "far right", "off the page", "much space", "bordered", "no numbering")
}  # fmt: skip


def style_run(doc: Editing, look: str) -> None:
    properties = child_of(doc.style(*PRINTED_STYLES), "w:rPr")
    for new in elements(STYLE_LOOKS[look]):
        for old in properties.findall(new.tag):
            properties.remove(old)
        properties.append(new)


def style_paragraph(doc: Editing, look: str) -> None:
    style = doc.style(*PRINTED_STYLES)
    properties = style.find(qn("w:pPr"))
    if properties is None:
        (properties,) = elements("<w:pPr/>")
        last = style.find(qn("w:rPr"))
        (last.addprevious if last is not None else style.append)(properties)
    for new in elements(STYLE_PARAGRAPHS[look]):
        for old in properties.findall(new.tag):
            properties.remove(old)
        properties.append(new)


def style_deleted(doc: Editing) -> None:
    style = doc.style(*PRINTED_STYLES)
    style.getparent().remove(style)


def style_renamed(doc: Editing) -> None:
    doc.style(*PRINTED_STYLES).find(qn("w:name")).set(qn("w:val"), "Our own style")


def style_added(doc: Editing) -> None:
    doc.document.styles.element.extend(
        elements(
            '<w:style w:type="paragraph" w:customStyle="1" w:styleId="OurOwn"><w:name w:val="Our '
            'own"/><w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:b/></w:rPr></w:style>'
        )
    )
    doc.put(p(doc.words(), style="OurOwn"))


def defaults_changed(doc: Editing, look: str) -> None:
    default = doc.document.styles.element.find(".//" + qn("w:rPrDefault") + "/" + qn("w:rPr"))
    for new in elements(STYLE_LOOKS[look]):
        for old in default.findall(new.tag):
            default.remove(old)
        default.append(new)
