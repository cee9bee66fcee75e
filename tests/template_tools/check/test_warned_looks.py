"""What builds find in the looks of a template, `templates check` finds before."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from panel_papers.template_tools.check.checking import check_templates

from ..edits import TEMPLATES, Template, elements, p, table


def _look(tag: str, xml: str) -> Callable[[Template], None]:
    """Give the run of a tag one more property."""

    def edit(t: Template) -> None:
        run = next(t.paragraph(tag).iter(qn("w:r")))
        run.get_or_add_rPr().extend(elements(xml))

    return edit


def _indent(tag: str, **indents: int) -> Callable[[Template], None]:
    said = " ".join(f'w:{side}="{twips}"' for side, twips in indents.items())
    return lambda t: t.paragraph(tag).get_or_add_pPr().extend(elements(f"<w:ind {said}/>"))


def _merged(t: Template) -> None:
    rows = table(["Option", "Cost"], ["One", "Two"])
    t.after("{{ purpose }}", rows)
    first = t.body.find(qn("w:tbl")).find(qn("w:tr"))
    first.get_or_add_trPr().extend(elements("<w:tblHeader/>"))
    first.find(qn("w:tc")).get_or_add_tcPr().extend(elements('<w:gridSpan w:val="2"/>'))


def _without_number(t: Template) -> None:
    for number in t.paragraph("Purpose of Report").iter(qn("w:numId")):
        number.set(qn("w:val"), "0")


BESIDE = "covered-text"
CASES = {
    "text begins left of the page": ("context", _indent("{{ context }}", left=-9000), BESIDE),
    "text ends right of the page": ("context", _indent("{{ context }}", right=-9000), BESIDE),
    "no room for text": ("context", _indent("{{ context }}", right=12000), BESIDE),
    "text hangs in the margin": ("context", _indent("{{ context }}", left=-700), ""),
    "text is far right": ("context", _indent("{{ context }}", left=6000), ""),
    "merged cells": ("purpose", _merged, "merged-cells"),
    "small text": ("purpose", _look("{{ purpose }}", '<w:sz w:val="16"/>'), "small-print"),
    "large text": ("purpose", _look("{{ purpose }}", '<w:sz w:val="28"/>'), ""),
    "text in Welsh": ("purpose", _look("{{ purpose }}", '<w:lang w:val="cy-GB"/>'), "language"),
    "words in Welsh": ("purpose", _look("Purpose of", '<w:lang w:val="cy-GB"/>'), ""),
    "heading of level 2 begins an appendix": (
        "appendix",
        lambda t: t.before("{{ appendix.number }}", p("A line", style="Heading2")),
        "heading-skips-level",
    ),
    "heading of level 2 begins a section": (
        "purpose",
        lambda t: t.before("Purpose of Report", p("A line", style="Heading2")),
        "",
    ),
    "heading of level 3 after level 1": (
        "purpose",
        lambda t: t.after("Purpose of Report", p("A line", style="Heading3")),
        "heading-skips-level",
    ),
    "heading without its number": ("purpose", _without_number, "heading-without-number"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_looks_that_builds_find_are_found(case: str, tmp_path: Path):
    name, edit, code = CASES[case]
    shutil.copytree(TEMPLATES, tmp_path / "word")
    template = Template(name)
    edit(template)
    file = tmp_path / "word" / f"{name}.docx"
    file.write_bytes(template.save())
    assert [each.code for each in check_templates(tmp_path / "word", [file])] == code.split()
