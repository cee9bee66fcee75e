"""Pictures as they are shown: plain formats, cut, flipped, turned."""

from __future__ import annotations

import io

import pytest
from lxml import etree
from PIL import Image
from simpledocs import (
    R,
    document,
    everywhere,
    files,
    inside,
    packed,
    para,
    picture,
    png,
    relation,
    shown_text,
    unpacked,
)

from panel_papers.pdf.preparation import NotPrepared, prepared

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def pictures(docx: bytes) -> dict[str, bytes]:
    return {k: v for k, v in unpacked(docx).items() if k.startswith("word/media/")}


def only_picture(docx: bytes) -> Image.Image:
    """The one picture in a file."""
    (data,) = pictures(docx).values()
    return Image.open(io.BytesIO(data))


def corners(image: Image.Image) -> list[tuple[int, ...]]:
    """The colours clockwise from the upper left corner."""
    across, down = image.width - 1, image.height - 1
    rgb = image.convert("RGB")
    return [rgb.getpixel(at) for at in ((0, 0), (across, 0), (across, down), (0, down))]


def extent(docx: bytes, part: str = "word/document.xml") -> list[tuple[str, str]]:
    """The sizes that the drawing and the picture's own shape say."""
    root = etree.fromstring(unpacked(docx)[part])
    found = [*root.iter(f"{WP}extent"), *root.iter(f"{A}ext")]
    return [(each.get("cx"), each.get("cy")) for each in found if each.get("cx")]


UPRIGHT = corners(Image.open(io.BytesIO(png())))
SIZE, TURNED = ("1800000", "900000"), ("900000", "1800000")


def test_the_picture_of_these_tests_has_a_corner_that_tells_how_it_is_turned():
    assert UPRIGHT == [WHITE, RED, RED, BLUE]


@pytest.mark.parametrize("kind", ["TIFF", "WEBP", "BMP"])
def test_a_format_that_not_every_engine_prints_becomes_png_in_every_part(kind: str):
    data = png(kind=kind, **({"lossless": True} if kind == "WEBP" else {}))
    extension = {"TIFF": "tif"}.get(kind, kind.lower())
    docx = everywhere(para("a", picture()), media={f"Pic.{extension}": data})
    result = prepared(docx)
    assert list(pictures(result)) == ["word/media/prepared1.png"]
    assert only_picture(result).format == "PNG"
    assert only_picture(result).tobytes() == Image.open(io.BytesIO(data)).convert("RGB").tobytes()
    for part in ("document", "header1", "footnotes"):
        embedded = etree.fromstring(unpacked(result)[f"word/{part}.xml"]).iter(f"{A}blip")
        assert {blip.get(f"{{{R}}}embed") for blip in embedded} == {"prepared1"}
        assert b'Target="media/prepared1.png"' in unpacked(result)[f"word/_rels/{part}.xml.rels"]
    assert b'Extension="png"' in unpacked(result)["[Content_Types].xml"]


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "YCbCr", "LAB"])
def test_a_tiff_of_any_colours_is_read(mode: str):
    out = io.BytesIO()
    grey = Image.linear_gradient("L").resize((16, 16))
    image = Image.new("I;16", (16, 16), 40000) if mode == "I;16" else grey
    if mode not in ("I;16", "LAB"):
        image = grey.convert("RGB").convert(mode) if mode != "L" else grey
    elif mode == "LAB":
        image = Image.new("LAB", (16, 16), (128, 128, 128))
    image.save(out, "TIFF")
    result = prepared(document(para("a", picture()), media={"Pic.tif": out.getvalue()}))
    assert only_picture(result).format == "PNG"
    if mode == "I;16":
        assert only_picture(result).getpixel((0, 0)) == 40000 // 256


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF"])
def test_a_plain_picture_that_is_shown_whole_stays(kind: str):
    docx = document(para(picture()), media={f"Pic.{kind.lower()}": png(kind=kind)})
    assert prepared(docx) == docx


