"""Parts made into one document keep what is theirs and take the house's look."""

import io
import shutil
import subprocess

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, RGBColor
from PIL import Image

from panel_papers.core.problems import Place
from panel_papers.word.composing.compose import compose
from panel_papers.word.notes import renumber
from panel_papers.word.package import repair, to_bytes
from panel_papers.word.xml import attribute, every

SECT_PR = [
    "headerReference",
    "footerReference",
    "footnotePr",
    "endnotePr",
    "type",
    "pgSz",
    "pgMar",
    "paperSrc",
    "pgBorders",
    "lnNumType",
    "pgNumType",
    "cols",
    "formProt",
    "vAlign",
    "noEndnote",
    "titlePg",
    "textDirection",
    "bidi",
    "rtlGutter",
    "docGrid",
    "printerSettings",
    "sectPrChange",
]
P_PR = [
    "pStyle",
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "framePr",
    "widowControl",
    "numPr",
    "suppressLineNumbers",
    "pBdr",
    "shd",
    "tabs",
    "suppressAutoHyphens",
    "kinsoku",
    "wordWrap",
    "overflowPunct",
    "topLinePunct",
    "autoSpaceDE",
    "autoSpaceDN",
    "bidi",
    "adjustRightInd",
    "snapToGrid",
    "spacing",
    "ind",
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
]


def house():
    """A4, with a header, blue headings and true numbering of the first level of headings."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = "house header"
    document.styles["Heading 1"].font.color.rgb = RGBColor(0, 0, 0xFF)
    document.add_paragraph("dropped")
    return document


def part(*texts, style=None):
    document = Document()
    for text in texts:
        document.add_paragraph(text, style=style)
    return document


def written(document):
    renumber(document, Place("house.docx"))
    repair(document)
    return Document(io.BytesIO(to_bytes(document)))


def assert_in_order(element, order):
    places = [order.index(e.tag.rpartition("}")[2]) for e in element]
    assert places == sorted(places)


def assert_sound(document):
    """What the schema and Word ask for, re-read from the document's own XML."""
    root = document.element
    sections = list(root.iter(qn("w:sectPr")))
    assert sections
    for section in sections:
        assert_in_order(section, SECT_PR)
    for properties in root.iter(qn("w:pPr")):
        assert_in_order(properties, P_PR)
    for kind in ("Start", "End"):
        ids = [b.get(qn("w:id")) for b in root.iter(qn(f"w:bookmark{kind}"))]
        assert len(ids) == len(set(ids))
    styles = {s.get(qn("w:styleId")) for s in document.styles.element}
    used = {u.get(qn("w:val")) for u in root.iter(qn("w:pStyle"), qn("w:rStyle"), qn("w:tblStyle"))}
    assert used <= styles
    nums = {n.get(qn("w:numId")) for n in document.part.numbering_part.element.findall(qn("w:num"))}
    assert {n.get(qn("w:val")) for n in root.iter(qn("w:numId"))} <= nums | {"0"}
    for element in root.iter():
        for name in ("r:id", "r:embed"):
            assert element.get(qn(name)) is None or element.get(qn(name)) in document.part.rels


def test_a_landscape_part_keeps_its_page_and_the_others_the_houses():
    wide = part("wide")
    section = wide.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(27.94), Cm(21.59)  # US Letter
    section.left_margin = Cm(1)
    made = written(compose(house(), [part("one"), wide, part("two"), part("three")]))
    assert_sound(made)
    assert [p.text for p in made.paragraphs] == ["one", "wide", "two", "three"]
    pages = [
        (round(s.page_width.cm, 1), round(s.page_height.cm, 1), round(s.left_margin.cm, 1))
        for s in made.sections
    ]
    assert pages == [(21.0, 29.7, 3.2), (29.7, 21.0, 1.0), (21.0, 29.7, 3.2)]
    assert [s.header.paragraphs[0].text for s in made.sections] == ["house header"] * 3
    assert [s.header.is_linked_to_previous for s in made.sections] == [False, True, True]


