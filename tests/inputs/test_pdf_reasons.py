"""Why a PDF is refused is said as what it is, and damage that readers pass by is repaired."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Name, Pdf

from panel_papers.core.problems import InputsError, Level, Place, Problem
from panel_papers.inputs import Supplied
from panel_papers.inputs.appendices.pdf_file import read
from panel_papers.inputs.cleaning.pdf import open_pdf

SUPPLIED = Path(__file__).parent / "supplied_pdfs"
PLACE = Place("inputs/march-2024/plan.pdf")


def saved(pdf: Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, static_id=True)
    return target.getvalue()


def pdf_of(objects: list[str]) -> bytes:
    """A PDF of these objects, the last of them its catalogue, with no look at what they say."""
    written, offsets = "%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        f"{written}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer<</Size {size}/Root {len(objects)} 0 R>>\nstartxref\n{len(written)}\n%%EOF\n"
    ).encode()


def text_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]


def test_pdf_encrypted_for_persons_is_called_encrypted(folder):
    folder.appendix("plan.pdf", (SUPPLIED / "sealed.pdf").read_bytes())
    assert folder.fault() == Problem(
        "encrypted-pdf",
        PLACE,
        "The PDF is encrypted for certain people (it opens with their certificates only)",
        "",
        "ask its author for a copy without encryption",
    )


def test_pdf_protected_by_another_program_is_called_protected(folder):
    data = (SUPPLIED / "sealed.pdf").read_bytes()
    folder.appendix("plan.pdf", data.replace(b"/Adobe.PubSec", b"/FOPN_foweb  "))
    fault = folder.fault()
    assert (fault.code, "protected by a method" in fault.found) == ("encrypted-pdf", True)


def test_list_of_pages_that_names_itself_is_repaired(folder):
    folder.appendix("plan.pdf", (SUPPLIED / "loop.pdf").read_bytes())
    read = folder.read()
    assert [(p.code, p.level) for p in read.problems] == [("repaired-pdf", Level.WARNING)]
    (appendix,) = read.paper.appendices
    assert text_of(appendix.content.data) == ["The only page; its tree names itself."]


def test_pages_of_a_tree_with_a_loop_keep_order_and_what_they_inherit(folder):
    kids = {1: "[3 0 R 2 0 R 6 0 R]", 2: "[4 0 R 1 0 R 2 0 R 5 0 R]"}
    objects = [
        f"<</Type/Pages/Count 4/Kids {kids[1]}/MediaBox[0 0 300 200]"
        "/Resources<</Font<</F 7 0 R>>>>>>",
        f"<</Type/Pages/Count 2/Kids {kids[2]}/Parent 1 0 R/Rotate 90>>",
        *(f"<</Type/Page/Contents {number} 0 R>>" for number in (8, 9, 10, 11)),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number in range(4):
        content = f"BT /F 12 Tf 20 100 Td (Page {number} of the plan) Tj ET"
        objects.append(f"<</Length {len(content)}>>stream\n{content}\nendstream")
    objects.append("<</Type/Catalog/Pages 1 0 R>>")
    folder.appendix("plan.pdf", pdf_of(objects))
    (appendix,) = folder.read().paper.appendices
    assert text_of(appendix.content.data) == [
        f"Page {number} of the plan" for number in (0, 1, 2, 3)
    ]
    with pikepdf.open(io.BytesIO(appendix.content.data)) as repaired:
        assert [page.obj.get(Name.Rotate, 0) for page in repaired.pages] == [0, 90, 90, 0]
        assert {tuple(map(int, page.mediabox)) for page in repaired.pages} == {(0, 0, 300, 200)}


def test_error_of_our_own_code_is_not_called_damage():
    with Pdf.new() as pdf:
        pdf.add_blank_page()
        data = saved(pdf)
    with pytest.raises(InputsError) as error, open_pdf(data, PLACE) as opened:
        opened.pages[0].obj.no_such_key  # noqa: B018  # what our own mistake would be
    (problem,) = error.value.problems
    assert problem.code == "unusual-pdf"
    assert "AttributeError" in problem.found
    assert "damage" not in problem.found


def test_damage_is_still_called_damage():
    with pytest.raises(InputsError) as error, open_pdf(b"%PDF-1.7\nnothing more", PLACE):
        pass
    assert [p.code for p in error.value.problems] == ["damaged-pdf"]


def test_thousands_of_streams_without_end_are_refused_without_a_second_reader():
    data = b"%PDF-1.7\n" + b"1 0 obj <</Length 9>> stream\n" * 60_000  # PDFium takes minutes
    with pytest.raises(InputsError) as caught:
        read(Supplied(data, PLACE, None, PLACE))
    assert [each.code for each in caught.value.problems] == ["damaged-pdf"]