def test_what_is_cropped_is_gone_for_good():
    crop = '<a:srcRect l="25000" t="50000" r="25000"/>'
    docx = everywhere(para(picture(crop=crop)))
    result = prepared(docx)
    image = only_picture(result)
    assert image.size == (20, 10)
    assert corners(image) == [BLUE, RED, RED, BLUE]
    assert "srcRect" not in inside(result)
    assert extent(result) == extent(docx)
    assert b"Pic.png" not in b"".join(unpacked(result).values())


def test_a_picture_that_is_also_shown_whole_is_kept_for_that():
    content = para(picture(), picture(crop='<a:srcRect r="50000"/>'))
    result = prepared(document(content))
    assert list(pictures(result)) == ["word/media/Pic.png", "word/media/prepared1.png"]


def test_a_margin_that_is_added_is_transparent():
    result = prepared(document(para(picture(crop='<a:srcRect l="-100000"/>'))))
    image = only_picture(result)
    assert image.size == (80, 20)
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((79, 0)) == (*RED, 255)


@pytest.mark.parametrize(
    ("turn", "colours", "size"),
    [
        ("5400000", [BLUE, WHITE, RED, RED], TURNED),
        ("10800000", [RED, BLUE, WHITE, RED], SIZE),
        ("16200000", [RED, RED, BLUE, WHITE], TURNED),
        ("-5400000", [RED, RED, BLUE, WHITE], TURNED),
        ("27000000", [BLUE, WHITE, RED, RED], TURNED),
    ],
)
def test_a_turned_picture_is_turned_and_takes_its_space(turn: str, colours, size):
    result = prepared(everywhere(para(picture(xfrm=f' rot="{turn}"'))))
    assert corners(only_picture(result)) == colours
    assert set(extent(result)) == {size}
    assert "rot=" not in inside(result)


@pytest.mark.parametrize(
    ("flips", "colours"),
    [
        (' flipH="1"', [RED, WHITE, BLUE, RED]),
        (' flipV="true"', [BLUE, RED, RED, WHITE]),
        (' flipH="1" flipV="1"', [RED, BLUE, WHITE, RED]),
        (' flipH="1" rot="5400000"', [RED, RED, WHITE, BLUE]),
    ],
)
def test_a_flipped_picture_is_flipped_before_it_is_turned(flips: str, colours):
    result = prepared(document(para(picture(xfrm=flips))))
    assert corners(only_picture(result)) == colours
    assert "flip" not in inside(result)


