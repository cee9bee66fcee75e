"""The build's own check of page numbers sees each of them, and stops at any that disagrees."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pikepdf
import pytest
from msgspec.structs import replace
from pypdfium2 import PdfiumError

from panel_papers.checks.outputs import by_pdfium, by_pypdf
from panel_papers.checks.outputs.numbers import Numbers
from panel_papers.checks.outputs.page_numbers import check_page_numbers
from panel_papers.core.problems import GateError, Place
from panel_papers.output.pack.finished import Pack, PackedPart

from .conftest import Desk


@pytest.fixture
def pack(march: Desk) -> Pack:
    """The pack of a built paper; each test changes a copy."""
    told = json.loads((march.outputs / "manifest.json").read_text(encoding="utf-8"))["pack"]
    parts = tuple(
        PackedPart(p["title"], p["first_page"], p["last_page"], None, None, tagged=True, notes=())
        for p in told["parts"]
    )
    data = (march.outputs / "march-2024-pack.pdf").read_bytes()
    return Pack(data, told["pages"], 1, parts, obstacles=(), made=(), unprinted=())


Reader = Callable[[bytes, int], Numbers]


@pytest.fixture(params=[by_pdfium.numbers_of, by_pypdf.numbers_of], ids=["PDFium", "pypdf"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """One of the two readers, which now has the word alone."""
    for each in (by_pdfium, by_pypdf):
        monkeypatch.setattr(each, "numbers_of", lambda pdf, count, *_: request.param(pdf, count))
    return request.param


def faults(pack: Pack) -> set[str]:
    with pytest.raises(GateError) as told:
        check_page_numbers(pack)
    return {str(problem.place.where) for problem in told.value.problems}


def changed(pack: Pack, change) -> Pack:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(pack.pdf)) as pdf:
        change(pdf)
        pdf.save(data)
    return replace(pack, pdf=data.getvalue())


def test_pack_whose_numbers_agree_passes(pack: Pack, reader: Reader):
    check_page_numbers(pack)


def test_part_that_begins_elsewhere_is_seen(pack: Pack, reader: Reader):
    moved = replace(pack.parts[2], first_page=8)
    wrong = replace(pack, parts=(*pack.parts[:2], moved, *pack.parts[3:]))
    assert faults(wrong) == {"bookmarks", "links of the contents page"}


def test_wrong_labels_are_seen(pack: Pack, reader: Reader):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PageLabels.Nums[1].St = 5

    assert faults(changed(pack, change)) == {"page labels"}


def test_wrong_stamp_is_seen(pack: Pack, reader: Reader):
    def change(pdf: pikepdf.Pdf) -> None:
        stamps = [page.Contents[-1].read_bytes() for page in pdf.pages]
        pdf.pages[3].Contents[-1].write(stamps[4])

    assert faults(changed(pack, change)) == {"printed numbers"}


@pytest.mark.parametrize("other", [4, 9], ids=["another", "a longer one"])
def test_stamp_over_a_former_one_covers_it(pack: Pack, other: int):
    def change(pdf: pikepdf.Pdf) -> None:
        under = pdf.make_stream(pdf.pages[other].Contents[-1].read_bytes())
        pdf.pages[2].Contents.insert(len(pdf.pages[2].Contents) - 1, under)

    (found,) = seen_wrong(changed(pack, change))
    assert found.startswith("“Page 3” ")  # of two texts in one place PDFium may read but one


def seen_wrong(pack: Pack) -> list[str]:
    with pytest.raises(GateError) as told:
        check_page_numbers(pack)
    assert {problem.code for problem in told.value.problems} == {"page-number-not-seen"}
    return [problem.found for problem in told.value.problems]


def in_front(pack: Pack, operators: bytes, *, page: int = 2) -> Pack:
    """The pack with something painted right before the stamps of a page."""

    def change(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[page].Contents
        contents.insert(len(contents) - 1, pdf.make_stream(operators))

    return changed(pack, change)


def test_ink_under_the_number_is_seen(pack: Pack):
    under = in_front(pack, b"Q q 0.2 g 440 36 99 2 re f")
    assert seen_wrong(under) == ["“Page 3” covers something on page 3 of the pack"]


@pytest.mark.parametrize(
    "hiding",
    [b"Q q 3 Tr", b"Q q 0 0 10 10 re W n", b"Q q 1 0 0 1 0 900 cm"],
    ids=["invisible text", "a clip", "a shift"],
)
def test_number_that_cannot_be_seen_is_reported(pack: Pack, hiding: bytes):
    """The page's state is left as it is: the stamp has no `Q` before it any more."""

    def change(pdf: pikepdf.Pdf) -> None:
        contents = pdf.pages[2].Contents
        stamp = contents[-1].read_bytes().lstrip()
        assert stamp.startswith(b"Q")
        contents[-1].write(hiding + b"\n" + stamp.removeprefix(b"Q"))

    (found,) = seen_wrong(changed(pack, change))
    assert found.startswith("“Page 3” ")


