"""The body of each template: the words and the Jinja tags that an editor sees."""

from __future__ import annotations

from word_templates import numbering
from word_templates.look import TEXT_WIDTH
from word_templates.style_sheet import PARAGRAPH_STYLES
from word_templates.xml import Element, paragraph, text_run, w

_LABEL_WIDTH = TEXT_WIDTH // 4
_LATE = (
    "This report comes later than the days of notice ask for. Why it is urgent: {{ late.urgency }} "
    "Why it is late: {{ late.lateness }}"
)
_COVER_WIDTHS = (_LABEL_WIDTH, TEXT_WIDTH - _LABEL_WIDTH)


def _line(style: str | None, text: str) -> Element:
    return paragraph(style, text_run(text))


def _with_next(text: str) -> Element:
    """Return a paragraph that is on the page of the next one."""
    return paragraph(None, text_run(text), properties=(w("keepNext"),))


def _control(tag: str) -> Element:
    """Return a paragraph that steers the fill and leaves nothing behind."""
    return _line(None, tag)


def _section_heading(text: str) -> Element:
    """Return a Heading 1 with a section number; the number is on the paragraph, not in the style.

    Headings of appendices have the same style and no number.
    """
    number = w("numPr", w("ilvl", val=0), w("numId", val=numbering.SECTIONS))
    return paragraph("Heading1", text_run(text), properties=(number,))


def section(heading: str, field: str, style: str | None = None) -> list[Element]:
    """Return a numbered section: its heading, then the section's Markdown in one style."""
    return [_section_heading(heading), _line(style, f"{{{{ {field} }}}}")]


def cover_sheet() -> list[Element]:
    """Return the cover sheet: the title, label and value in two columns, a line under them."""
    title = paragraph(
        "Title", text_run("Report title: \n", style="TitleLabel"), text_run("{{ title }}")
    )
    enquiries = "{{ enquiries_to.name }} ({{ enquiries_to.role }}) {{ enquiries_to.email }}"
    rows = [
        *_cover_loop("cover_first"),
        _cover_row("{{ labels.report_to }}:", text_run("{{ report_to }}")),
        _cover_row("{{ labels.author }}:", text_run("{{ author }}")),
        _cover_row("{{ labels.date }}:", text_run("{{ date }}")),
        _cover_row("{{ labels.for }}:", text_run("{{ report_for }}")),
        _cover_row("{{ labels.enquiries_to }}:", text_run(enquiries)),
        _cover_row("{%tr if divisions_affected %}"),
        _cover_row("{{ labels.divisions_affected }}:", text_run("{{ divisions_affected }}")),
        _cover_row("{%tr endif %}"),
        *_cover_loop("cover_rows"),
        _cover_row("{%tr if late %}"),
        _cover_row("{{ labels.late }}:", text_run(_LATE)),
        _cover_row("{%tr endif %}"),
    ]
    return [title, _cover_table(rows), paragraph("CoverRule")]


