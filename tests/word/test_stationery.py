"""What stands at the right end of a header goes along where its page is turned."""

import copy
import io

import docx
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Inches, Twips
from PIL import Image

from panel_papers.core.problems import Place
from panel_papers.word.blocks.stationery import refer, references, widened
from panel_papers.word.house_styles import HouseStyles

KEPT = ("w:headerReference", "default")


def wide(document, of=None):
    """Give the last section wide stationery, and return it."""
    section = document.sections[-1]
    styles = HouseStyles(document, Place("house.docx"))
    of = references(section._sectPr) if of is None else of
    refer(section._sectPr, widened(document, styles, of, 9000, 18000))
    return section


def stops(paragraph):
    found = paragraph.paragraph_format.tab_stops
    return sorted((stop.position.twips, stop.alignment.name) for stop in found)


def test_stops_of_paragraph_and_style_move_and_those_beyond_stay():
    document = docx.Document()
    header = document.sections[0].header.paragraphs[0]
    header.text = "Panel\t1\t14 March"
    style = header.style.paragraph_format.tab_stops
    style.clear_all()
    for at in (4500, 9000, 12000):
        style.add_tab_stop(Twips(at), WD_TAB_ALIGNMENT.RIGHT)
    own = header.paragraph_format.tab_stops
    own.add_tab_stop(Twips(4500), WD_TAB_ALIGNMENT.CLEAR)
    own.add_tab_stop(Twips(3000), WD_TAB_ALIGNMENT.CENTER, WD_TAB_LEADER.DOTS)
    before = copy.deepcopy(document.sections[0].header._element)

    moved = wide(document).header.paragraphs[0]

    assert stops(moved) == [(4500, "CLEAR"), (6000, "CENTER"), (9000, "CLEAR"), (18000, "RIGHT")]
    leaders = {stop.alignment.name: stop.leader for stop in moved.paragraph_format.tab_stops}
    assert leaders["CENTER"] == WD_TAB_LEADER.DOTS
    parts = [r.target_part for r in document.part.rels.values() if r.reltype.endswith("/header")]
    assert len(parts) == 2
    assert parts[0].element.xml == before.xml


def test_header_without_tabs_is_the_same_part():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Panel"
    before = references(document.sections[0]._sectPr)
    assert references(wide(document)._sectPr) == before


def test_copy_has_its_pictures_and_links_and_no_names_twice():
    document = docx.Document()
    header = document.sections[0].header
    data = io.BytesIO()
    Image.new("RGB", (4, 4)).save(data, "PNG")
    header.paragraphs[0].add_run("a\tb").add_picture(data, Inches(1))
    header.part.relate_to("https://example.org/", "hyperlink", is_external=True)
    name = "{http://schemas.microsoft.com/office/word/2010/wordml}paraId"
    header.paragraphs[0]._p.set(name, "0A0B0C0D")

    moved = wide(document).header

    (shown,) = moved.paragraphs[0]._p.xpath(".//a:blip/@r:embed")
    assert moved.part.related_parts[shown].blob == data.getvalue()
    assert any(each.is_external for each in moved.part.rels.values())
    assert moved.paragraphs[0]._p.get(name) is None
    saved = io.BytesIO()
    document.save(saved)
    again = docx.Document(saved).sections[0].header
    assert again.paragraphs[0].text.startswith("a\tb")


def test_section_has_what_it_does_not_say_from_those_before_it():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "one\t1"
    document.sections[0].first_page_footer.paragraphs[0].text = "first"
    later = document.add_section()
    later.header.is_linked_to_previous = False
    later.header.paragraphs[0].text = "two\t2"
    last = document.add_section()
    found = references(last._sectPr)
    texts = {
        key: document.part.related_parts[r].element.xpath("string(.)") for key, r in found.items()
    }
    assert texts == {KEPT: "two2", ("w:footerReference", "first"): "first"}
    refer(last._sectPr, found)
    names = [each.tag.rpartition("}")[2] for each in last._sectPr]
    assert names[:2] == ["headerReference", "footerReference"]
    assert last.header.part is later.header.part