def test_number_under_a_note_is_reported(pack: Pack):
    def change(pdf: pikepdf.Pdf) -> None:
        look = pdf.make_stream(b"1 g 0 0 200 60 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox = pikepdf.Array([0, 0, 200, 60])
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Square,
            F=4,
            Rect=pikepdf.Array([390, 20, 590, 80]),
            AP=pikepdf.Dictionary(N=look),
        )
        page = pdf.pages[2].obj
        page.Annots = pikepdf.Array([*page.get("/Annots", []), pdf.make_indirect(note)])

    assert seen_wrong(changed(pack, change)) == ["“Page 3” cannot be seen on page 3 of the pack"]


def test_problem_names_the_file_and_its_page(pack: Pack):
    first = pack.parts[1].first_page
    place = Place("inputs/march-2024/appendices/plan.pdf")
    named = replace(pack, parts=(pack.parts[0], replace(pack.parts[1], place=place)))
    under = in_front(named, b"Q q 0.2 g 440 36 99 2 re f", page=first)
    with pytest.raises(GateError) as told:
        check_page_numbers(replace(under, parts=(*under.parts, *pack.parts[2:])))
    (problem,) = told.value.problems
    assert str(problem.place) == f"{place.file}, page 2 of the part"


@pytest.mark.parametrize("other", [4, 9], ids=["another", "a longer one"])
def test_stamp_under_a_wrong_one_is_seen(pack: Pack, other: int):
    def change(pdf: pikepdf.Pdf) -> None:
        over = pdf.make_stream(pdf.pages[other].Contents[-1].read_bytes())
        pdf.pages[2].Contents.append(over)

    assert faults(changed(pack, change)) == {"printed numbers"}


def test_what_pdfium_alone_finds_wrong_stops_nothing(pack: Pack, monkeypatch: pytest.MonkeyPatch):
    nothing = Numbers([], [], [], frozenset())
    monkeypatch.setattr(by_pdfium, "numbers_of", lambda *_: nothing)
    check_page_numbers(pack)


def test_pack_that_pdfium_cannot_read_is_read_by_pypdf(pack: Pack, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object) -> Numbers:
        raise PdfiumError("Failed to load document.")

    monkeypatch.setattr(by_pdfium, "numbers_of", fails)
    check_page_numbers(pack)
    assert faults(replace(pack, first_page=2)) >= {"page labels", "printed numbers"}


def test_both_read_the_same(desk: Desk):
    assert desk.make("--draft").code == 0
    data = next(desk.outputs.glob("*pack*.pdf")).read_bytes()
    by_one, by_other = by_pdfium.numbers_of(data, 1), by_pypdf.numbers_of(data, 1)
    for name in Numbers.__struct_fields__:
        assert list(getattr(by_one, name)) == list(getattr(by_other, name)), name
    assert by_one.printed[-1] == f"Page {len(by_one.labels)}"