def test_a_landscape_section_inside_a_part_stays():
    inner = part("upright")
    wide = inner.add_section()
    wide.orientation = WD_ORIENT.LANDSCAPE
    wide.page_width, wide.page_height = wide.page_height, wide.page_width
    inner.add_paragraph("wide")
    last = inner.add_section()
    last.orientation = WD_ORIENT.PORTRAIT
    last.page_width, last.page_height = last.page_height, last.page_width
    last.header.paragraphs[0].text = "the part's own"
    inner.add_paragraph("upright again")
    made = written(compose(house(), [part("one"), inner, part("two")]))
    assert_sound(made)
    assert [s.orientation for s in made.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert {round(max(s.page_width.cm, s.page_height.cm), 1) for s in made.sections} == {29.7}
    assert [s.header.paragraphs[0].text for s in made.sections] == ["house header"] * 3


def test_only_the_first_section_has_a_first_page_and_a_first_number(build):
    own = house()
    own.sections[0].different_first_page_header_footer = True
    wide = part("wide")
    wide.sections[0].orientation = WD_ORIENT.LANDSCAPE
    made = written(compose(own, [part("one"), wide]))
    assert [s.different_first_page_header_footer for s in made.sections] == [True, False]


def test_a_larger_sheet_is_kept():
    large = part("plan")
    large.sections[0].page_width, large.sections[0].page_height = Cm(42), Cm(29.7)
    large.sections[0].orientation = WD_ORIENT.LANDSCAPE
    made = written(compose(house(), [large]))
    assert [(s.page_width.cm, s.page_height.cm) for s in made.sections] == [
        (pytest.approx(42, abs=0.01), pytest.approx(29.7, abs=0.01))
    ]


def test_a_house_without_page_setup_gives_a4():
    bare = Document()
    for child in list(bare.element.body.sectPr):
        bare.element.body.sectPr.remove(child)
    made = written(compose(bare, [part("one")]))
    assert_sound(made)
    assert (
        round(made.sections[0].page_width.cm, 1),
        round(made.sections[0].page_height.cm, 1),
    ) == (21.0, 29.7)


def test_the_houses_look_wins_and_unknown_styles_come_with_what_they_are_based_on():
    own = part("heading", style="Heading 1")
    base = own.styles.add_style("Base of special", 1)
    own.styles.add_style("Special", 1).base_style = base
    own.add_paragraph("special", style="Special")
    made = written(compose(house(), [own]))
    assert_sound(made)
    assert made.paragraphs[0].style.font.color.rgb == RGBColor(0, 0, 0xFF)
    assert (made.paragraphs[1].style.name, made.paragraphs[1].style.base_style.name) == (
        "Special",
        "Base of special",
    )


def lists_of(document):
    """The list of each paragraph, as its own properties say it, or by its style."""
    found = []
    for paragraph in document.paragraphs:
        said = paragraph._p.xpath("w:pPr/w:numPr/w:numId/@w:val")
        found.append(said[0] if said else None)
    return found


def test_each_part_counts_its_lists_from_one():
    made = written(compose(house(), [part("a", "b", style="List Number") for _ in range(3)]))
    assert_sound(made)
    numbers = lists_of(made)
    assert numbers[0::2] == numbers[1::2]
    assert None not in numbers
    assert len(set(numbers)) == 3
    root = made.part.numbering_part.element
    for number in set(numbers):
        assert root.xpath(
            f"w:num[@w:numId='{number}']/w:lvlOverride[@w:ilvl='0']/w:startOverride/@w:val"
        ) == ["1"]


def test_a_list_style_that_the_house_lacks_brings_its_list(build):
    own = part("a")
    style = own.styles.add_style("House lacks this", 1)
    number = own.part.numbering_part.element.xpath("w:num/@w:numId")[0]
    build_properties = style.element.get_or_add_pPr()
    build_properties.get_or_add_numPr().get_or_add_numId().val = int(number)
    own.add_paragraph("b", style="House lacks this")
    bare = house()
    numbering = bare.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    made = written(compose(bare, [own]))
    (number,) = made.paragraphs[1].style.element.xpath("w:pPr/w:numPr/w:numId/@w:val")
    root = made.part.numbering_part.element
    assert len(root.xpath(f"w:num[@w:numId='{number}']")) == 1
    assert len(root.findall(qn("w:abstractNum"))) == 1


def test_headings_numbered_by_hand_run_on(build):
    parts = [part("one", style="Heading 1"), part("two", style="Heading 1")]
    for each in parts:
        each.paragraphs[0]._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 1
    made = written(compose(house(), parts))
    assert len(set(lists_of(made))) == 1


def numbered_heading(text, *, kind="decimal", printed="%1.", known=None, by_style=False):
    """A part whose heading is numbered in a list of its own; `known` is what Word knows it by."""
    made = part(text, style="Heading 1")
    root = made.part.numbering_part.element
    identity = f'<w:nsid w:val="{known}"/>' if known else ""
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{printed}"/></w:lvl>'
    )
    ns = nsdecls("w")
    abstract = f'<w:abstractNum {ns} w:abstractNumId="80">{identity}{level}</w:abstractNum>'
    root.find(qn("w:num")).addprevious(parse_xml(abstract))
    number = f'<w:num {ns} w:numId="80"><w:abstractNumId w:val="80"/></w:num>'
    root.append(parse_xml(number))
    owner = made.paragraphs[0].style.element if by_style else made.paragraphs[0]._p
    owner.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = 80
    return made


