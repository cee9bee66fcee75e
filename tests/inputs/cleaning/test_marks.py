"""Content that stands in annotations, signed files, and links that are commands to the reader."""

from __future__ import annotations

import io

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from panel_papers.core import InputsError, Level
from panel_papers.inputs.cleaning import Removal
from panel_papers.inputs.cleaning.pdf import clean_pdf

from . import pdf_features as make
from .form_maker import PLACE, ink, painted, supplied, words
from .pdf_residue import mentions


def problems(name: str, **said: str):
    with pytest.raises(InputsError) as error:
        supplied(name, **said)
    return error.value.problems


def test_content_in_annotations_is_asked_about_by_kind_page_and_words():
    (problem,) = problems("licence")
    assert (problem.code, problem.found) == (
        "annotations-undecided",
        "The pages have content that was added to them later, which may or may not be meant for "
        "readers: typed text “Jane Example, 1 High Street” on page 1, drawing in ink on page 1, "
        "stamp “Approved” on page 1",
    )
    assert problem.hint is not None
    assert "“annotations: print”" in problem.hint
    assert "“annotations: remove”" in problem.hint
    assert problem.hint.endswith("(Acrobat: Redact a PDF)")  # a stamp may have been to hide words


def test_content_in_annotations_is_printed_as_it_looks():
    found = supplied("licence", annotations="print")
    text = words(found.data)
    assert "Jane Example, 1 High Street" in text
    assert "APPROVED" in text
    assert ink(found.data, (140, 712, 240, 732)) > 10
    assert found.problems == ()
    assert Removal("stamp, printed as it looks", 1, "page 1") in found.removed


def test_content_in_annotations_is_removed_where_the_author_says_so():
    found = supplied("licence", annotations="remove")
    assert "Jane" not in words(found.data)
    assert ink(found.data, (165, 685, 300, 732)) == 0
    assert found.problems == ()
    assert Removal("stamp, taken out as paper.yaml says", 1, "page 1") in found.removed


def test_still_picture_of_a_film_is_asked_about_and_printed():
    (problem,) = problems("film")
    assert "still picture of a film on page 1" in problem.found
    assert problem.hint is not None
    assert problem.hint.endswith("“annotations: remove” to leave it out")  # no word on redaction
    data = supplied("film", annotations="print").data
    shades = painted(data, (100, 520, 340, 560)).convert("L").getextrema()
    assert max(shades) < 200  # green, and no white hole


def test_typed_text_without_a_picture_is_drawn():
    def plant(pdf: Pdf) -> None:
        note = Dictionary(
            Subtype=Name.FreeText, Contents=String("Agreed: Łódź"), DA=String("/Helv 9 Tf 0 g")
        )
        make.add_annotation(pdf, note)

    data = clean_pdf(make.with_features(plant), PLACE, annotations="print").data
    assert "Agreed: Łódź" in words(data)


def test_stamp_without_a_picture_cannot_be_printed():
    def plant(pdf: Pdf) -> None:
        make.add_annotation(pdf, Dictionary(Subtype=Name.Stamp, Name=Name.Approved))

    with pytest.raises(InputsError) as error:
        clean_pdf(make.with_features(plant), PLACE, annotations="print")
    assert [(p.code, p.place.where) for p in error.value.problems] == [
        ("annotation-without-picture", "page 1")
    ]


def test_printed_marks_are_tagged_and_say_their_words():
    def plant(pdf: Pdf) -> None:
        for kind, said in (("FreeText", "Typed here"), ("Stamp", "Approved")):
            make.add_annotation(
                pdf,
                Dictionary(
                    {
                        "/Subtype": Name(f"/{kind}"),
                        "/Contents": String(said),
                        "/AP": Dictionary(N=make.picture_of(pdf, said)),
                    }
                ),
                tag=Name.Annot,
            )

    data = clean_pdf(make.with_features(plant), PLACE, annotations="print").data
    with Pdf.open(io.BytesIO(data)) as pdf:
        document = pdf.Root.StructTreeRoot.K
        found = [(str(kid.S), str(kid.get(Name.Alt, ""))) for kid in document.K]
        assert found[2:] == [("/P", ""), ("/Figure", "Stamp: Approved")]
        marks = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
        assert [kid.K[0].MCID for kid in list(document.K)[2:]] == [1, 2]
        assert [Name.P, Name.Figure] == [marks[1].S, marks[2].S]
        assert Name.Annots not in pdf.pages[0].obj or all(
            each.Subtype == Name.Link for each in pdf.pages[0].obj.Annots
        )


