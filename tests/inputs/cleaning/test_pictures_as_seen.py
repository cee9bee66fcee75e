"""Pictures hold what is seen of them, and no more: alone, and in Word documents."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from panel_papers.core.problems import InputsError, Level, Place
from panel_papers.inputs.cleaning.pictures import as_seen, clean_picture
from panel_papers.inputs.cleaning.word import clean_docx

from .test_docx import DRAWN, OFFICE, PLACE, Parts, R, W, add_part, insert, unpacked, with_features
from .test_pictures import chunk

LEAKS = Path(__file__).parents[1] / "leaks"
PIC = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
GREEN, MAGENTA = (0, 128, 0), (255, 0, 255)


def halves(mode: str = "RGB", kind: str = "PNG", **options) -> bytes:
    """A picture of 40 by 20 pixels: its left half is green, its right half magenta."""
    picture = Image.new("RGB", (40, 20), GREEN)
    picture.paste(MAGENTA, (20, 0, 40, 20))
    data = io.BytesIO()
    picture.convert(mode).save(data, kind, **options)
    return data.getvalue()


def pixels(data: bytes) -> tuple[tuple[int, int], list[tuple[int, ...]]]:
    """Its size and the colours in it, the most frequent first."""
    with Image.open(io.BytesIO(data)) as opened:
        shown = opened.convert("RGB")
        counted = sorted(shown.getcolors(10_000), reverse=True)
        return shown.size, [colour for _, colour in counted]


def with_picture(data: bytes, ending: str, crop: str) -> bytes:
    """A document with a picture, which `crop` crops: what stands beside its `a:blip`."""

    def plant(parts: Parts) -> None:
        name = f"word/media/image1.{ending}"
        add_part(parts, name, OFFICE + "image", "")
        parts[name] = data
        kind = {"jpg": "jpeg"}.get(ending, ending)
        of_type = f'<Default Extension="{ending}" ContentType="image/{kind}"/></Types>'
        types = parts["[Content_Types].xml"].replace(b"</Types>", of_type.encode())
        parts["[Content_Types].xml"] = types
        key = f"x{len(parts)}"
        rels = parts["word/_rels/document.xml.rels"].decode()
        (key,) = [part.split('"')[0] for part in rels.split('Id="') if f"image1.{ending}" in part]
        insert(
            parts,
            "Open words.",
            f'<w:r {W} {R} {DRAWN} {PIC}><w:drawing><wp:inline><wp:docPr id="1" name="Picture"/>'
            f'<a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{key}"/>{crop}'
            "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        )

    return with_features(plant)


def media(docx: bytes) -> list[bytes]:
    return [data for name, data in unpacked(docx).items() if "/media/" in name]


# Cropped in Word.


def test_a_picture_that_is_cropped_in_word_is_cut():
    data = (LEAKS / "cropped.docx").read_bytes()
    (whole,) = media(data)
    assert MAGENTA in pixels(whole)[1]
    cleaned = clean_docx(data, PLACE)
    (cut,) = media(cleaned.data)
    size, colours = pixels(cut)
    assert (size, MAGENTA in colours, (40, 140, 60) in colours) == ((200, 200), False, True)
    assert b"srcRect" not in unpacked(cleaned.data)["word/document.xml"]
    assert cleaned.removed[0].what == "part of a picture that was cropped away"


@pytest.mark.parametrize(
    ("crop", "size", "colours"),
    [
        ('<a:srcRect r="50000"/>', (20, 20), [GREEN]),
        ('<a:srcRect l="50000" t="25000"/>', (20, 15), [MAGENTA]),
        ('<a:stretch><a:fillRect r="-100000"/></a:stretch>', (20, 20), [GREEN]),
        ('<a:srcRect l="-10000" r="50000"/>', (20, 20), [GREEN]),
        ("<a:srcRect/>", (40, 20), [MAGENTA, GREEN]),
        ("<a:stretch><a:fillRect/></a:stretch>", (40, 20), [MAGENTA, GREEN]),
    ],
)
def test_what_is_shown_stays_pixel_for_pixel(crop: str, size: tuple[int, int], colours):
    (left,) = media(clean_docx(with_picture(halves(), "png", crop), PLACE).data)
    assert pixels(left) == (size, colours)


def test_margins_of_a_cut_picture_are_kept():
    docx = with_picture(halves(), "png", '<a:srcRect l="-10000" r="50000"/>')
    text = unpacked(clean_docx(docx, PLACE).data)["word/document.xml"]
    assert b'<a:srcRect l="-20000"/>' in text  # a tenth of the whole is a fifth of its half


def test_a_cropped_photograph_stays_one_in_its_colours():
    (left,) = media(
        clean_docx(with_picture(halves(kind="JPEG"), "jpg", '<a:srcRect r="60000"/>'), PLACE).data
    )
    size, colours = pixels(left)
    assert (left[:2], size) == (b"\xff\xd8", (16, 20))
    assert all(red < 60 and blue < 60 for red, _, blue in colours)


def test_a_cropped_drawing_that_cannot_be_cut_is_an_error_that_a_paper_may_accept():
    docx = with_picture(b"\x01\0\0\0drawing of Windows", "emf", '<a:srcRect r="50000"/>')
    (problem,) = clean_docx(docx, PLACE).problems
    assert (problem.code, problem.level, problem.acceptable, problem.place.where) == (
        "cropped-picture",
        Level.ERROR,
        True,
        "under the heading “Purpose”",
    )
    hair = with_picture(b"\x01\0\0\0drawing of Windows", "emf", '<a:srcRect r="100"/>')
    assert clean_docx(hair, PLACE).problems == ()


def test_the_original_of_a_picture_without_its_background_goes():
    layer = (
        '<a:extLst xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
        '<a:ext uri="x"><a14:imgProps><a14:imgLayer r:embed="old"/></a14:imgProps></a:ext>'
        "</a:extLst>"
    )

    def plant(parts: Parts) -> None:
        add_part(parts, "word/media/hdphoto1.wdp", OFFICE + "hdphoto", "the whole")
        rels = parts["word/_rels/document.xml.rels"].decode()
        (key,) = [each.split('"')[0] for each in rels.split('Id="') if "hdphoto1" in each]
        blip = f"<a:blip>{layer.replace('old', key)}</a:blip>"
        insert(parts, "Open words.", f"<w:r {W} {R} {DRAWN}><w:drawing>{blip}</w:drawing></w:r>")

    cleaned = clean_docx(with_features(plant), PLACE)
    assert not [name for name in unpacked(cleaned.data) if "hdphoto" in name]


# Frames, what follows the end, metadata, profiles, hidden pixels.


def animated(kind: str) -> bytes:
    first, second = Image.new("RGB", (8, 8), GREEN), Image.new("RGB", (8, 8), MAGENTA)
    data = io.BytesIO()
    first.save(data, kind, save_all=True, append_images=[second], lossless=True)
    return data.getvalue()


def frames(data: bytes) -> int:
    with Image.open(io.BytesIO(data)) as opened:
        return getattr(opened, "n_frames", 1)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "TIFF"])
def test_only_the_first_frame_stays(kind: str):
    data = animated(kind)
    assert frames(data) == 2
    seen = as_seen(data)
    assert (frames(seen), pixels(seen)) == (1, ((8, 8), [GREEN]))


def test_the_second_frame_of_a_supplied_picture_goes():
    data = (LEAKS / "two-frames.png").read_bytes()
    assert b"fdAT" in data
    cleaned = clean_picture(data, Place("appendices/plan.png"))
    assert not any(each in cleaned.data for each in (b"fdAT", b"acTL", b"fcTL"))
    assert pixels(cleaned.data) == pixels(data)
    assert cleaned.removed


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF"])
def test_what_follows_the_end_of_a_picture_goes(kind: str):
    data = halves(kind=kind)
    seen = as_seen(data + b"Borrowdale")
    assert b"Borrowdale" not in seen
    assert pixels(seen) == pixels(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP"])
def test_words_in_metadata_go(kind: str):
    told = Image.Exif()
    told[0x010E] = "Borrowdale"
    data = halves(kind=kind, exif=told, **({"lossless": True} if kind == "WEBP" else {}))
    assert b"Borrowdale" in data
    assert b"Borrowdale" not in as_seen(data)
    assert pixels(as_seen(data)) == pixels(data)


def test_the_comment_of_a_gif_goes():
    data = halves(mode="P", kind="GIF", comment=b"Borrowdale")
    assert b"Borrowdale" in data
    assert b"Borrowdale" not in as_seen(data)
    assert pixels(as_seen(data)) == pixels(data)


def test_the_small_picture_in_a_jfif_segment_goes():
    jfif = b"JFIF\0\1\2\1\0\x48\0\x48\1\1" + b"Bor"
    segment = b"\xff\xe0" + struct.pack(">H", len(jfif) + 2) + jfif
    data = halves(kind="JPEG")
    end = 4 + struct.unpack(">H", data[4:6])[0]
    seen = as_seen(data[:2] + segment + data[end - 2 :])
    assert b"Bor" not in seen[:40]


def profile(gamma: float | None) -> bytes:
    """A profile of the screen (sRGB), or of one with another gamma."""
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    if gamma is None:
        return made
    at = made.index(b"para")
    function = struct.unpack(">H", made[at + 8 : at + 10])[0]
    assert function == 3
    return made[: at + 12] + struct.pack(">i", round(gamma * 65536)) + made[at + 16 :]


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_profile_like_a_screen_s_goes_and_no_pixel_changes(kind: str):
    data = halves(kind=kind, icc_profile=profile(None))
    seen = as_seen(data)
    assert b"ICC_PROFILE" not in seen
    assert b"iCCP" not in seen
    assert pixels(seen) == pixels(data)


def test_colours_of_another_profile_are_those_that_it_shows():
    picture = Image.new("RGB", (8, 8), (100, 100, 100))
    other = profile(1.2)
    data = io.BytesIO()
    picture.save(data, "PNG", icc_profile=other)
    (_, (colour,)) = pixels(as_seen(data.getvalue()))
    wanted = ImageCms.profileToProfile(
        picture, io.BytesIO(other), ImageCms.createProfile("sRGB"), outputMode="RGB"
    )
    assert wanted is not None
    assert colour == wanted.getpixel((0, 0)) != (100, 100, 100)


def test_colours_under_transparent_pixels_go():
    picture = Image.new("RGBA", (8, 8), (*GREEN, 255))
    for x in range(4):
        picture.putpixel((x, 0), (x * 60, 0, 200, 0))
    data = io.BytesIO()
    picture.save(data, "PNG")
    with Image.open(io.BytesIO(as_seen(data.getvalue()))) as seen:
        hidden = {seen.getpixel((x, 0)) for x in range(4)}
        assert hidden == {(*GREEN, 0)}
        assert [seen.getpixel((x, 5)) for x in range(8)] == [(*GREEN, 255)] * 8


@pytest.mark.parametrize(
    "data",
    [
        halves(),
        halves(kind="JPEG"),
        halves(mode="P", kind="GIF"),
        halves(mode="RGBA"),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13),
        b"\x01\0\0\0drawing of Windows",
        b"",
    ],
)
def test_pictures_without_any_of_it_come_back_as_they_are(data: bytes):
    assert as_seen(data) == data


def test_a_broken_picture_comes_back_or_is_refused():
    broken = halves()[:60]
    assert as_seen(broken) == broken
    with pytest.raises(InputsError):
        clean_picture(broken, Place("appendices/plan.png"))