@pytest.mark.parametrize("by_style", [False, True])
@pytest.mark.parametrize("ids", [(None, None), ("0A0A0A0A", "0B0B0B0B"), ("0A0A0A0A", None)])
def test_headings_run_on_whatever_ids_their_lists_have(ids, by_style):
    """LibreOffice drops the ids of lists; a list made anew in Word has another."""
    base = numbered_heading("house", known="0C0C0C0C")
    for paragraph in base.paragraphs:
        paragraph._p.getparent().remove(paragraph._p)
    for style in base.styles.element.xpath(".//w:numPr[w:numId/@w:val=80]"):
        style.getparent().remove(style)
    parts = [
        numbered_heading(str(number), known=known, by_style=by_style)
        for number, known in enumerate(ids)
    ]
    made = written(compose(base, parts))
    assert_sound(made)
    assert lists_of(made) == ["80", "80"]


def test_headings_numbered_in_another_form_keep_it():
    parts = [
        numbered_heading("one"),
        numbered_heading("two", printed="Annex %1", kind="upperLetter"),
    ]
    made = written(compose(house(), parts))
    assert len(set(lists_of(made))) == 2


def picture(colour):
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def test_the_same_picture_in_two_parts_is_stored_once(build):
    parts = [part("a"), part("b"), part("c")]
    for each, colour in zip(parts, ("red", "red", "blue"), strict=True):
        each.add_picture(picture(colour))
    document = compose(house(), parts)
    repair(document)
    data = to_bytes(document)
    assert [n for n in build.names(data) if n.startswith("word/media/")] == [
        "word/media/image1.png",
        "word/media/image2.png",
    ]
    assert_sound(Document(io.BytesIO(data)))


BOOKMARK = (
    '<w:p><w:bookmarkStart w:id="0" w:name="outer"/><w:bookmarkStart w:id="1" w:name="inner"/>'
    "<w:r><w:t>x</w:t></w:r>"
    '<w:bookmarkEnd w:id="1"/><w:bookmarkEnd w:id="0"/></w:p>'
    "<w:p><w:r><w:instrText> REF inner \\h </w:instrText></w:r></w:p>"
    '<w:p><w:hyperlink w:anchor="outer"><w:r><w:t>l</w:t></w:r></w:hyperlink>'
    '<w:fldSimple w:instr=" PAGEREF outer "/></w:p>'
)


