"""Siblings of the editors' cases: the same mistake made in another way or at another place."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from docx.oxml.ns import qn
from docx.shared import RGBColor

from .edits import Template, control, elements, p, run_xml, table, text_box


@dataclass(frozen=True)
class Sibling:
    """An edit of a template, with the codes that check has to find, none where all is in order."""

    template: str
    edit: Callable[[Template], object]
    codes: frozenset[str] = field(default_factory=frozenset)


def _in_order(template: str, edit: Callable[[Template], object]) -> Sibling:
    return Sibling(template, edit)


def _found(template: str, codes: str, edit: Callable[[Template], object]) -> Sibling:
    return Sibling(template, edit, frozenset(codes.split()))


def _footer(t: Template):
    return t.document.sections[0].footer._element


def _section(kind: str) -> str:
    return f"<w:sectPr>{kind}</w:sectPr>"


def _ends_section(text: str) -> Callable[[Template], object]:
    def edit(t: Template) -> None:
        properties = t.paragraph(text).get_or_add_pPr()
        properties.extend(elements(_section('<w:type w:val="nextPage"/>')))

    return edit


def _cell(text: str) -> Callable[[Template], object]:
    return lambda t: (
        t.body.find(qn("w:tbl"))
        .findall(qn("w:tr"))[3]
        .findall(qn("w:tc"))[1]
        .extend(elements(p(text) if not text.startswith("<") else text))
    )


def _in_footer(xml: str) -> Callable[[Template], object]:
    return lambda t: _footer(t).extend(elements(xml))


def _first_header(text: str) -> Callable[[Template], object]:
    def edit(t: Template) -> None:
        t.document.sections[0].different_first_page_header_footer = True
        t.document.sections[0].first_page_header.paragraphs[0].text = text

    return edit


def _even_footer(text: str) -> Callable[[Template], object]:
    def edit(t: Template) -> None:
        t.document.settings.odd_and_even_pages_header_footer = True
        t.document.sections[0].even_page_footer.paragraphs[0].text = text

    return edit


def _after(text: str, xml: str) -> Callable[[Template], object]:
    return lambda t: t.after(text, xml)


def _field(code: str, shown: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        "<w:p>"
        + mark.format("begin")
        + f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        + mark.format("separate")
        + run_xml(shown)
        + mark.format("end")
        + "</w:p>"
    )


def _simple(code: str, shown: str) -> str:
    return f'<w:p><w:fldSimple w:instr="{code}">{run_xml(shown)}</w:fldSimple></w:p>'


_MAIL = "mailto:{{ enquiries_to.email }}"
_TYPO = "mailto:{{ enquiries_to.emial }}"
_BY = 'w:id="801" w:author="A colleague" w:date="2026-01-01T00:00:00Z"'
_GEORGIA = '<w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/>'


def _style_font(name: str) -> Callable[[Template], object]:
    def edit(t: Template) -> None:
        t.document.styles[name].font.name = "Georgia"

    return edit


def _without_style(name: str) -> Callable[[Template], object]:
    def edit(t: Template) -> None:
        style = t.document.styles[name].element
        style.getparent().remove(style)

    return edit


def _pale(name: str) -> Callable[[Template], object]:
    def edit(t: Template) -> None:
        t.document.styles[name].font.color.rgb = RGBColor(0xC8, 0xC8, 0xC8)

    return edit


def _language(tag: str) -> Callable[[Template], object]:
    def edit(t: Template) -> None:
        for lang in t.document.styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), tag)

    return edit


def _row_inserted(t: Template) -> None:
    row = t.body.find(qn("w:tbl")).findall(qn("w:tr"))[3]
    row.get_or_add_trPr().extend(elements(f"<w:ins {_BY}/>"))


def _without(text: str) -> Callable[[Template], object]:
    return lambda t: t.retype(text, "")


SIBLINGS: dict[str, Sibling] = {
    "01 section ends in the paragraph of a text": _in_order(
        "context", _ends_section("{{ context }}")
    ),
    "01 section ends in the paragraph of a heading": _in_order(
        "recommendations", _ends_section("Recommendations")
    ),
    "01 columns": _in_order(
        "purpose",
        _after(
            "Purpose",
            p("Two columns follow", section=_section('<w:type w:val="continuous"/>')),
        ),
    ),
    "01 landscape before the first words": _in_order(
        "recommendations",
        lambda t: t.before(
            "Recommendations",
            p(section=_section('<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>')),
        ),
    ),
    "02 in the footer": _found(
        "house", "unknown-font", _in_footer(p("Our values", properties=_GEORGIA))
    ),
    "02 in a cell": _found(
        "cover-sheet", "unknown-font", _cell(p("Our values", properties=_GEORGIA))
    ),
    "02 in a style of lists": _found("house", "unknown-font", _style_font("List Bullet")),
    "03 in a text box": _found(
        "context", "guidance-text", _after("{{ context }}", text_box("Choose an item."))
    ),
    "03 in a cell": _found("cover-sheet", "placeholder", _cell("[Insert wards affected]")),
    "03 in the footer": _found("house", "placeholder", _in_footer(p("[Insert phone number]"))),
    "03 on the first page": _found("house", "placeholder", _first_header("[Insert the logo]")),
    "03 in a footnote": _found(
        "context", "placeholder", lambda t: t.footnote("[Insert the source]", "Context")
    ),
    "03 in a control": _found(
        "purpose",
        "guidance-text",
        _after("{{ purpose }}", control("Say which wards this is about")),
    ),
    "04 in a field": _found(
        "cover-sheet", "hidden-tag", _cell(_field(f'HYPERLINK "{_MAIL}"', "Write to us"))
    ),
    "04 in a simple field": _found(
        "appendices",
        "hidden-tag",
        _after("Background", _simple(f"HYPERLINK &quot;{_MAIL}&quot;", "Write to us")),
    ),
    "04 misspelled in a field": _found(
        "cover-sheet", "hidden-tag", _cell(_field(f'HYPERLINK "{_TYPO}"', "Write to us"))
    ),
    "07 in a text box": _found(
        "cover-sheet",
        "never-given",
        _after("Report title", text_box('{{ ward_membr | default("None") }}')),
    ),
    "07 in the footer": _found(
        "house", "never-given", _in_footer(p('{{ ward_membr | default("None") }}'))
    ),
    "07 in a condition": _found(
        "cover-sheet",
        "never-given",
        _after("Report title", p('{% if title %}{{ ward_membr | default("None") }}{% endif %}')),
    ),
    "08 Heading 3": _found("house", "missing-style", _without_style("Heading 3")),
    "08 List Bullet 2": _found("house", "missing-style", _without_style("List Bullet 2")),
    "08 Table Text": _found("house", "missing-style", _without_style("Table Text")),
    "10 hidden in a cell": _found(
        "cover-sheet", "hidden-text-left", _cell(p("Ask finance", properties="<w:vanish/>"))
    ),
    "10 mark on even pages": _found("house", "marked-not-public", _even_footer("CONFIDENTIAL")),
    "10 merge field in a table": _found(
        "context",
        "unfilled-tag",
        _after("{{ context }}", table(["Ward", "Member"], ["«ward»", "x"]) + p("")),
    ),
    "11 pale in a style of lists": _found("house", "low-contrast", _pale("List Bullet")),
    "11 pale in a style of tables": _found("house", "low-contrast", _pale("Table Text")),
    "11 pale in a style of the cover sheet": _found("house", "low-contrast", _pale("Cover Text")),
    "12 German": _found("house", "language", _language("de-DE")),
    "12 American": _found("house", "language", _language("en-US")),
    "12 Welsh": _in_order("house", _language("cy-GB")),
    "14 number in a cell": _found(
        "cover-sheet", "field-not-updated", _cell(_field("SEQ Table", "7"))
    ),
    "14 simple cross-reference": _found(
        "context", "field-not-updated", _after("{{ context }}", _simple("REF _Ref1", "above"))
    ),
    "14 contents in a control": _found(
        "purpose",
        "field-not-updated",
        _after(
            "{{ purpose }}",
            f"<w:sdt><w:sdtContent>{_field('TOC', 'Update this')}</w:sdtContent></w:sdt>",
        ),
    ),
    "14 in a text box": _found(
        "context",
        "field-not-updated",
        _after("{{ context }}", text_box("words").replace(p("words"), _field("PAGEREF x", "3"))),
    ),
    "15 moved": _found(
        "context",
        "tracked-changes",
        _after("{{ context }}", f"<w:p><w:moveTo {_BY}>{run_xml('Moved here')}</w:moveTo></w:p>"),
    ),
    "15 in the footer": _found(
        "house",
        "tracked-changes",
        _in_footer(f"<w:p><w:ins {_BY}>{run_xml('County Hall')}</w:ins></w:p>"),
    ),
    "15 a row": _found("cover-sheet", "tracked-changes", _row_inserted),
    "16 by its style": _in_order(
        "appendices",
        _after("{%p for paper", p("{{ paper.title }}", style="ListNumber")),
    ),
    "18 the e-mail address": _found(
        "cover-sheet", "text-not-printed", _without("{{ enquiries_to.email }}")
    ),
    "18 the author": _found("cover-sheet", "text-not-printed", _without("{{ author }}")),
    "18 titles of appendices": _found(
        "appendices", "text-not-printed", _without("{{ appendix.title }}")
    ),
}


def as_kind(folder: Path, name: str) -> None:
    """Save purpose.docx under another name, and take it away."""
    shutil.move(folder / "purpose.docx", folder / name)


RENAMED = ("purpose.dotm", "purpose.doc", "purpose.odt", "purpose (1).docx", "purpose.docx.docx")
"""Siblings of case 05."""
