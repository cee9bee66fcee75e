"""Hostile pictures."""

from __future__ import annotations

import io
import struct
import zlib
from random import Random

from PIL import Image

from .desk import Desk, Kind, repeated, size


def png(width: int, height: int, data: bytes, extra: bytes = b"") -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + extra
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def plain(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, kind)
    return out.getvalue()


def picture_size(desk: Desk, random: Random) -> str:
    width, height = (random.choice([1, 100, 30_000, 100_000, 2**31 - 1]) for _ in range(2))
    return desk.appendix("a.png", png(width, height, zlib.compress(b"\0" * 1000)))


def picture_bomb(desk: Desk, random: Random) -> str:
    side = random.choice([2_000, 8_000, 13_000, 20_000])
    data = zlib.compressobj(9)
    packed = b"".join(data.compress(b"\0" * (side * 3 + 1)) for _ in range(side)) + data.flush()
    return desk.appendix("a.png", png(side, side, packed))


def picture_text_chunks(desk: Desk, random: Random) -> str:
    kind = random.choice([b"tEXt", b"zTXt", b"iTXt", b"iCCP", b"eXIf", b"PLTE"])
    bodies = [b"a\0" + b"b" * 50, b"a\0\0" + zlib.compress(b"\0" * 10_000_000)]
    extra = chunk(kind, random.choice(bodies)) * size(random, 5_000)
    return desk.appendix("a.png", png(4, 4, zlib.compress(b"\0" * 52), extra))


def picture_jpeg_size(desk: Desk, random: Random) -> str:
    data = bytearray(plain("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(
        ">HH", *(random.choice([0, 1, 30_000, 65_535]) for _ in range(2))
    )
    return desk.appendix("a.jpg", bytes(data))


def picture_jpeg_segments(desk: Desk, random: Random) -> str:
    data = plain("JPEG")
    segment = random.choice(
        [b"\xff\xe1\x00\x10Exif\0\0aaaaaaaa", b"\xff\xfe\x00\x04aa", b"\xff\xff"]
    )
    return desk.appendix("a.jpg", data[:2] + segment * size(random, 200_000) + data[2:])


def picture_truncated(desk: Desk, random: Random) -> str:
    data = plain("PNG" if random.random() < 0.5 else "JPEG")
    return desk.appendix(random.choice(["a.png", "a.jpg"]), data[: random.randrange(len(data))])


def picture_other(desk: Desk, random: Random) -> str:
    kind = random.choice(["GIF", "TIFF", "BMP", "WEBP", "PPM"])
    return desk.appendix(random.choice(["a.png", "a.jpg"]), plain(kind))


def picture_svg(desk: Desk, random: Random) -> str:
    inner = random.choice(
        [
            "<g>" * size(random, 100_000),
            '<use href="#a"/>' * 1_000,
            repeated("a", size(random)),
            "<script/>",
        ]
    )
    return desk.appendix(
        "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><g id="a">{inner}</g></svg>'
    )


def picture_in_text(desk: Desk, random: Random) -> str | None:
    desk.write("a.png", png(random.choice([1, 30_000]), 30_000, zlib.compress(b"\0" * 1000)))
    desk.context("![A map](a.png)\n\n" * random.choice([1, 2_000]))
    return None


def picture_bytes(desk: Desk, random: Random) -> str:
    data = bytearray(plain("PNG" if random.random() < 0.5 else "JPEG"))
    for _ in range(random.randint(1, 20)):
        data[random.randrange(len(data))] = random.randrange(256)
    return desk.appendix(random.choice(["a.png", "a.jpg"]), bytes(data))


KINDS: dict[str, Kind] = {n: v for n, v in list(globals().items()) if n.startswith("picture_")}