@pytest.mark.parametrize("said", ["print", "remove"])
def test_windows_of_marks_go_with_them(said: str):
    cleaned = clean_pdf(
        make.with_features(lambda pdf: make.comment(pdf, "Stamp")), PLACE, annotations=said
    )
    assert cleaned.problems == ()


def test_comments_are_taken_out_with_a_warning_whatever_is_said():
    cleaned = clean_pdf(make.with_features(make.comment), PLACE, annotations="print")
    assert [(p.code, p.level) for p in cleaned.problems] == [("pdf-comments", Level.WARNING)]


def test_signed_file_is_refused_with_the_key_that_prints_it():
    (problem,) = problems("letter")
    assert problem.code == "signed-pdf"
    assert problem.hint is not None
    assert "“signature: print”" in problem.hint


def test_signed_file_is_printed_as_it_looks_where_the_author_says_so():
    found = supplied("letter", signature="print")
    assert "Digitally signed by A. Auditor" in words(found.data)
    assert found.signed
    assert not supplied("tick", signature="print").signed


def link(pdf: Pdf, page: int, name: str) -> None:
    action = Dictionary(S=Name.Named, N=Name(f"/{name}"))
    annotation = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([72, 500, 99, 520]), A=action
    )
    pdf.pages[page].obj.Annots = Array([pdf.make_indirect(annotation)])


@pytest.mark.parametrize(
    ("name", "target"), [("NextPage", 2), ("PrevPage", 0), ("FirstPage", 0), ("LastPage", 3)]
)
def test_link_to_another_page_by_command_leads_to_that_page(name: str, target: int):
    data = make.with_features(lambda pdf: link(pdf, 1, name), pages=4)
    with Pdf.open(io.BytesIO(clean_pdf(data, PLACE).data)) as pdf:
        (kept,) = pdf.pages[1].obj.Annots
        assert Name.GoTo == kept.A.S
        assert kept.A.D[0].objgen == pdf.pages[target].obj.objgen


def test_link_that_names_a_page_cut_off_the_file_does_not_bring_it_along():
    def plant(pdf: Pdf) -> None:
        gone = pdf.make_indirect(Dictionary(pdf.pages[1].obj))
        field = Dictionary(
            Subtype=Name.Widget, FT=Name.Tx, T=String(make.SECRET), Rect=Array([0] * 4)
        )
        gone.Annots = Array([pdf.make_indirect(field)])
        pdf.pages[0].obj.Annots[0].P = gone

    data = make.with_features(plant)
    assert mentions(data, make.SECRET)
    assert not mentions(clean_pdf(data, PLACE).data, make.SECRET)


def test_link_to_the_next_page_on_the_last_page_is_named():
    found = supplied("buttons")
    assert [(p.code, p.place.where, p.found) for p in found.problems] == [
        (
            "dead-page-link",
            "page 1",
            "The pack is made without a part of this file: link to the next page, on the last "
            "page (1)",
        )
    ]


def test_what_is_drawn_over_a_page_is_asked_about_by_kind():
    """A reviewer's strike-through or line changes what the page says: it is never just dropped."""
    kinds = {
        "StrikeOut": "strike-through",
        "Line": "line",
        "PolyLine": "line",
        "Square": "rectangle",
        "Circle": "ellipse",
        "Polygon": "drawn shape",
    }
    for kind, name in kinds.items():

        def plant(pdf: Pdf, kind: str = kind) -> None:
            picture = pdf.make_stream(
                b"1 0 0 RG 2 w 0 5 m 90 5 l S",
                Type=Name.XObject,
                Subtype=Name.Form,
                BBox=Array([0, 0, 90, 10]),
            )
            mark = Dictionary(Subtype=Name(f"/{kind}"), AP=Dictionary(N=picture))
            make.add_annotation(pdf, mark)

        data = make.with_features(plant)
        with pytest.raises(InputsError) as error:
            clean_pdf(data, PLACE)
        assert [p.code for p in error.value.problems] == ["annotations-undecided"]
        assert f"{name} on page 1" in error.value.problems[0].found
        printed = clean_pdf(data, PLACE, annotations="print")
        assert Removal(f"{name}, printed as it looks", 1, "page 1") in printed.removed
        removed = clean_pdf(data, PLACE, annotations="remove")
        assert Removal(f"{name}, taken out as paper.yaml says", 1, "page 1") in removed.removed
