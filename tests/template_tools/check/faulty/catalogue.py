"""Faulty templates: one real edit of one of our templates each, and what check must say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from ...edits import Template, control, elements, p, run_xml, table, text_box


@dataclass(frozen=True)
class Faulty:
    """A template, an edit of it, the code of the only finding, its place, and words of it."""

    template: str
    edit: Callable[[Template], object]
    code: str
    where: str | None
    says: str = ""


_WATERMARK = (
    f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict>'
    '<v:shape id="PowerPlusWaterMarkObject1"><v:textpath string="EMBARGOED"/></v:shape>'
    "</w:pict></w:r>"
)


def _field(paragraph, code: str) -> None:
    marks = [f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end")]
    inside = [marks[0], f"<w:instrText> {code} </w:instrText>", marks[1], "<w:t>1</w:t>", marks[2]]
    for xml in inside:
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))


def _en_us(t: Template) -> None:
    (lang,) = t.document.styles.element.xpath("w:docDefaults//w:lang")
    lang.set(qn("w:val"), "en-US")


def _default_font(t: Template) -> None:
    (fonts,) = t.document.styles.element.xpath("w:docDefaults//w:rFonts")
    fonts.attrib.clear()  # as Word does: a font of the theme is one no more
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), "Gill Sans MT")


def _no_style(name: str) -> Callable[[Template], None]:
    def edit(t: Template) -> None:
        style = t.document.styles[name].element
        style.getparent().remove(style)
        for use in list(t.body.iter(qn("w:pStyle"))):
            if use.get(qn("w:val")) == name.replace(" ", ""):
                use.getparent().remove(use)

    return edit


def _first_page(t: Template) -> None:
    t.document.sections[0].different_first_page_header_footer = True
    t.document.sections[0].first_page_header.paragraphs[0].text = "{{ titel }}"


def _even_pages(t: Template) -> None:
    t.document.settings.odd_and_even_pages_header_footer = True
    t.document.sections[0].even_page_footer.paragraphs[0].text = "{{ shorttitle }}"


def _comment(t: Template) -> None:
    (paragraph,) = [x for x in t.document.paragraphs if x.text == "Contents"]
    t.document.add_comment(paragraph.runs, "Is this still right?", author="A colleague")


def _author(t: Template) -> None:
    t.document.core_properties.last_modified_by = "A. Person"


def _tracked_insertion(t: Template) -> None:
    mark = 'w:id="9" w:author="A colleague" w:date="2024-01-01T00:00:00Z"'
    t.paragraph("Contents").extend(elements(f"<w:ins {mark}>{run_xml(' of the pack')}</w:ins>"))


def _tracked_format(t: Template) -> None:
    mark = 'w:id="9" w:author="A colleague"'
    change = f"<w:rPr><w:b/><w:rPrChange {mark}><w:rPr/></w:rPrChange></w:rPr>"
    run = t.paragraph("{{ reason }}").find(qn("w:r"))
    for old in run.findall(qn("w:rPr")):
        run.remove(old)
    run[:0] = elements(change)


def _tracking_on(t: Template) -> None:
    t.document.settings.element[:0] = elements("<w:trackRevisions/>")


def _picture_in_control(t: Template) -> None:
    holder = t.picture("Contents", "the arms of the county")
    t.paragraph("{%p endfor %}").append(holder[0])
    holder.getparent().remove(holder)


def _break_in_control(t: Template) -> None:
    paragraph = t.paragraph("{%p for entry")
    paragraph[:0] = elements('<w:pPr><w:sectPr><w:type w:val="nextPage"/></w:sectPr></w:pPr>')


def _split_across_cells(t: Template) -> None:
    t.type_in_cell(4, 1, "Report to: {{ report_")
    t.type_in_cell(4, 2, "to }}")


def _split_across_rows(t: Template) -> None:
    t.type_in_cell(5, 2, "{{")
    t.type_in_cell(6, 1, "author }}")
    t.type_in_cell(6, 2, "{{ author }} {{ date }} {{ report_for }}")


def _non_breaking_hyphen(t: Template) -> None:
    t.retype("{{ report_to }}", "{{ report")
    run = t.paragraph("{{ report").findall(qn("w:r"))[-1]
    run.extend(elements("<w:noBreakHyphen/><w:t>to }}</w:t>"))


def _crossed(t: Template) -> None:
    ends = [x for x in t.body if "{%p end" in "".join(x.itertext())]
    ends[0].addprevious(ends[1])


def _deleted_tag(t: Template) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' HYPERLINK "{{ title }}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    t.paragraph("Contents").extend(elements(field))


def _rename_loop(t: Template) -> None:
    t.retype_all(
        ("for entry in", "for title in"),
        ("{{ entry.title }}", "{{ title.title }}"),
        ("{{ entry.page }}", "{{ title.page }}"),
    )


def _stray_letters(t: Template) -> None:
    t.after("Contents", p("{% for letter in title %}") + p("{{ letter }}") + p("{% endfor %}"))


def _link_in_link(t: Template) -> None:
    paragraph = t.paragraph("{{ enquiries_to.email }}.")
    link = elements('<w:hyperlink w:anchor="_top"/>')[0]
    link.extend(paragraph.findall(qn("w:r")))
    paragraph.append(link)


def _row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"


def _text_in_control_row(t: Template) -> None:
    t.type_in_cell(9, 2, "where there are any")


_CONTENTS = "under the heading “Contents”"
_PURPOSE = "under the heading “Purpose of Report”, paragraph 2"
_COVER = "table 1, row 4, column 2"
_GREY = '<w:color w:val="AAAAAA"/>'
_SIGNS = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
_ARIEL = '<w:rFonts w:ascii="Ariel" w:hAnsi="Ariel"/>'

FAULTS: dict[str, Faulty] = {
    # what is typed into a tag
    "space before p": Faulty(
        "scorecard",
        lambda t: t.retype("{%p endfor %}", "{% p endfor %}"),
        "unknown-tag",
        "under the heading “{{ heading }}”, paragraph 5",
        "take out the space before “p”",
    ),
    "space before tr": Faulty(
        "cover-sheet",
        lambda t: t.retype("{%tr if", "{% tr if"),
        "unknown-tag",
        "table 1, row 9, column 1",
        "take out the space before “tr”",
    ),
    "en dash": Faulty(
        "cover-sheet",
        lambda t: t.retype("{{ report_to }}", "{{ report_to – title }}"),
        "unreadable-tag",
        _COVER,
        "type a plain hyphen",
    ),
    "curly quote on one side": Faulty(
        "cover-sheet",
        lambda t: t.retype("{%tr if divisions_affected %}", "{%tr if report_for == “Noting %}"),
        "unreadable-tag",
        "table 1, row 9, column 1",
        "quotation marks",
    ),
    "curly and straight quote": Faulty(
        "cover-sheet",
        lambda t: t.retype("{%tr if divisions_affected %}", "{%tr if report_for == 'Noting’ %}"),
        "unreadable-tag",
        "table 1, row 9, column 1",
        "quotation marks",
    ),
    "ellipsis": Faulty(
        "purpose",
        lambda t: t.retype("{{ purpose }}", "{{ purpose… }}"),
        "unreadable-tag",
        _PURPOSE,
        "three full stops",
    ),
    "zero-width space": Faulty(
        "purpose",
        lambda t: t.retype("{{ purpose }}", "{{ pur\u200bpose }}"),
        "unreadable-tag",
        _PURPOSE,
        "cannot be seen",
    ),
    "non-breaking hyphen": Faulty(
        "cover-sheet",
        _non_breaking_hyphen,
        "unknown-field",
        _COVER,
        "write “report_to” if you mean that",
    ),
    "capital letter": Faulty(
        "cover-sheet",
        lambda t: t.retype("{%tr if", "{%tr If"),
        "unknown-tag",
        "table 1, row 9, column 1",
        "write “if” if you mean that",
    ),
    "end if in two words": Faulty(
        "cover-sheet",
        lambda t: t.retype("{%tr endif", "{%tr end if"),
        "unknown-tag",
        "table 1, row 11, column 1",
        "write “endif” if you mean that",
    ),
    "else if": Faulty(
        "appendices",
        lambda t: t.retype("{%p else %}", "{%p else if paper.link %}"),
        "unreadable-tag",
        "under the heading “Background Papers”, paragraph 5",
        "elif",
    ),
    "one equals sign": Faulty(
        "cover-sheet",
        lambda t: t.retype("{%tr if divisions_affected %}", '{%tr if report_for = "Noting" %}'),
        "unreadable-tag",
        "table 1, row 9, column 1",
        "==",
    ),
    "and in capitals": Faulty(
        "cover-sheet",
        lambda t: t.retype("if divisions_affected", "if divisions_affected AND title"),
        "unreadable-tag",
        "table 1, row 9, column 1",
        "type “and”",
    ),
    "for of": Faulty(
        "contents",
        lambda t: t.retype("for entry in", "for entry of"),
        "unreadable-tag",
        f"{_CONTENTS}, paragraph 4",
        "{% for … in … %}",
    ),
    "blank in a name": Faulty(
        "cover-sheet",
        lambda t: t.retype("{{ report_to }}", "{{ report to }}"),
        "unreadable-tag",
        _COVER,
        "write “report_to” if you mean that",
    ),
    "hyphen in a name": Faulty(
        "cover-sheet",
        lambda t: t.retype("{{ report_to }}", "{{ report-to }}"),
        "unknown-field",
        _COVER,
        "write “report_to” if you mean that",
    ),
    "empty tag": Faulty(
        "purpose", lambda t: t.after("Purpose", p("{{ }}")), "unreadable-tag", _PURPOSE, "empty"
    ),
    "open bracket": Faulty(
        "cover-sheet",
        lambda t: t.retype("{{ report_to }}", "{{ (report_to }}"),
        "unreadable-tag",
        _COVER,
        "brackets",
    ),
    "include": Faulty(
        "purpose",
        lambda t: t.after("Purpose", p("{% include 'other.docx' %}")),
        "unknown-tag",
        _PURPOSE,
    ),
    "prefix on a value": Faulty(
        "context",
        lambda t: t.retype("{{ context }}", "{{p context }}"),
        "prefix",
        "under the heading “Context / Summary”, paragraph 2",
    ),
    "dash beside the bracket": Faulty(
        "contents",
        lambda t: t.retype("{%p endfor %}", "{%- endfor -%}"),
        "dash-in-tag",
        f"{_CONTENTS}, paragraph 6",
    ),
    "reserved name": Faulty(
        "contents",
        lambda t: t.after("Contents", p("{% set loop = title %}")),
        "reserved-name",
        f"{_CONTENTS}, paragraph 4",
    ),
    "a field's name for a loop": Faulty(
        "contents",
        _rename_loop,
        "reserved-name",
        f"{_CONTENTS}, paragraph 4",
        "the name of a field",
    ),
    # halves
    "one closing brace": Faulty(
        "purpose",
        lambda t: t.retype("{{ purpose }}", "{{ purpose }"),
        "half-a-tag",
        _PURPOSE,
        "end it with “}}”",
    ),
    "one opening brace": Faulty(
        "purpose", lambda t: t.retype("{{ purpose }}", "{ purpose }}"), "half-a-tag", _PURPOSE
    ),
    "single braces": Faulty(
        "purpose",
        lambda t: t.retype("{{ purpose }}", "{ purpose }"),
        "half-a-tag",
        _PURPOSE,
        "type “{{ purpose }}”",
    ),
    "mixed ends": Faulty(
        "purpose",
        lambda t: t.retype("{{ purpose }}", "{{ purpose %}"),
        "half-a-tag",
        _PURPOSE,
        "end it with “}}”",
    ),
    "no percent sign at the end": Faulty(
        "contents",
        lambda t: t.retype("in entries %}", "in entries }"),
        "half-a-tag",
        f"{_CONTENTS}, paragraph 4",
        "end it with “%}”",
    ),
    "next tag before the end": Faulty(
        "contents",
        lambda t: t.retype("{{ report_to }}", "{{ report_to } {{ author }}"),
        "unreadable-tag",
        "paragraph 1",
        "another tag begins",
    ),
    "split by the enter key": Faulty(
        "contents",
        lambda t: (t.retype("{{ title }}", "{{ ti"), t.after("{{ ti", p("tle }}", style="Title"))),
        "split-tag",
        "paragraph 2",
        "another paragraph",
    ),
    "split across cells": Faulty(
        "cover-sheet", _split_across_cells, "split-tag", "table 1, row 4, column 1", "another cell"
    ),
    "split across rows": Faulty(
        "cover-sheet", _split_across_rows, "split-tag", "table 1, row 5, column 2", "another row"
    ),
    "misspelt in several runs": Faulty(
        "cover-sheet",
        lambda t: (
            t.retype("{{ report_to }}", "{{ repotr_to }}"),
            t.split("{{ repotr_to }}", "{{ rep", "otr", "_to }", "}"),
        ),
        "unknown-field",
        _COVER,
        "write “report_to” if you mean that",
    ),
    # blocks
    "loop without end": Faulty(
        "scorecard",
        lambda t: t.drop("{%p endfor %}"),
        "unclosed",
        "under the heading “{{ heading }}”, paragraph 3",
        "{% endfor %}",
    ),
    "condition without end": Faulty(
        "appendices",
        lambda t: t.retype("){% endif %}", ")"),
        "unclosed",
        "under the heading “Background Papers”, paragraph 4",
        "{% if paper.link %}",
    ),
    "loop without beginning": Faulty(
        "scorecard",
        lambda t: t.drop("{%p for"),
        "unbalanced",
        "under the heading “{{ heading }}”, paragraph 4",
        "none is open here",
    ),
    "one end too many": Faulty(
        "scorecard",
        lambda t: t.after("{%p endfor", p("{%p endfor %}")),
        "unbalanced",
        "under the heading “{{ heading }}”, paragraph 6",
    ),
    "crossed loops": Faulty(
        "progress-report",
        _crossed,
        "unbalanced",
        "under the heading “Successes”, paragraph 10",
        "{%p for success in chapter.successes %}",
    ),
    "loop from a paragraph into a line": Faulty(
        "scorecard",
        lambda t: (
            t.drop("{%p endfor"),
            t.retype("{{ achievement | markdown }}", "{{ achievement | markdown }}{% endfor %}"),
        ),
        "crossed-tags",
        "under the heading “{{ heading }}”, paragraph 4",
    ),
    "loop across cells": Faulty(
        "purpose",
        lambda t: t.after(
            "Purpose", table(["h", "i"], ["{% for x in title %}{{ x }}", "{% endfor %} x"])
        ),
        "crossed-tags",
        "under the heading “Purpose of Report”, table 1, row 2, column 2",
    ),
    "row tag outside a table": Faulty(
        "scorecard",
        lambda t: t.retype("{%p for", "{%tr for"),
        "not-in-a-table",
        "under the heading “{{ heading }}”, paragraph 3",
    ),
    # what a tag would swallow
    "text beside a paragraph's tag": Faulty(
        "contents",
        lambda t: t.retype("{%p endfor %}", "{%p endfor %} End of the list."),
        "beside-control",
        f"{_CONTENTS}, paragraph 6",
        "End of the list.",
    ),
    "text in a row's tag": Faulty(
        "cover-sheet",
        _text_in_control_row,
        "beside-control",
        "table 1, row 9, column 1",
        "where there are any",
    ),
    "picture beside a paragraph's tag": Faulty(
        "contents", _picture_in_control, "beside-control", f"{_CONTENTS}, paragraph 6", "a picture"
    ),
    "section break in a tag's paragraph": Faulty(
        "contents", _break_in_control, "break-in-control", f"{_CONTENTS}, paragraph 4"
    ),
    "prose in a line": Faulty(
        "purpose",
        lambda t: t.retype("{{ purpose }}", "Why: {{ purpose }}"),
        "prose-in-line",
        _PURPOSE,
    ),
    "tag in a field's code": Faulty(
        "contents",
        _deleted_tag,
        "hidden-tag",
        f"{_CONTENTS}, paragraph 3",
        "in the code of a field",
    ),
    "link inside a link": Faulty(
        "contents", _link_in_link, "misplaced-link", f"{_CONTENTS}, paragraph 7"
    ),
    # names
    "unknown field": Faulty(
        "contents",
        lambda t: t.retype("{{ title }}", "{{ titel }}"),
        "unknown-field",
        "paragraph 2",
        "write “title” if you mean that",
    ),
    "unknown part": Faulty(
        "cover-sheet",
        lambda t: t.retype("enquiries_to.role", "enquiries_to.phone"),
        "unknown-field",
        "table 1, row 8, column 2",
        "one of email, name, role",
    ),
    "unknown part of a loop's item": Faulty(
        "contents",
        lambda t: t.retype("entry.page", "entry.number"),
        "unknown-field",
        f"{_CONTENTS}, paragraph 5",
        "one of page, title",
    ),
    "unknown part under a condition": Faulty(
        "progress-report",
        lambda t: t.retype("if chapter.successes", "if chapter.sucesses"),
        "unknown-field",
        "under the heading “{{ chapter.title }}”, paragraph 6",
        "write “successes” if you mean that",
    ),
    "part of a list": Faulty(
        "appendices",
        lambda t: t.after("Background Papers and", p("{{ background_papers.title }}")),
        "unknown-field",
        "under the heading “Background Papers and Appendices”, paragraph 2",
        "it is a list",
    ),
    "unknown in the inputs": Faulty(
        "progress-report",
        lambda t: t.after("{{ introduction", p("{{ conclusion | markdown }}")),
        "unknown-field",
        "paragraph 3",
        "conclusion",
    ),
    "unknown filter": Faulty(
        "contents",
        lambda t: t.retype("{{ title }}", "{{ title | uppercase }}"),
        "unknown-filter",
        "paragraph 2",
    ),
    "unknown test": Faulty(
        "cover-sheet",
        lambda t: t.retype("if divisions_affected", "if divisions_affected is empty"),
        "unknown-filter",
        "table 1, row 9, column 1",
    ),
    "unknown function": Faulty(
        "contents",
        lambda t: t.retype("{{ date }}", "{{ today() }}"),
        "unknown-function",
        "paragraph 1",
        "today",
    ),
    "a text's own function": Faulty(
        "contents",
        lambda t: t.retype("{{ title }}", "{{ title.upper() }}"),
        "unknown-function",
        "paragraph 2",
    ),
    "a list as text": Faulty(
        "contents",
        lambda t: t.after("Contents", p("{{ entries }}")),
        "not-text",
        f"{_CONTENTS}, paragraph 4",
        "is a list",
    ),
    "the letters of a text": Faulty(
        "contents", _stray_letters, "not-a-list", f"{_CONTENTS}, paragraph 4"
    ),
    "a sum of text": Faulty(
        "contents",
        lambda t: t.retype("{{ title }}", "{{ title + 1 }}"),
        "tag-failed",
        "paragraph 2",
    ),
    "a sum that no sample reaches": Faulty(
        "contents",
        lambda t: t.after("Contents", p("{% if not title %}{{ date - 1 }}{% endif %}")),
        "tag-failed",
        f"{_CONTENTS}, paragraph 4",
    ),
    # places
    "first page's header": Faulty(
        "house", _first_page, "unknown-field", "page header, first page, paragraph 1"
    ),
    "even pages' footer": Faulty(
        "house", _even_pages, "unknown-field", "page footer, even pages, paragraph 1"
    ),
    "footnote": Faulty(
        "recommendations",
        lambda t: (
            t.footnote("See {{ title }}.", "Recommendations"),
            t.footnote("{{ titel }}", "Recommendations"),
        ),
        "unknown-field",
        "footnote 2",
    ),
    "text box": Faulty(
        "divider",
        lambda t: t.after("Appendix", text_box("{{ appendix.nr }}")),
        "unknown-field",
        "paragraph 2, text box",
    ),
    "content control": Faulty(
        "divider",
        lambda t: t.after("Appendix", control("{{ apendix.number }}")),
        "unknown-field",
        "paragraph 2",
    ),
    "alternative text": Faulty(
        "divider",
        lambda t: t.picture("Appendix", "Cover of {{ appendix.tile }}"),
        "unknown-field",
        "paragraph 2",
    ),
    # what is not printed
    "no section's text": Faulty(
        "purpose", lambda t: t.drop("{{ purpose }}"), "text-not-printed", None, "{{ purpose }}"
    ),
    "no introduction": Faulty(
        "progress-report",
        lambda t: t.drop("{{ introduction"),
        "text-not-printed",
        None,
        "introduction",
    ),
    "no background papers": Faulty(
        "appendices",
        lambda t: t.retype("{{ paper.title }}", ""),
        "text-not-printed",
        None,
        "background_papers.title",
    ),
    "no statutory texts": Faulty(
        "appendices",
        lambda t: t.retype("{{ text }}", ""),
        "text-not-printed",
        None,
        "statutory_texts",
    ),
    "header of a section": Faulty(
        "purpose",
        lambda t: t.document.sections[0].header.paragraphs[0].add_run(" CONFIDENTIAL"),
        "unprinted-text",
        "page header",
        "CONFIDENTIAL",
    ),
    "total of pages": Faulty(
        "house",
        lambda t: _field(t.document.sections[0].footer.paragraphs[0], "NUMPAGES"),
        "page-total",
        "page footer, paragraph 1",
        "NUMPAGES",
    ),
    "cross-reference": Faulty(
        "context",
        lambda t: _field(t.document.paragraphs[0], "REF _Ref1 \\h"),
        "field-not-updated",
        "under the heading “Context / Summary1”, paragraph 1",
        "The field REF",
    ),
    "watermark": Faulty(
        "house",
        lambda t: t.document.sections[0].header.paragraphs[0]._p.append(parse_xml(_WATERMARK)),
        "watermark",
        "page header, paragraph 1",
        "“EMBARGOED”",
    ),
    # looks
    "no bullet style": Faulty(
        "house", _no_style("List Bullet"), "missing-style", None, "List Bullet"
    ),
    "fake heading": Faulty(
        "context",
        lambda t: t.before("{{ context }}", p("What has happened", properties="<w:b/>")),
        "fake-heading",
        "under the heading “Context / Summary”, paragraph 2",
    ),
    "table without header row": Faulty(
        "context",
        lambda t: t.after(
            "{{ context }}", table(["Year", "No"], ["2023", "9"], header=False) + p("")
        ),
        "no-header-row",
        "under the heading “Context / Summary”, table 1",
    ),
    "picture without alternative text": Faulty(
        "divider", lambda t: t.picture("Appendix", ""), "no-alternative-text", "paragraph 2"
    ),
    "picture with its file's name": Faulty(
        "divider",
        lambda t: t.picture("Appendix", "crest.png"),
        "no-alternative-text",
        "paragraph 2",
    ),
    "language of a run": Faulty(
        "divider",
        lambda t: t.after("Appendix", p("Color", properties='<w:lang w:val="en-US"/>')),
        "language",
        "paragraph 2",
    ),
    "language of the house": Faulty("house", _en_us, "language", None, "en-US"),
    "light grey text": Faulty(
        "divider",
        lambda t: t.after("Appendix", p("For information", properties=_GREY)),
        "low-contrast",
        "paragraph 2",
        "2.3 to 1",
    ),
    "highlighted words": Faulty(
        "divider",
        lambda t: t.after("Appendix", p("Ask Finance", properties='<w:highlight w:val="yellow"/>')),
        "highlighted-text",
        "paragraph 2",
        "“Ask Finance” is highlighted",
    ),
    "words in a font of signs": Faulty(
        "divider",
        lambda t: t.after("Appendix", p("For information", properties=_SIGNS)),
        "symbol-font",
        "paragraph 2",
        "shows a sign for each letter",
    ),
    "font of a run": Faulty(
        "divider",
        lambda t: t.after("Appendix", p("For information", properties=_ARIEL)),
        "unknown-font",
        "paragraph 2",
        "write “Arial” if you mean that",
    ),
    "font of the house": Faulty(
        "house", _default_font, "unknown-font", "the document’s default font", "Gill Sans MT"
    ),
    # what Word leaves
    "tracked insertion": Faulty(
        "contents",
        _tracked_insertion,
        "tracked-changes",
        "under the heading “Contents of the pack”, paragraph 3",
    ),
    "tracked formatting": Faulty(
        "restricted-notice",
        _tracked_format,
        "tracked-changes",
        "under the heading “Why this outweighs publication”, paragraph 11",
    ),
    "tracking left on": Faulty("contents", _tracking_on, "tracked-changes", None),
    "comment": Faulty(
        "contents", _comment, "comment", f"{_CONTENTS}, paragraph 3", "Is this still right?"
    ),
    "name of a person": Faulty(
        "contents", _author, "personal-data", "the document’s properties", "A. Person"
    ),
}
