"""A part that is a PDF of its own has no links to the parts that are not in it."""

import io

import pikepdf
import pypdf
import pytest
from pikepdf import Dictionary, Name, String

from panel_papers.pdf.joining import alone

BASE = "https://pack.invalid/"


def with_links(maker, *addresses: str) -> bytes:
    made = maker()
    page = made.page()
    made.tag("P", page, "words")
    for address in addresses:
        made.link(page, A=Dictionary(S=Name.URI, URI=String(address)))
    return made.done()


def addresses(pdf: bytes) -> list[str]:
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return [str(each.get_object()["/A"]["/URI"]) for each in page.get("/Annots", [])]


def links(pdf: bytes) -> dict[str, int]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = [str(e.S) for e in opened.objects if isinstance(e, Dictionary) and "/S" in e]
        return {role: found.count(role) for role in ("/Link", "/Span")}


@pytest.mark.parametrize("address", [f"{BASE}part/4", f"{BASE}part/2#place", f"{BASE}part/31"])
def test_link_to_another_part_becomes_plain_words(maker, address):
    pdf = with_links(maker, address, "https://example.org/")
    assert links(pdf) == {"/Link": 2, "/Span": 0}
    made = alone(pdf, BASE, 3)
    assert addresses(made) == ["https://example.org/"]
    assert links(made) == {"/Link": 1, "/Span": 1}
    with pikepdf.open(io.BytesIO(made)) as opened:
        keys = pikepdf.NumberTree(opened.Root.StructTreeRoot.ParentTree)
        annotations = [int(a.StructParent) for a in opened.pages[0].Annots]
        assert [key for key in keys if key >= 1] == annotations


def test_link_of_a_part_to_itself_leads_to_the_only_part(maker):
    assert addresses(alone(with_links(maker, f"{BASE}part/3#place"), BASE, 3)) == [
        f"{BASE}part/1#place"
    ]


def test_part_without_such_links_stays_byte_for_byte(maker):
    pdf = with_links(maker, "https://example.org/", "https://example.org/part/2")
    assert alone(pdf, BASE, 3) == pdf