def test_bookmarks_of_several_parts_and_turns_stay_apart_with_what_points_to_them(build):
    twice, once = Document(), Document()
    build.add(twice, BOOKMARK * 2)
    build.add(once, BOOKMARK)
    made = written(compose(house(), [twice, once]))
    assert_sound(made)
    root = made.element
    names = [b.get(qn("w:name")) for b in root.iter(qn("w:bookmarkStart"))]
    assert names == ["outer", "inner", "outer_2", "inner_2", "outer_3", "inner_3"]
    assert [e.text.split()[1] for e in root.iter(qn("w:instrText"))] == [
        "inner",
        "inner_2",
        "inner_3",
    ]
    assert [e.get(qn("w:anchor")) for e in root.iter(qn("w:hyperlink"))] == [
        "outer",
        "outer_2",
        "outer_3",
    ]
    assert [e.get(qn("w:instr")) for e in root.iter(qn("w:fldSimple"))] == [
        " PAGEREF outer ",
        " PAGEREF outer_2 ",
        " PAGEREF outer_3 ",
    ]
    starts = {b.get(qn("w:id")): b.get(qn("w:name")) for b in root.iter(qn("w:bookmarkStart"))}
    assert [starts[b.get(qn("w:id"))] for b in root.iter(qn("w:bookmarkEnd"))] == [
        "inner",
        "outer",
        "inner_2",
        "outer_2",
        "inner_3",
        "outer_3",
    ]


def test_footnotes_and_endnotes_follow_their_marks_with_their_links(build):
    parts = []
    for letter in "ab":
        document = Document()
        for kind in ("footnote", "endnote"):
            build.add_footnote(document, f"{kind} {letter}", kind)
        for rel in document.part.rels.values():
            if rel.reltype == RT.FOOTNOTES:
                rel_id = rel.target_part.relate_to(
                    f"https://example.org/{letter}", RT.HYPERLINK, is_external=True
                )
                rel.target_part._blob = rel.target_part.blob.replace(
                    b"</w:t></w:r></w:p></w:footnote></w:footnotes>",
                    b"</w:t></w:r><w:hyperlink r:id='"
                    + rel_id.encode()
                    + b"'><w:r><w:t>!</w:t></w:r></w:hyperlink></w:p></w:footnote></w:footnotes>",
                )
        parts.append(document)
    document = compose(house(), parts)
    made = written(document)
    assert_sound(made)
    data = to_bytes(document)
    for kind in ("footnote", "endnote"):
        marks = [m.get(qn("w:id")) for m in made.element.iter(qn(f"w:{kind}Reference"))]
        notes = build.part_xml(data, f"word/{kind}s.xml")
        by_id = {n.get(qn("w:id")): "".join(n.itertext()) for n in notes}
        bang = "!" if kind == "footnote" else ""
        assert [by_id[m] for m in marks] == [f"{kind} a{bang}", f"{kind} b{bang}"]
    links = [
        e.get(qn("r:id"))
        for e in build.part_xml(data, "word/footnotes.xml").iter(qn("w:hyperlink"))
    ]
    rels = {
        e.get("Id"): e.get("Target") for e in build.part_xml(data, "word/_rels/footnotes.xml.rels")
    }
    assert [rels[i] for i in links] == ["https://example.org/a", "https://example.org/b"]


def test_a_mark_without_its_footnote_does_not_take_anothers(build):
    broken, whole = Document(), Document()
    build.add_footnote(broken, "gone")
    next(broken.element.iter(qn("w:footnoteReference"))).set(qn("w:id"), "9")
    build.add_footnote(whole, "here")
    document = compose(house(), [broken, whole])
    marks = [m.get(qn("w:id")) for m in document.element.iter(qn("w:footnoteReference"))]
    notes = build.part_xml(to_bytes(document), "word/footnotes.xml")
    known = [n.get(qn("w:id")) for n in notes if n.get(qn("w:type")) is None]
    assert (marks[0] in known, [marks[1]]) == (False, known)


def test_comments_are_dropped_from_parts_and_house(build):
    own, other = part("text"), house()
    own.add_comment(own.paragraphs[0].runs, "secret", "me", "m")
    other.add_comment(other.paragraphs[-1].runs, "secret", "me", "m")
    document = compose(other, [own])
    repair(document)
    data = to_bytes(document)
    made = Document(io.BytesIO(data))
    assert [p.text for p in made.paragraphs] == ["text"]
    assert not made.element.xpath(
        "//w:commentRangeStart | //w:commentRangeEnd | //w:commentReference"
    )
    assert not [n for n in build.names(data) if "comment" in n or "people" in n]