def test_a_slanted_picture_has_clear_corners_and_the_space_around_it():
    docx = document(
        para(picture(size=(900000, 900000), xfrm=' rot="2700000"')), media={"Pic.png": png(20, 20)}
    )
    result = prepared(docx)
    image = only_picture(result)
    assert [image.getpixel(at)[3] for at in ((0, 0), (image.width - 1, 0))] == [0, 0]
    assert image.getpixel((image.width // 2, image.height // 2))[3] == 255
    assert extent(result) == [("1272792", "1272792")] * 2


def test_a_floating_picture_stays_where_its_middle_was():
    place = "".join(
        f'<wp:position{way} relativeFrom="column"><wp:posOffset>{at}</wp:posOffset>'
        f"</wp:position{way}>"
        for way, at in (("H", 1000000), ("V", 2000000))
    )
    floating = (
        picture(xfrm=' rot="5400000"')
        .replace("<wp:inline", "<wp:anchor")
        .replace("</wp:inline>", "</wp:anchor>")
        .replace("<wp:extent", f"{place}<wp:extent")
    )
    result = inside(prepared(document(para(floating))))
    assert "<wp:posOffset>1450000</wp:posOffset>" in result
    assert "<wp:posOffset>1550000</wp:posOffset>" in result


def test_a_photograph_stays_a_jpeg_unless_its_edges_are_slanted():
    media = {"Pic.jpeg": png(kind="JPEG")}
    upright = prepared(document(para(picture(xfrm=' rot="5400000"')), media=media))
    slanted = prepared(document(para(picture(xfrm=' rot="540000"')), media=media))
    assert [only_picture(each).format for each in (upright, slanted)] == ["JPEG", "PNG"]


def test_a_drawing_in_a_better_format_and_an_uncut_original_go_with_the_crop():
    extra = (
        '<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">'
        '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
        'r:embed="rIdWhole"/></a:ext></a:extLst>'
    )
    there = picture(crop='<a:srcRect r="50000"/>', blip=extra)
    result = prepared(document(para(there), media={"Pic.png": png(), "Whole.svg": b"<svg/>"}))
    assert list(pictures(result)) == ["word/media/prepared1.png"]
    assert "svgBlip" not in inside(result)


def test_a_picture_of_several_pages_is_reported():
    out = io.BytesIO()
    first, second = (Image.new("RGB", (8, 8), colour) for colour in ("red", "blue"))
    first.save(out, "TIFF", save_all=True, append_images=[second])
    docx = document(para(picture()), media={"Pic.tif": out.getvalue()})
    with pytest.raises(NotPrepared) as problem:
        prepared(docx)
    assert (
        problem.value.reason
        == "a picture in TIFF format has 2 pages, of which Word prints only the first"
    )
    assert problem.value.hint == "insert each page as a picture of its own"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("Pic.emf", b"\x01\x00\x00\x00" + b"\0" * 36 + b" EMF" + b"\0" * 60),
        ("Pic.wmf", b"\xd7\xcd\xc6\x9a" + b"\0" * 40),
        ("Pic.tif", b"II*\0" + b"\xff" * 40),
        ("Pic.png", png()[:60]),
    ],
)
def test_a_drawing_of_windows_and_a_damaged_picture_stay(name: str, data: bytes):
    docx = document(para("a", picture(crop='<a:srcRect r="50000"/>')), media={name: data})
    assert prepared(docx) == docx


@pytest.mark.parametrize(
    "crop", ['<a:srcRect l="x"/>', '<a:srcRect l="60000" r="60000"/>', '<a:srcRect l="-900000"/>']
)
def test_a_senseless_crop_stays(crop: str):
    docx = document(para(picture(crop=crop)))
    assert prepared(docx) == docx


def test_a_picture_in_a_group_is_cut_and_not_turned():
    space = "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"
    group = (
        picture(crop='<a:srcRect r="50000"/>', xfrm=' rot="5400000"')
        .replace("<pic:pic>", "<wpg:wgp><pic:pic>")
        .replace("</pic:pic>", "</pic:pic></wpg:wgp>")
        .replace("<w:drawing>", f'<w:drawing xmlns:wpg="{space}">')
    )
    result = prepared(document(para(group)))
    assert only_picture(result).size == (20, 20)
    assert 'rot="5400000"' in inside(result)


def test_a_picture_that_leads_nowhere_stays():
    docx = document(para("a", picture("rIdNone", crop='<a:srcRect r="50000"/>')))
    assert prepared(docx) == docx
    there = files(para("a", picture(crop='<a:srcRect r="50000"/>')))
    del there["word/media/Pic.png"]
    assert prepared(packed(there)) == packed(there)


def test_a_name_that_is_taken_is_left_alone():
    there = files(para(picture(crop='<a:srcRect r="50000"/>')))
    there["word/media/prepared1.png"] = b"other"
    there["word/_rels/document.xml.rels"] = str(there["word/_rels/document.xml.rels"]).replace(
        "</Relationships>",
        relation("prepared1", "image", "media/prepared1.png") + "</Relationships>",
    )
    result = prepared(packed(there))
    assert pictures(result)["word/media/prepared1.png"] == b"other"
    assert 'r:embed="prepared2"' in inside(result)
    assert shown_text(result) == ""