def _cover_table(rows: list[Element]) -> Element:
    properties = w(
        "tblPr",
        w("tblStyle", val="CoverSheet"),
        w("tblW", w=TEXT_WIDTH, type="dxa"),
        w("tblLayout", type="fixed"),
        w(
            "tblLook",
            val="0680",
            firstRow=0,
            lastRow=0,
            firstColumn=1,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        w("tblCaption", val="About this report"),
        w("tblDescription", val="Who the report is for, who wrote it, its date and purpose."),
    )
    grid = w("tblGrid", *(w("gridCol", w=width) for width in _COVER_WIDTHS))
    return w("tbl", properties, grid, *rows)


def _cover_row(label: str, *value: Element) -> Element:
    cells = [
        w("tc", w("tcPr", w("tcW", w=width, type="dxa")), content)
        for width, content in zip(
            _COVER_WIDTHS,
            (_line("CoverLabel", label), paragraph("CoverText", *value)),
            strict=True,
        )
    ]
    return w("tr", w("trPr", w("cantSplit")), *cells)


def _cover_loop(rows: str) -> list[Element]:
    """Return the rows that a body or a paper adds."""
    return [
        _cover_row(f"{{%tr for row in {rows} %}}"),
        _cover_row("{{ row.label }}:", text_run("{{ row.text }}")),
        _cover_row("{%tr endfor %}"),
    ]


def appendices() -> list[Element]:
    """Return the last section: background papers (LGA 1972 s100D) and the list of appendices."""
    return [
        _section_heading("Background Papers and Appendices"),
        _line("Heading2", "Background Papers"),
        _control("{%p for paper in background_papers %}"),
        _line(None, "{{ paper.title }}{% if paper.link %} ({{ paper.link }}){% endif %}"),
        _control("{%p else %}"),
        _line(None, "None."),
        _control("{%p endfor %}"),
        _line("Heading2", "Appendices"),
        _control("{%p for appendix in appendices %}"),
        _line(None, "Appendix {{ appendix.number }} – {{ appendix.title }}"),
        _control("{%p else %}"),
        _line(None, "None."),
        _control("{%p endfor %}"),
        _control("{%p for text in statutory_texts %}"),
        _line(None, "{{ text }}"),
        _control("{%p endfor %}"),
    ]


def appendix() -> list[Element]:
    """Return an appendix of prose, a table or a picture."""
    return [_appendix_title(), _line(None, "{{ body }}")]


def _appendix_title() -> Element:
    return _line("Title", "Appendix {{ appendix.number }} – {{ appendix.title }}")


def progress_report() -> list[Element]:
    """Return a progress report: chapters with successes (+) and areas for improvement (→)."""
    return [
        _appendix_title(),
        _line(None, "{{ introduction | markdown }}"),
        _control("{%p for chapter in chapters %}"),
        _line("Heading1", "{{ chapter.title }}"),
        _line(None, "{{ chapter.summary | markdown }}"),
        *_marked("Successes", "chapter.successes", "success", "Success"),
        *_marked("Areas for improvement", "chapter.areas_for_improvement", "area", "Improvement"),
        _control("{%p endfor %}"),
    ]


def _marked(heading: str, field: str, item: str, style: str) -> list[Element]:
    return [
        _control(f"{{%p if {field} %}}"),
        _line("Heading2", heading),
        _control(f"{{%p for {item} in {field} %}}"),
        _line(style, f"{{{{ {item} }}}}"),
        _control("{%p endfor %}"),
        _control("{%p endif %}"),
    ]


def scorecard() -> list[Element]:
    """Return a scorecard: its title, a heading, numbered achievements."""
    return [
        _line("Title", "{{ appendix.title }}"),
        _line("Heading1", "{{ heading }}"),
        _control("{%p for achievement in achievements %}"),
        _line("Achievement", "{{ achievement | markdown }}"),
        _control("{%p endfor %}"),
    ]


def contents() -> list[Element]:
    """Return the contents page of the pack."""
    return [
        _line("MeetingLine", "{{ report_to }} \n{{ date }}"),
        _line("Title", "{{ title }}"),
        _line("Heading1", "Contents"),
        _control("{%p for entry in entries %}"),
        _line("TOC1", "{{ entry.title }} \t{{ entry.page }}"),
        _control("{%p endfor %}"),
        _line(
            "FootLine",
            "To have this pack in another format, such as large print or on paper, "
            "ask {{ enquiries_to.email }}.",
        ),
    ]


def agenda() -> list[Element]:
    """Return the agenda of a meeting: time and place, membership, the items with their pages."""
    return [
        _line("MeetingLine", "{{ report_to }}"),
        _line("Title", "{{ title }}"),
        _line(None, "{{ date }}, {{ time }}"),
        _line(None, "{{ venue }}{% if venue_address %}, {{ venue_address }}{% endif %}"),
        _control("{%p for notice in notices %}"),
        _line(None, "{{ notice }}"),
        _control("{%p endfor %}"),
        _line(
            "FootLine",
            "To have these papers in another format, such as large print or on paper, "
            "ask {{ enquiries_to.name }}: {{ enquiries_to.email }}.",
        ),
        _control("{%p if members %}"),
        _line("Heading1", "Membership"),
        _control("{%p for member in members %}"),
        _line(
            "ListBullet",
            "{{ member.name }}{% if member.role %} ({{ member.role }}){% endif %}",
        ),
        _control("{%p endfor %}"),
        _control("{%p endif %}"),
        _control("{%p if items and not grouped %}"),
        _line("Heading1", "Items"),
        _control("{%p endif %}"),
        _control("{%p for item in items %}"),
        _control("{%p if item.heading %}"),
        _line("Heading1", "{{ item.heading }}"),
        _control("{%p endif %}"),
        _line("Heading2", "{{ item.number }}. {{ item.title }}"),
        _control("{%p if item.pages %}"),
        _control("{%p for note in item.notes %}"),
        _with_next("{{ note }}"),  # its pages are never alone on a page
        _control("{%p endfor %}"),
        _line(None, "{{ item.pages }}"),
        _control("{%p else %}"),
        _control("{%p for note in item.notes %}"),
        _line(None, "{{ note }}"),
        _control("{%p endfor %}"),
        _control("{%p endif %}"),
        _control("{%p for part in item.parts %}"),
        _line("ListBullet", "{{ part.title }} ({{ part.pages }})"),
        _control("{%p endfor %}"),
        _control("{%p endfor %}"),
    ]


def divider() -> list[Element]:
    """Return the sheet before an appendix, where a paper asks for one: its number and title."""
    return [_appendix_title()]


def restricted_notice() -> list[Element]:
    """Return the sheet that stands in the place of an appendix that is not for publication."""
    return [
        _appendix_title(),
        _line("Notice", "This appendix is not for publication."),
        _line("Heading1", "What is withheld"),
        _line(None, "{{ appendix.title }}"),
        _line("Heading1", "Under which paragraph"),
        _line(
            None,
            "It contains exempt information as described in {{ authority }}, in "
            "{% if paragraphs | length == 1 %}this paragraph:{% else %}these paragraphs:"
            "{% endif %}",
        ),
        _control("{%p for paragraph in paragraphs %}"),
        _line("Quote", "Paragraph {{ paragraph.number }}: {{ paragraph.text }}"),
        _control("{%p endfor %}"),
        _line("Heading1", "Why this outweighs publication"),
        _line(None, "{{ reason }}"),
        _line("Heading1", "Who to ask"),
        _line(None, "{{ enquiries_to.name }} ({{ enquiries_to.role }}) {{ enquiries_to.email }}"),
    ]


def house() -> list[Element]:
    """Return the living style sheet: each paragraph style shown by its name and what it is for."""
    lines = [
        _line("Title", "House style"),
        _line(
            None,
            "This document holds the page set-up, header, footer, styles and lists of every "
            "paper. Change a style here and every paper changes. The text below is dropped: it "
            "shows each style by its name.",
        ),
    ]
    for style in PARAGRAPH_STYLES:
        if style.id == "CoverRule":
            lines += [_line(None, f"{style.name}: {style.purpose}"), paragraph(style.id)]
        else:
            lines.append(_line(style.id, f"{_shown_name(style.name)}: {style.purpose}"))
    return [
        *lines,
        _characters(),
        _line("Heading2", "House Table"),
        _sample_table(),
        _line("SourceLine", "The source of the figures stands under the table."),
    ]


def _shown_name(name: str) -> str:
    """Return a style's name as Word's pane shows it: some are stored in small letters."""
    return name.upper() if name.startswith("toc ") else name.title()


def _characters() -> Element:
    shown = (
        ("Strong", "Strong"),
        ("Emphasis", "Emphasis"),
        ("Hyperlink", "Hyperlink"),
        ("Code", "Code"),
        ("TitleLabel", "Title Label"),
        ("CoverLabelText", "Cover Label Text"),
        ("PageNumber", "Page Number"),
        ("FootnoteReference", "Footnote Reference"),
    )
    runs = [text_run("Within a line: ")]
    for identity, name in shown:
        runs += [text_run(name, style=identity), text_run(" ")]
    return paragraph(None, *runs)


def _sample_table() -> Element:
    widths = (4513, 2256, 2257)
    properties = w(
        "tblPr",
        w("tblStyle", val="HouseTable"),
        w("tblW", w=TEXT_WIDTH, type="dxa"),
        w(
            "tblLook",
            val="0620",
            firstRow=1,
            lastRow=0,
            firstColumn=0,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        w("tblCaption", val="A sample table"),
        w("tblDescription", val="Shows a header row, text and numbers."),
    )
    rows = [("Table Header", "2022", "2023"), ("Table Text", "9", "11"), ("Table Text", "80", "7")]
    return w(
        "tbl",
        properties,
        w("tblGrid", *(w("gridCol", w=width) for width in widths)),
        *(_sample_row(cells, widths, header=number == 0) for number, cells in enumerate(rows)),
    )


def _sample_row(cells: tuple[str, ...], widths: tuple[int, ...], *, header: bool) -> Element:
    row = w("tr", w("trPr", w("cantSplit"), w("tblHeader") if header else None))
    for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
        style = "TableHeader" if header else ("TableNumber" if column else "TableText")
        at_right = (w("jc", val="right"),) if header and column else ()
        content = paragraph(style, text_run(text), properties=at_right)
        row.append(w("tc", w("tcPr", w("tcW", w=width, type="dxa")), content))
    return row