RICH = (
    "<w:p><w:ins w:id='1' w:author='a'><w:r><w:t>added</w:t></w:r></w:ins>"
    "<w:del w:id='2' w:author='a'><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
    "<w:sdt><w:sdtPr><w:id w:val='5'/></w:sdtPr>"
    "<w:sdtContent><w:p><w:r><w:t>controlled</w:t></w:r></w:p></w:sdtContent></w:sdt>"
)


def rich(build):
    document = part("# not markdown")
    document.add_heading("Heading", 1)
    document.add_paragraph("item", style="List Number")
    build.add(document, BOOKMARK + RICH + build.table(["a", "b"]) + build.p("end"))
    build.add_footnote(document, "note")
    document.add_picture(picture("green"))
    return document


def test_tracked_changes_and_content_controls_come_through(build):
    made = written(compose(house(), [rich(build), rich(build)]))
    assert_sound(made)
    assert len(list(made.element.iter(qn("w:ins")))) == 2
    assert "".join(t.text for t in made.element.iter(qn("w:delText"))) == "gonegone"
    assert len(every(made.element, "w:sdt")) == 2
    assert [attribute(i, "w:val") for i in made.element.xpath("//w:sdtPr/w:id")] == ["5"]


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_opens_the_whole(build, tmp_path):
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    document = compose(house(), [rich(build), rich(build), part("last")])
    renumber(document, Place("house.docx"))
    repair(document)
    (tmp_path / "whole.docx").write_bytes(to_bytes(document))
    subprocess.run(
        [
            soffice,
            f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "txt:Text (encoded):UTF8",
            "--outdir",
            tmp_path,
            tmp_path / "whole.docx",
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = (tmp_path / "whole.txt").read_text(encoding="utf-8")
    assert [text.count(w) for w in ("Heading", "controlled", "note", "last")][:2] == [2, 2]
    assert "last" in text


def test_headers_of_a_parts_inner_section_stay_behind():
    one = part("a")
    one.sections[0].header.paragraphs[0].text = "{{ never filled }}"
    one.add_section(WD_ORIENT.LANDSCAPE)
    one.add_paragraph("b")
    made = compose(house(), [one])
    texts = [p.blob for p in made.part.package.iter_parts() if "header" in str(p.partname)]
    assert not any(b"never filled" in text for text in texts)


def test_workbooks_behind_charts_are_left_out_wherever_the_chart_is():
    """In the house's header and in a part; what the chart has stored stays."""
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    space = "http://schemas.openxmlformats.org/drawingml/2006/chart"
    base, one = house(), part("a")
    for owner in (base.sections[0].header.part, one.part):
        ns = f'xmlns:c="{space}" {nsdecls("r", "w")}'
        xml = f'<c:chartSpace {ns}><c:externalData r:id="rId1"/></c:chartSpace>'
        chart = Part(PackURI("/word/charts/chart1.xml"), kind, xml.encode(), owner.package)
        book = Part(PackURI("/word/embeddings/b.xlsx"), "application/zip", b"PK", owner.package)
        chart.relate_to(book, RT.PACKAGE)
        key = owner.relate_to(chart, RT.CHART)
        drawing = f'<w:drawing><c:chart xmlns:c="{space}" r:id="{key}"/></w:drawing>'
        paragraph = next(owner.element.iter(qn("w:p")))
        paragraph.append(parse_xml(f"<w:r {ns}>{drawing}</w:r>"))
    made = written(compose(base, [one]))
    names = [str(p.partname) for p in made.part.package.iter_parts()]
    assert sum("charts/chart" in name for name in names) == 2
    assert not [name for name in names if "embeddings" in name]
    for chart in made.part.package.iter_parts():
        assert "charts/" not in str(chart.partname) or b"externalData" not in chart.blob
