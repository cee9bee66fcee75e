"""Where a report has no heading styles, its bold lines divide it; its text is never lost."""

from __future__ import annotations

from docx.document import Document

from .conftest import imported, texts


def _bold(document: Document, *lines: str) -> None:
    for line in lines:
        document.add_paragraph().add_run(line).bold = True


def test_bold_lines_are_headings_where_no_heading_styles_exist() -> None:
    def make(document: Document) -> None:
        document.add_paragraph("Report to: Cabinet")
        document.add_paragraph("Date: 18 March 2027")
        _bold(document, "Purpose")
        document.add_paragraph("To note the roof.")
        _bold(document, "Costs of the roof")
        document.add_paragraph("They are high.")

    found = imported(make)
    assert found.sections == ("purpose", "costs-of-the-roof")
    assert texts(found) == {
        "purpose": "To note the roof.\n",
        "costs-of-the-roof": "They are high.\n",
    }
    assert found.left[0] == (
        "The report has no heading styles: 2 bold lines are taken for headings, look whether they "
        "are: “Purpose”; “Costs of the roof”"
    )


def test_bold_lines_stay_text_where_heading_styles_exist() -> None:
    def make(document: Document) -> None:
        for heading in ("Purpose", "Costs"):
            document.add_heading(heading, 1)
            _bold(document, "In short")
            document.add_paragraph("They are high.")

    assert texts(imported(make))["costs"] == "**In short**\n\nThey are high.\n"


def test_capitals_are_above_other_bold_lines() -> None:
    def make(document: Document) -> None:
        for heading, inner in (("PURPOSE", "Aim"), ("BACKGROUND", "The roof")):
            _bold(document, heading, inner)
            document.add_paragraph("Words.")

    assert texts(imported(make)) == {
        "purpose": "## Aim\n\nWords.\n",
        "context": "## The roof\n\nWords.\n",
    }


def test_a_report_without_headings_is_one_section_and_says_so() -> None:
    def make(document: Document) -> None:
        document.add_paragraph("Report to: Cabinet")
        document.add_paragraph("This is the only sentence of the whole report.")

    found = imported(make)
    assert texts(found) == {"report": "This is the only sentence of the whole report.\n"}
    assert found.left[0].startswith("No heading was found: the text is one section, report.md.")


def test_a_report_without_text_says_so() -> None:
    found = imported(lambda document: document.add_paragraph("Report to: Cabinet"))
    assert found.sections == ()
    assert found.left[0] == (
        "The report has no text below its cover sheet: the paper has no sections."
    )


def test_captions_above_and_below_belong_to_their_pictures() -> None:
    from panel_papers.core import ParagraphBlock, PictureBlock, Span
    from panel_papers.inputs.importing.captions import with_captions

    def line(text: str) -> ParagraphBlock:
        return ParagraphBlock((Span(text),))

    first, second = PictureBlock("a.png", "A"), PictureBlock("b.png", "B")
    blocks = (
        first,
        line("Figure 1: The site"),
        line("Fig. 2 – The plan"),
        second,
        line("Figure 3"),
    )
    assert with_captions(blocks) == (
        PictureBlock("a.png", "A", "The site"),
        PictureBlock("b.png", "B", "The plan"),
        line("Figure 3"),
    )
