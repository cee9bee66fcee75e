"""What a photograph's file says beside its picture."""

from __future__ import annotations

import io
import struct
import zlib

import docx
import pytest
from docx.shared import Inches
from hypothesis import given, strategies as st
from PIL import Image

from panel_papers.core.problems import InputsError, Place
from panel_papers.inputs.cleaning.pictures import METADATA, clean_picture, without_metadata
from panel_papers.inputs.cleaning.results import Cleaned, Removal

SCAN = b"\xff\xda\x00\x02scan\xff\xd9"


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def exif(orientation: int) -> bytes:
    entry = struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0)
    return b"Exif\0\0II*\0" + struct.pack("<IH", 8, 1) + entry + b"\0\0\0\0"


def test_jpeg_loses_place_author_and_comment():
    kept = segment(0xE0, b"JFIF\0") + segment(0xE2, b"ICC_PROFILE\0") + segment(0xEE, b"Adobe")
    about = segment(0xE1, exif(1)) + segment(0xED, b"Photoshop") + segment(0xFE, b"by me")
    assert without_metadata(b"\xff\xd8" + about + kept + SCAN) == b"\xff\xd8" + kept + SCAN


def test_turned_jpeg_keeps_of_exif_its_turn_alone():
    place = struct.pack("<HHIHH", 0x8825, 4, 1, 99, 0) + struct.pack("<HHIHH", 0x0112, 3, 1, 6, 0)
    told = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + place + bytes(4) + b"51 44 N"
    turned = b"\xff\xd8" + segment(0xE1, told) + SCAN
    assert without_metadata(turned) == b"\xff\xd8" + segment(0xE1, exif(6)) + SCAN


def test_jpeg_ends_at_its_end_with_all_its_scans():
    scans = b"\xff\xda\x00\x02a\xff\x00b\xff\xd0c" + segment(0xC4, b"table") + SCAN
    film = b"a film of what came before, and where"
    assert without_metadata(b"\xff\xd8" + scans + film) == b"\xff\xd8" + scans


def test_jpeg_loses_the_list_of_the_pictures_behind_it():
    assert without_metadata(b"\xff\xd8" + segment(0xE2, b"MPF\0") + SCAN) == b"\xff\xd8" + SCAN


def test_png_loses_what_nobody_needs_to_show_it():
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + chunk(b"pHYs", b"\0" * 9)
    end = chunk(b"IDAT", b"picture") + chunk(b"IEND", b"")
    assert without_metadata(start + chunk(b"caBX", b"who") + end) == start + end


def photograph(mode: str = "RGB", turn: int = 1, kind: str = "JPEG", **options) -> bytes:
    """A picture of two pixels, darker above or on the left, by a camera that says where it was."""
    told = Image.Exif()
    told[0x0112], told[0x010F], told[0x8825] = turn, "A camera", {1: "N", 2: (51.0, 44.0, 1.0)}
    picture = Image.new("RGB", (32, 64), "white")
    picture.paste("black", (0, 0, 32, 32))
    data = io.BytesIO()
    picture.convert(mode).save(data, kind, exif=told, **options)
    return data.getvalue()


def look(picture: bytes) -> tuple[tuple[int, int], bool, bool]:
    """Its size, and whether it is dark at its upper left and lower left corners."""
    with Image.open(io.BytesIO(picture)) as opened:
        grey = opened.convert("L")
        low = (2, grey.height - 3)
        return grey.size, grey.getpixel((2, 2)) < 50, grey.getpixel(low) < 50


PLACE = Place("appendices/photo.jpg")


@pytest.mark.parametrize(
    ("turn", "shown"),
    [
        (1, ((32, 64), True, False)),
        (3, ((32, 64), False, True)),
        (6, ((64, 32), False, False)),
        (8, ((64, 32), True, True)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_picture_is_made_upright_and_says_nothing_more(kind, turn, shown):
    picture = photograph(turn=turn, kind=kind)
    cleaned = clean_picture(picture, PLACE)
    assert look(cleaned.data) == shown
    assert cleaned.removed == (Removal(METADATA, 1),)
    assert not any(word in cleaned.data for word in (b"Exif", b"eXIf", b"A camera"))
    assert clean_picture(cleaned.data, PLACE) == Cleaned(cleaned.data)


@pytest.mark.parametrize("profile", [None, b"no profile"])
def test_picture_for_print_gets_the_colours_of_a_screen(profile):
    cleaned = clean_picture(photograph("CMYK", icc_profile=profile), PLACE)
    with Image.open(io.BytesIO(cleaned.data)) as opened:
        assert opened.mode == "RGB"
    assert look(cleaned.data) == ((32, 64), True, False)


@pytest.mark.parametrize(("dpi", "kept"), [((300, 300), 300), ((0, 0), 72), (None, 72)])
def test_jpeg_of_a_camera_is_one_that_word_takes_in_its_size(dpi, kept):
    options = {} if dpi is None else {"dpi": dpi}
    whole = photograph(**options)
    own = 4 + struct.unpack(">H", whole[4:6])[0]
    alone = clean_picture(whole[:2] + whole[own:], PLACE).data if dpi is None else whole
    shape = docx.Document().add_picture(io.BytesIO(clean_picture(alone, PLACE).data))
    assert shape.width == Inches(32 / kept)


def test_picture_without_words_stays_as_it_is():
    data = io.BytesIO()
    Image.new("RGB", (4, 4)).save(data, "JPEG")
    assert clean_picture(data.getvalue(), PLACE) == Cleaned(data.getvalue())


@pytest.mark.parametrize("cut", [30, 400])
def test_damaged_picture_that_has_to_be_written_anew_is_refused(cut):
    picture = photograph(turn=6)
    with pytest.raises(InputsError) as fault:
        clean_picture(picture[:cut] + b"\xff\xd9", PLACE)
    assert [(p.code, p.place) for p in fault.value.problems] == [("bad-picture", PLACE)]


def test_png_loses_words_and_keeps_its_picture():
    start = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + chunk(b"iCCP", b"profile")
    end = chunk(b"IDAT", b"picture") + chunk(b"IEND", b"")
    words = chunk(b"tEXt", b"Author\0me") + chunk(b"eXIf", b"x") + chunk(b"iTXt", b"y")
    assert without_metadata(start + words + end) == start + end


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n"]))
def test_any_bytes_come_back_cleaned_once_and_for_all(data: bytes, start: bytes):
    cleaned = without_metadata(start + data)
    assert without_metadata(cleaned) == cleaned
    assert len(cleaned) <= len(start + data)
