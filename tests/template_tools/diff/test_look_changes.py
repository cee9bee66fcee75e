"""What changed in styles and page set-up, in words."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt, RGBColor

from panel_papers.template_tools.diff.look_changes import look_changes

from . import desk


def lines(root, edit):
    house = (root / "templates" / "word" / "house.docx").read_bytes()
    return look_changes(house, desk.changed(house, edit))


def test_saved_again_nothing_changed(root):
    assert lines(root, lambda document: None) == ()


def test_style_is_told_in_points_colours_and_words(root):
    def edit(document):
        style = document.styles["Heading 1"]
        style.font.size, style.font.color.rgb = Pt(18), RGBColor(0x7A, 0x15, 0x11)
        style.font.italic = True
        style.paragraph_format.space_after = Pt(10)
        style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER

    (line,) = lines(root, edit)
    assert line.startswith("Style “Heading 1”: ")
    assert set(line.removeprefix("Style “Heading 1”: ").split("; ")) == {
        "size 16 pt → 18 pt",
        "colour 12436D → 7A1511",
        "italic not set → on",
        "space after 8 pt → 10 pt",
        "alignment not set → centred",
    }


def test_style_that_came_or_went_is_told(root):
    def edit(document):
        document.styles["Quote"].delete()
        document.styles.add_style("Pull Quote", 1)

    assert lines(root, edit) == ("Style “Quote” is gone", "Style “Pull Quote” is new")


def test_page_set_up_is_told_in_centimetres(root):
    def edit(document):
        section = document.sections[0]
        section.page_width, section.page_height = Cm(29.7), Cm(21)
        section.left_margin = Cm(3)

    (line,) = lines(root, edit)
    assert "paper A4 portrait → " in line and "landscape" in line
    assert "left margin 2.54 cm → 3 cm" in line
