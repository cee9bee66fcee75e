"""What a PDF holds beside its pages says nothing, and its pages look and lead as before."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image, ImageCms

from panel_papers.core.problems import Place
from panel_papers.inputs.cleaning.pdf import clean_pdf
from panel_papers.inputs.cleaning.pdf.encoded import bare_jpeg2000, bare_profile
from panel_papers.inputs.cleaning.pdf.unused import may_have_comment

from . import pdf_features as make
from .pdf_residue import mentions

PLACE = Place("inputs/paper/appendices/plan.pdf")
SECRET = make.SECRET


def cleaned(*plants: make.Plant) -> bytes:
    data = make.with_features(*plants)
    assert mentions(data, SECRET)
    return clean_pdf(data, PLACE).data


def named_place(pdf: Pdf) -> None:
    last = pdf.pages[1].obj
    names = Array([String(f"the price of {SECRET}"), Array([last, Name.Fit])])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=names))
    pdf.Root.Dests = Dictionary({f"/{SECRET}": Array([pdf.pages[0].obj, Name.Fit])})
    make.add_annotation(pdf, Dictionary(Subtype=Name.Link, Dest=Name("/" + SECRET)))
    action = Dictionary(S=Name.GoTo, D=String(f"the price of {SECRET}"))
    make.add_annotation(pdf, Dictionary(Subtype=Name.Link, A=action))


def test_links_lead_to_the_same_places_by_names_that_say_nothing():
    with Pdf.open(io.BytesIO(cleaned(named_place))) as pdf:
        names = list(pdf.Root.Names.Dests.Names)
        pages = dict(
            zip(map(str, names[::2]), (each[0].objgen for each in names[1::2]), strict=True)
        )
        first, last = (page.obj.objgen for page in pdf.pages)
        assert pages == {"place1": first, "place2": last}
        links = list(pdf.pages[0].obj.Annots)
        assert str(links[-2].Dest) == "place1"
        assert str(links[-1].A.D) == "place2"
        assert Name.Dests not in pdf.Root
    assert not mentions(cleaned(named_place), SECRET)


def unused(pdf: Pdf) -> None:
    make.objects(pdf.pages[0].obj).Fm7 = make.picture_of(pdf, SECRET)


def comment(pdf: Pdf) -> None:
    make.paint(pdf, pdf.pages[0].obj, f"% {SECRET}\n BT /AA 9 Tf (100% sure) Tj ET".encode())


def font_name(pdf: Pdf) -> None:
    pdf.pages[0].obj.Resources.Font.AA.Name = Name("/" + SECRET)


def mark(pdf: Pdf) -> None:
    make.paint(pdf, pdf.pages[0].obj, f"/{SECRET} BMC BT /AA 9 Tf (Fair) Tj ET EMC".encode())


def marks_list(pdf: Pdf) -> None:
    code = f"/Span <</Lang (cy) /Said ({SECRET})>> BDC BT /AA 9 Tf (Teg) Tj ET EMC"
    make.paint(pdf, pdf.pages[0].obj, code.encode())


def empty_tag(pdf: Pdf) -> None:
    tree = pdf.Root.StructTreeRoot
    holder = make.element(pdf, tree.K, Name.P, pdf.pages[0].obj)
    holder.Alt = holder.E = String(SECRET)
    tree.K.K.append(holder)


@pytest.mark.parametrize("plant", [unused, comment, font_name, mark, marks_list, empty_tag])
def test_what_no_page_needs_goes(plant: make.Plant):
    assert not mentions(cleaned(plant), SECRET)


def test_per_cent_signs_and_languages_of_marks_stay():
    both = clean_pdf(make.with_features(comment, marks_list), PLACE).data
    assert mentions(both, "100% sure")
    assert mentions(both, "cy")


def test_colours_are_the_same_with_a_profile_without_words():
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    profile, bare = ImageCms.ImageCmsProfile(io.BytesIO(data)), bare_profile(data)
    image = Image.linear_gradient("L").convert("RGB")
    read = ImageCms.ImageCmsProfile(io.BytesIO(bare))
    assert ImageCms.getProfileDescription(read).strip() == "Colours"
    lab = ImageCms.createProfile("LAB")
    before = ImageCms.profileToProfile(image, profile, lab, outputMode="LAB").tobytes()
    assert ImageCms.profileToProfile(image, read, lab, outputMode="LAB").tobytes() == before
    assert bare_profile(bare) == bare


def test_jpeg_2000_keeps_its_picture_alone():
    image = Image.linear_gradient("L").resize((32, 32))
    out = io.BytesIO()
    image.save(out, "JPEG2000")
    note = f"<x>{SECRET}</x>".encode()
    box = (len(note) + 8).to_bytes(4, "big") + b"xml " + note
    bare = bare_jpeg2000(out.getvalue() + box)
    assert SECRET.encode() not in bare
    assert bare_jpeg2000(bare) == bare
    with Image.open(io.BytesIO(bare)) as picture:
        assert picture.convert("L").tobytes() == image.tobytes()


@pytest.mark.parametrize("data", [b"", b"acsp", b"\0" * 200, b"\0\0\0\x0cjP  \r\n\x87\n"])
def test_what_is_no_such_file_comes_back_as_it_is(data: bytes):
    assert bare_profile(data) == data
    assert bare_jpeg2000(data) == data


def test_wild_marks_stay_readable():
    def plant(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        code = b"/Odd <</A (\\)) /B <00>>> BDC q BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q EMC"
        page.Contents = Stream(pdf, code)

    with pikepdf.open(io.BytesIO(clean_pdf(make.with_features(plant), PLACE).data)) as pdf:
        code = pdf.pages[0].obj.Contents.read_bytes()
    assert b"/Span" in code
    assert b"BI" in code


@pytest.mark.parametrize(
    ("code", "may"),
    [
        (b"BT (100% sure) Tj ET", False),
        (b"/Span <</ActualText (5%)>> BDC (a\\)% b) Tj <25> Tj EMC", False),
        (b"BT (sure) Tj % secret\nET", True),
        (b"% a ( b\n(c) Tj % ) d", True),
        (b"(a (nested % b) c) Tj", True),
        (b"<(> % secret )", True),
        (b"BI /W 1 /H 1 ID (%)\nEI", True),
        (b"(never closed % a", True),
    ],
)
def test_only_code_whose_per_cent_signs_are_plainly_in_texts_is_not_read(code, may):
    assert may_have_comment(code) is may
