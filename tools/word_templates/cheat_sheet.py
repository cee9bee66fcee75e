"""The editors' cheat sheet, one page of A4: the tags, the rules, the commands."""

from __future__ import annotations

from word_templates.look import PAGE_HEIGHT, PAGE_WIDTH
from word_templates.package import package
from word_templates.xml import Element, paragraph, text_run, w

TITLE = "Templates: the cheat sheet"
_MARGIN = 1021  # 1.8 cm: all on one page
_WIDTH = PAGE_WIDTH - 2 * _MARGIN

_TAGS = (
    ("{{ title }}", "prints a field; “templates fields” lists them all"),
    ("{{ chapter.title }}", "prints a part of a field: the title of the chapter"),
    (
        "{{ purpose }}",
        "alone in its paragraph, prints a section’s text with its lists and tables; the "
        "paragraph’s style is that of the text",
    ),
    ("{{ note | markdown }}", "the same for a text of an appendix"),
    ('{{ note | default("none") }}', "prints “none” where the paper leaves the field out"),
    (
        "{% if note %} … {% else %} …\n{% endif %}",
        "keeps the first part if there is something in the field, otherwise the second",
    ),
    (
        "{% for chapter in chapters %} …\n{% endfor %}",
        "repeats what stands between, once for each: paragraphs or, with each tag in a row of "
        "its own, the rows of a table",
    ),
    ("{# a note #}", "a note to other editors, which prints nothing"),
)
_RULES = (
    "Give each {% … %} a paragraph, or a table row, of its own, with nothing else in it. It "
    "leaves no empty line behind.",
    "Type a tag in one go. Names have no spaces and no hyphens: report_to. A long dash in a tag "
    "stops it; curly quotes do no harm.",
    "Close what you open, the inner one first: if … endif, for … endfor.",
    "Change the look in the styles of house.docx: every paper follows. Bold text is no heading.",
    "Give each table a header row (Layout, Repeat Header Rows), each picture alternative text.",
    "Accept tracked changes and delete your comments before you save.",
)
_COMMANDS = (
    ("panel-papers templates check", "finds every fault, with its place in Word"),
    ("panel-papers templates check --annotate", "the same as comments in a copy to open in Word"),
    ("panel-papers templates fields", "lists what can stand between {{ and }}"),
    ("panel-papers templates preview --watch", "shows the pages in the browser at each save"),
    ("panel-papers templates diff HEAD", "shows what your changes do to past papers"),
)


def cheat_sheet() -> bytes:
    """Return the sheet as a Word file; the same code gives the same bytes."""
    body = [
        paragraph("Title", text_run(TITLE), properties=(_spacing(0, 60),)),
        paragraph(
            None,
            text_run(
                "A template is an ordinary Word file with tags. The program puts a paper’s words "
                "in their place, and leaves all else as you have set it."
            ),
            properties=(_spacing(0, 60),),
        ),
        _heading("Tags"),
        _table("Tags", ("Type this", "and it"), _TAGS, 4500),
        _heading("Rules"),
        *(paragraph("ListBullet", text_run(r), properties=(_spacing(0, 40),)) for r in _RULES),
        _heading("Before you hand it over"),
        _table("Commands", ("Type this at the prompt", "and it"), _COMMANDS, 5700),
    ]
    foot = "All of it, with pictures: docs/templates.md"
    return package(
        TITLE,
        body,
        section=_section(),
        header=w("hdr", paragraph("Header")),
        footer=w("ftr", paragraph("Footer", text_run(foot))),
    )


def _heading(text: str) -> Element:
    return paragraph("Heading1", text_run(text), properties=(_spacing(160, 80),))


def _spacing(before: int, after: int) -> Element:
    return w("spacing", before=before, after=after)


def _table(
    name: str, head: tuple[str, str], rows: tuple[tuple[str, str], ...], first: int
) -> Element:
    widths = (first, _WIDTH - first)
    look = {"firstRow": 1, "lastRow": 0, "firstColumn": 0, "lastColumn": 0}
    properties = w(
        "tblPr",
        w("tblStyle", val="HouseTable"),
        w("tblW", w=_WIDTH, type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val="0620", noHBand=1, noVBand=1, **look),
        w("tblCaption", val=name),
        w("tblDescription", val=f"{head[0]} {head[1]}: two columns, one row for each."),
    )
    return w(
        "tbl",
        properties,
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        _row(head, widths, header=True),
        *(_row(each, widths, header=False) for each in rows),
    )


def _row(cells: tuple[str, str], widths: tuple[int, int], *, header: bool) -> Element:
    row = w("tr", w("trPr", w("cantSplit"), w("tblHeader") if header else None))
    for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
        style = "TableHeader" if header else "TableText"
        run = text_run(text, style="Code" if not header and not column else None)
        content = paragraph(style, run, properties=(_spacing(30, 30),))
        row.append(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), content))
    return row


def _section() -> Element:
    return w(
        "sectPr",
        w("headerReference", type="default", r__id="rId7"),
        w("footerReference", type="default", r__id="rId8"),
        w("pgSz", w=PAGE_WIDTH, h=PAGE_HEIGHT),
        w(
            "pgMar",
            top=850,
            right=_MARGIN,
            bottom=850,
            left=_MARGIN,
            header=400,
            footer=400,
            gutter=0,
        ),
        w("cols", space=708),
        w("docGrid", linePitch=360),
    )
