"""Words of a Word document that are in the file and that its readers do not see."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace

from panel_papers.core.model import Acceptance, WordFile
from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs.cleaning import clean_paper
from panel_papers.inputs.cleaning.word import clean_docx

from .test_docx import (
    DRAWN,
    PLACE,
    SECRET,
    Parts,
    W,
    insert,
    mentions,
    run,
    unpacked,
    with_features,
)
from .test_paper import paper_of

LEAKS = Path(__file__).parents[1] / "leaks"
PURPOSE = "under the heading “Purpose”, paragraph 2"
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'

Found = list[tuple[str, str | None, str | None]]


def found(data: bytes) -> Found:
    """The code, place and words of each error that cleaning finds."""
    try:
        problems = clean_docx(data, PLACE).problems
    except InputsError as error:
        problems = error.problems
    return [(p.code, p.place.where, p.quoted) for p in problems if p.level is Level.ERROR]


def with_run(properties: str, after: str = "Open words.", text: str = SECRET) -> bytes:
    return with_features(lambda parts: insert(parts, after, run(text, properties)))


def with_style(parts: Parts, style: str) -> None:
    styles = parts["word/styles.xml"]
    parts["word/styles.xml"] = styles.replace(b"</w:styles>", f"{style}</w:styles>".encode())


def in_table(parts: Parts, style: str, rows: str) -> None:
    """Put a table in a style of its own behind the paragraph of open words."""
    with_style(parts, style)
    text = parts["word/document.xml"].decode()
    end = text.index("</w:p>", text.index("Open words.")) + len("</w:p>")
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="Own"/><w:tblLook w:val="04A0"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="3000"/></w:tblGrid>{rows}</w:tbl>'
    )
    parts["word/document.xml"] = (text[:end] + table + text[end:]).encode()


def row(text: str, properties: str = "", of_row: str = "", of_cell: str = "") -> str:
    return (
        f"<w:tr><w:trPr>{of_row}</w:trPr><w:tc><w:tcPr>{of_cell}</w:tcPr><w:p><w:r>"
        f"<w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p></w:tc></w:tr>"
    )


def table_style(properties: str, first_row: str = "") -> str:
    part = f'<w:tblStylePr w:type="firstRow">{first_row}</w:tblStylePr>' if first_row else ""
    return (
        f'<w:style {W} w:type="table" w:styleId="Own"><w:name w:val="Own"/>{properties}{part}'
        "</w:style>"
    )


# The cases as they were reported.


def test_words_blacked_out_by_a_highlighter_are_an_error():
    assert found((LEAKS / "blacked-out.docx").read_bytes()) == [
        (
            "covered-text",
            "under the heading “Note of a meeting”, paragraph 3",
            "“The lowest price was £1,483,250 a year.”",
        )
    ]


def test_words_under_a_black_box_are_an_error():
    assert found((LEAKS / "under-a-box.docx").read_bytes()) == [
        (
            "covered-text",
            "under the heading “Note of a visit”, paragraph 3",
            "“The manager is to be dismissed in June.”",
        )
    ]


def test_the_hint_is_to_delete_the_words_and_never_to_uncover_them():
    for name in ("blacked-out", "under-a-box"):
        (problem,) = clean_docx((LEAKS / f"{name}.docx").read_bytes(), PLACE).problems
        assert str(problem.hint).startswith("in Word, delete the words, write “[redacted]”")
        assert "£" not in f"{problem.found}{problem.wanted}{problem.hint}{problem.place}"


def test_deleted_words_without_their_change_are_an_error():
    assert found((LEAKS / "deleted-words.docx").read_bytes()) == [
        (
            "deleted-words",
            "under the heading “Note of a meeting”",
            "“The manager will be dismissed.”",
        )
    ]


@pytest.mark.parametrize("name", ["hidden-row", "hidden-by-style"])
def test_what_word_hides_in_tables_is_left_out_with_its_place(name: str):
    data = (LEAKS / f"{name}.docx").read_bytes()
    assert mentions(data, "Borrowdale")
    cleaned = clean_docx(data, PLACE)
    assert not mentions(cleaned.data, "Borrowdale")
    assert [(p.code, p.level, p.place.where) for p in cleaned.problems] == [
        ("hidden-text", Level.WARNING, "under the heading “Scores”")
    ]
    document = docx.Document(io.BytesIO(cleaned.data))
    cells = [[c.text for c in each.rows[-1].cells] for each in document.tables]
    assert cells == ([["Alphacorp Logistics", "68"]] if name == "hidden-row" else [])


# Others of the same kinds.

BLACKED_OUT = {
    "highlight and black letters": '<w:color w:val="000000"/><w:highlight w:val="black"/>',
    "shading of the run": '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>',
    "solid pattern": '<w:color w:val="111111"/><w:shd w:val="solid" w:color="auto" w:fill="auto"/>',
    "theme colours": '<w:color w:themeColor="text1"/>'
    '<w:shd w:val="clear" w:fill="auto" w:themeFill="text1"/>',
    "yellow on yellow": '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
    "nearly black on black": '<w:color w:val="202020"/><w:highlight w:val="black"/>',
    "an effect’s colour": f'<w:highlight w:val="black"/><w14:textFill {W14}><w14:solidFill>'
    '<w14:srgbClr w14:val="000000"/></w14:solidFill></w14:textFill>',
}
INVISIBLE = {
    "white": '<w:color w:val="FFFFFF"/>',
    "nearly white": '<w:color w:val="FDFDFD"/>',
    "the theme’s white": '<w:color w:themeColor="background1"/>',
    "white by a highlighter": '<w:color w:val="FFFFFF"/><w:highlight w:val="white"/>',
    "1 point": '<w:sz w:val="2"/>',
    "2 points": '<w:sz w:val="4"/>',
    "squeezed": '<w:w w:val="1"/>',
    "transparent": f"<w14:textFill {W14}><w14:noFill/></w14:textFill>",
    "wholly transparent": f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000">'
    '<w14:alpha w14:val="100000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
}
SEEN = {
    "white on a dark highlighter": '<w:color w:val="FFFFFF"/><w:highlight w:val="darkBlue"/>',
    "automatic on dark shading": '<w:shd w:val="clear" w:fill="000000"/>',
    "black on yellow": '<w:highlight w:val="yellow"/>',
    "pale grey": '<w:color w:val="BFBFBF"/>',
    "yellow": '<w:color w:val="E6FF00"/>',
    "faint green": '<w:color w:val="E6EED5"/>',
    "small print": '<w:sz w:val="8"/>',
    "half transparent": f'<w14:textFill {W14}><w14:solidFill><w14:srgbClr w14:val="000000">'
    '<w14:alpha w14:val="50000"/></w14:srgbClr></w14:solidFill></w14:textFill>',
    "outlined": f'<w:color w:val="FFFFFF"/><w14:textOutline {W14} w14:w="9525"/>',
    "a shadow": '<w:color w:val="FFFFFF"/><w:shadow/>',
    "dark grey on black stripes": '<w:color w:val="000000"/>'
    '<w:shd w:val="diagStripe" w:color="000000" w:fill="FFFFFF"/>',
    "hidden on the web only": "<w:webHidden/>",
}


@pytest.mark.parametrize("look", BLACKED_OUT)
def test_words_in_a_dark_mark_of_their_own_colour_are_covered(look: str):
    assert found(with_run(BLACKED_OUT[look])) == [("covered-text", PURPOSE, f"“{SECRET}”")]


@pytest.mark.parametrize("look", INVISIBLE)
def test_words_that_leave_no_ink_are_invisible(look: str):
    assert found(with_run(INVISIBLE[look])) == [("invisible-text", PURPOSE, f"“{SECRET}”")]


@pytest.mark.parametrize("look", SEEN)
def test_words_that_can_be_seen_stay_as_they_are(look: str):
    data = with_run(SEEN[look])
    assert (found(data), clean_docx(data, PLACE).data) == ([], data)


def test_spaces_of_any_look_are_no_words():
    assert found(with_run('<w:color w:val="FFFFFF"/>', text="   ")) == []


def test_runs_of_one_look_are_one_finding():
    white = run("Xan", '<w:color w:val="FFFFFF"/>') + run("thippe", '<w:color w:val="FEFEFE"/>')
    data = with_features(lambda parts: insert(parts, "Open words.", white))
    assert found(data) == [("invisible-text", PURPOSE, f"“{SECRET}”")]


def test_colours_come_from_styles_too():
    style = (
        f'<w:style {W} w:type="character" w:styleId="Veil"><w:name w:val="Veil"/><w:rPr>'
        '<w:color w:val="FFFFFF"/></w:rPr></w:style><w:style w:type="character" w:styleId="Child">'
        '<w:name w:val="Child"/><w:basedOn w:val="Veil"/></w:style>'
    )
    data = with_features(
        lambda parts: with_style(parts, style),
        lambda parts: insert(parts, "Open words.", run(SECRET, '<w:rStyle w:val="Child"/>')),
    )
    assert found(data) == [("invisible-text", PURPOSE, f"“{SECRET}”")]


DARK_HEAD = (
    '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>'
    '<w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>'
)


def test_white_headings_of_a_dark_row_are_seen_and_white_words_below_it_are_not():
    rows = row("Heading") + row(SECRET, '<w:color w:val="FFFFFF"/>')
    data = with_features(lambda parts: in_table(parts, table_style("", DARK_HEAD), rows))
    assert [(code, words) for code, _, words in found(data)] == [("invisible-text", f"“{SECRET}”")]


def test_words_in_a_cell_of_their_own_colour_are_covered():
    shade = '<w:shd w:val="clear" w:fill="000000"/>'
    rows = row("Heading") + row(SECRET, '<w:color w:val="000000"/>', of_cell=shade)
    data = with_features(lambda parts: in_table(parts, table_style(""), rows))
    assert [(code, words) for code, _, words in found(data)] == [("covered-text", f"“{SECRET}”")]


@pytest.mark.parametrize(("height", "seen"), [("20", False), ("400", True)])
def test_words_in_a_row_without_height_are_invisible(height: str, seen: bool):
    rule = f'<w:trHeight w:val="{height}" w:hRule="exact"/>'
    rows = row("Heading") + row(SECRET, of_row=rule)
    data = with_features(lambda parts: in_table(parts, table_style(""), rows))
    wanted = [] if seen else [("invisible-text", f"“{SECRET}”")]
    assert [(code, words) for code, _, words in found(data)] == wanted


def test_text_hidden_by_the_defaults_of_a_document_goes_unless_a_run_shows_it():
    def hide_all(parts: Parts) -> None:
        styles = parts["word/styles.xml"].decode()
        assert "<w:rPrDefault>" in styles
        parts["word/styles.xml"] = styles.replace("<w:rPr>", "<w:rPr><w:vanish/>", 1).encode()

    shown = run(" shown", '<w:vanish w:val="0"/>')
    data = with_features(hide_all, lambda parts: insert(parts, "Open words.", shown))
    text = unpacked(clean_docx(data, PLACE).data)["word/document.xml"]
    assert (b"Open words." in text, b" shown" in text) == (False, True)


def test_a_table_whose_style_hides_only_its_first_row_keeps_the_others():
    style = table_style("", "<w:rPr><w:vanish/></w:rPr>")
    data = with_features(lambda parts: in_table(parts, style, row(SECRET) + row("Kept")))
    cleaned = clean_docx(data, PLACE)
    assert not mentions(cleaned.data, SECRET)
    tables = docx.Document(io.BytesIO(cleaned.data)).tables
    assert [c.text for c in tables[0].rows[0].cells] == ["Kept"]


@pytest.mark.parametrize("kind", ["conflictDel", "conflictIns"])
def test_conflicts_of_two_authors_are_refused_as_tracked_changes(kind: str):
    change = f'<w14:{kind} {W14} {W} w:id="1" w:author="a">{run(SECRET)}</w14:{kind}>'
    data = with_features(lambda parts: insert(parts, "Open words.", change))
    assert [code for code, _, _ in found(data)] == ["tracked-changes"]


def test_what_is_left_around_changes_goes_with_the_names_of_their_authors():
    marks = (
        f'<w:moveFromRangeStart {W} w:id="5" w:author="{SECRET}" w:name="move"/>'
        f'<w:moveFromRangeEnd {W} w:id="5"/>'
    )
    cleaned = clean_docx(with_features(lambda p: insert(p, "Open words.", marks)), PLACE)
    assert not mentions(cleaned.data, SECRET)


# Shapes in front of words.


def box(
    fill: str, *, down: int = 0, across: int = 0, behind: int = 0, wrap: str = "wrapNone"
) -> str:
    """A shape of 4,200,000 by 300,000 units, which hangs on the paragraph that it is put into."""
    return (
        f'<w:r {W} {DRAWN} {WPS}><w:drawing><wp:anchor behindDoc="{behind}">'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{across}</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{down}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="4200000" cy="300000"/><wp:{wrap}/><wp:docPr id="7" name="Box"/>'
        "<a:graphic><a:graphicData><wps:wsp><wps:spPr>"
        f'<a:prstGeom prst="rect"/>{fill}</wps:spPr></wps:wsp></a:graphicData></a:graphic>'
        "</wp:anchor></w:drawing></w:r>"
    )


def with_box(shape: str) -> bytes:
    return with_features(lambda parts: insert(parts, "The last words.", shape))


BLACK = '<a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
WHITE = '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
OLD = (
    f'<w:r {W}><w:pict><v:rect xmlns:v="urn:schemas-microsoft-com:vml" fillcolor="black" '
    'style="position:absolute;margin-left:0;margin-top:0;width:300pt;height:24pt;z-index:1"/>'
    "</w:pict></w:r>"
)


@pytest.mark.parametrize("shape", [box(BLACK), box(WHITE), OLD], ids=["black", "white", "VML"])
def test_words_under_an_opaque_shape_are_covered(shape: str):
    assert [(code, words) for code, _, words in found(with_box(shape))] == [
        ("covered-text", "“The last words.a link”")
    ]


@pytest.mark.parametrize(
    "shape",
    [
        box("<a:noFill/>"),
        box(
            '<a:solidFill><a:srgbClr val="FFFF00"><a:alpha val="40000"/></a:srgbClr></a:solidFill>'
        ),
        box(BLACK, behind=1),
        box(BLACK, wrap="wrapSquare"),
        box(BLACK, down=900_000),
        box(BLACK, across=3_000_000),
    ],
    ids=["frame", "marker", "behind", "beside", "below", "right"],
)
def test_shapes_that_cover_no_words_are_innocent(shape: str):
    assert found(with_box(shape)) == []


def test_white_words_in_a_dark_box_are_seen():
    white = run("White", '<w:color w:val="FFFFFF"/>')
    shape = box(BLACK, down=900_000).replace(
        "</wps:spPr>",
        f"</wps:spPr><wps:txbx><w:txbxContent><w:p>{white}</w:p></w:txbxContent></wps:txbx>",
    )
    assert found(with_box(shape)) == []


def test_black_words_in_a_black_box_are_covered():
    black = run(SECRET, '<w:color w:val="000000"/>')
    shape = box(BLACK, down=900_000).replace(
        "</wps:spPr>",
        f"</wps:spPr><wps:txbx><w:txbxContent><w:p>{black}</w:p></w:txbxContent></wps:txbx>",
    )
    assert [(code, words) for code, _, words in found(with_box(shape))] == [
        ("covered-text", f"“{SECRET}”")
    ]


# What a paper accepts.


def test_a_paper_may_accept_words_that_cannot_be_seen():
    entry = Acceptance(
        "invisible-text", "a number of the printer", date(2027, 1, 1), "appendices/1", Place("x")
    )
    paper = paper_of(WordFile(with_run(INVISIBLE["white"])))
    with pytest.raises(InputsError):
        clean_paper(paper)
    accepted = clean_paper(replace(paper, accepted=(entry,)))
    assert [p.code for p in accepted.problems] == ["invisible-text"]
    with pytest.raises(InputsError):  # an entry that does not say what it is about is none
        clean_paper(replace(paper, accepted=(replace(entry, about=None),)))


@pytest.mark.parametrize(
    ("width", "layout", "seen"),
    [("6", "fixed", False), ("6", "autofit", True), ("2400", "fixed", True)],
)
def test_words_in_a_column_without_width_are_invisible(width: str, layout: str, seen: bool):
    table = (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="{layout}"/>'
        f'</w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid><w:tr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p>'
        "</w:tc></w:tr></w:tbl>"
    )
    data = with_features(lambda parts: insert_behind_paragraph(parts, table))
    assert [code for code, _, _ in found(data)] == ([] if seen else ["invisible-text"])


@pytest.mark.parametrize(
    ("place", "seen"),
    [
        ('w:x="-20000" w:w="4000"', False),
        ('w:x="40000" w:w="4000"', False),
        ('w:y="60000"', False),
        ('w:x="-900" w:w="4000"', True),
        ('w:x="6000" w:y="900" w:w="4000"', True),
        ('w:xAlign="right" w:y="1"', True),
    ],
)
def test_words_in_a_frame_beside_the_page_are_invisible(place: str, seen: bool):
    frame = (
        f'<w:p {W}><w:pPr><w:framePr w:wrap="around" w:hAnchor="page" w:vAnchor="page" {place}/>'
        f"</w:pPr><w:r><w:t>{SECRET}</w:t></w:r></w:p>"
    )
    data = with_features(lambda parts: insert_behind_paragraph(parts, frame))
    assert [code for code, _, _ in found(data)] == ([] if seen else ["invisible-text"])


def insert_behind_paragraph(parts: Parts, xml: str) -> None:
    text = parts["word/document.xml"].decode()
    end = text.index("</w:p>", text.index("Open words.")) + len("</w:p>")
    parts["word/document.xml"] = f"{text[:end]}{xml}{text[end:]}".encode()
