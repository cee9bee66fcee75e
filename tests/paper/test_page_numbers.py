"""The build's own check of page numbers sees each of them, and stops at any that disagrees."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from msgspec.structs import replace

from panel_papers.errors import GateError
from panel_papers.pack import Pack, PackedPart
from panel_papers.proofs.page_numbers import check_page_numbers

from .conftest import Desk


@pytest.fixture
def pack(desk: Desk) -> Pack:
    assert desk.make().code == 0
    told = json.loads((desk.outputs / "manifest.json").read_text(encoding="utf-8"))["pack"]
    parts = tuple(
        PackedPart(p["title"], p["first_page"], p["last_page"], None, None, tagged=True, notes=())
        for p in told["parts"]
    )
    data = (desk.outputs / "march-2024-pack.pdf").read_bytes()
    return Pack(data, told["pages"], 1, parts, accessible=True, made=())


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


def test_pack_whose_numbers_agree_passes(pack: Pack):
    check_page_numbers(pack)


def test_part_that_begins_elsewhere_is_seen(pack: Pack):
    moved = replace(pack.parts[2], first_page=8)
    wrong = replace(pack, parts=(*pack.parts[:2], moved, *pack.parts[3:]))
    assert faults(wrong) == {"bookmarks", "links of the contents page"}


def test_wrong_labels_are_seen(pack: Pack):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.PageLabels.Nums[1].St = 5

    assert faults(changed(pack, change)) == {"page labels"}


def test_wrong_stamp_is_seen(pack: Pack):
    def change(pdf: pikepdf.Pdf) -> None:
        stamps = [page.Contents[-1].read_bytes() for page in pdf.pages]
        pdf.pages[3].Contents[-1].write(stamps[4])

    assert faults(changed(pack, change)) == {"printed numbers"}
