"""Pictures whose files hold more than they show."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence

from PIL import Image, ImageCms, PngImagePlugin

from .model import CAMERA, CROPPED, NSA, Ends, Secret, Way

CLEAN, ANY = Ends.CLEANED, Ends.ANY
GREEN = (0, 170, 0)
Plant = Callable[[str, Secret], bytes]


def png_of(ways: Sequence[Way]) -> bytes:
    """Return the PNG of one way: what pictures hold cannot all be in one."""
    (way,) = ways
    return way.plant(".png", way.secret)


def jpg_of(ways: Sequence[Way]) -> bytes:
    (way,) = ways
    return way.plant(".jpg", way.secret)


def green(mode: str = "RGB") -> Image.Image:
    return Image.new("RGB", (40, 40), GREEN).convert(mode)


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def png(**more: Callable[[Secret], object]) -> Plant:
    return lambda _, secret: saved(
        green(), "PNG", **{key: make(secret) for key, make in more.items()}
    )


def jpeg(**more: Callable[[Secret], object]) -> Plant:
    return lambda _, secret: saved(
        green(), "JPEG", **{key: make(secret) for key, make in more.items()}
    )


def chunk(kind: bytes, make: Callable[[bytes], bytes]) -> Plant:
    """A chunk of a PNG behind its header."""

    def plant(_: str, secret: Secret) -> bytes:
        data = saved(green(), "PNG")
        body = make(f"The price of {secret}".encode())
        packed = len(body).to_bytes(4, "big") + kind + body
        packed += zlib.crc32(kind + body).to_bytes(4, "big")
        return data[:33] + packed + data[33:]

    return plant


def segment(marker: int, head: bytes = b"") -> Plant:
    """A segment of a JPEG at its start."""

    def plant(_: str, secret: Secret) -> bytes:
        body = head + f"The price of {secret}".encode()
        data = saved(green(), "JPEG")
        size = (len(body) + 2).to_bytes(2, "big")
        return data[:2] + bytes([0xFF, marker]) + size + body + data[2:]

    return plant


def words(secret: Secret) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", f"The price of {secret}")
    return info


def packed_words(secret: Secret) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", f"The price of {secret}", zip=True)
    info.add_itxt("XML:com.adobe.xmp", f"<x>{secret}</x>", zip=True)
    return info


def exif(tag: int, *, group: int | None = None) -> Callable[[Secret], Image.Exif]:
    def make(secret: Secret) -> Image.Exif:
        tags = Image.Exif()
        holder = tags.get_ifd(group) if group else tags
        value = f"The price of {secret}"
        holder[tag] = b"ASCII\0\0\0" + value.encode() if tag in (0x9286, 0x927C) else value
        return tags

    return make


def profile(secret: Secret) -> bytes:
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data += f"The price of {secret}".encode()
    return len(data).to_bytes(4, "big") + data[4:]


def thumbnail(_: str, secret: Secret) -> bytes:
    """The camera's own preview, made before the picture was cropped."""
    small = saved(Image.new("RGB", (32, 32), secret.colour), "JPEG", quality=95)
    ifd0 = b"\0\0" + (14).to_bytes(4, "little")
    entries = [
        (0x0103, 3, 1, 6),
        (0x0201, 4, 1, 8 + 6 + 2 + 36 + 4),
        (0x0202, 4, 1, len(small)),
    ]
    ifd1 = len(entries).to_bytes(2, "little")
    for tag, kind, count, value in entries:
        ifd1 += tag.to_bytes(2, "little") + kind.to_bytes(2, "little")
        ifd1 += count.to_bytes(4, "little") + value.to_bytes(4, "little")
    tiff = b"II*\0" + (8).to_bytes(4, "little") + ifd0 + ifd1 + b"\0" * 4 + small
    body = b"Exif\0\0" + tiff
    data = saved(green(), "JPEG")
    return data[:2] + b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body + data[2:]


def second_picture(_: str, secret: Secret) -> bytes:
    """A JPEG behind the JPEG, as telephones store their other views."""
    other = saved(Image.new("RGB", (40, 40), secret.colour), "JPEG", quality=95)
    return saved(green(), "JPEG") + other


def frames(_: str, secret: Secret) -> bytes:
    other = Image.new("RGB", (40, 40), secret.colour)
    return saved(green(), "PNG", save_all=True, append_images=[other])


def frame_before(_: str, secret: Secret) -> bytes:
    """An animation whose first frame is not the picture that prints."""
    other = Image.new("RGB", (40, 40), secret.colour)
    return saved(
        green(), "PNG", save_all=True, append_images=[other], default_image=True, duration=10
    )


def transparent(_: str, secret: Secret) -> bytes:
    image = green("RGBA")
    image.paste((*(secret.colour or GREEN), 0), (0, 0, 20, 40))
    return saved(image, "PNG")


def unused_colour(_: str, secret: Secret) -> bytes:
    """A palette's entry that no pixel has: told of by its bytes."""
    image = green("P")
    colours = image.getpalette() or []
    colours = (colours + [0] * 768)[:768]
    letters = str(secret).encode()
    colours[300 : 300 + len(letters)] = list(letters)
    image.putpalette(colours)
    return saved(image, "PNG")


def larger_below(_: str, secret: Secret) -> bytes:
    """A smaller picture saved over a larger one (Acropalypse)."""
    larger = saved(Image.new("RGB", (64, 64), secret.colour), "PNG")
    return saved(green(), "PNG") + larger


def after(kind: str) -> Plant:
    return lambda _, secret: saved(green(), kind) + f"The price of {secret}".encode()


PNG_WAYS = [
    Way("png words", CAMERA, CLEAN, png(pnginfo=words)),
    Way("png packed words", CAMERA, CLEAN, png(pnginfo=packed_words)),
    Way("png exif", CAMERA, CLEAN, png(exif=exif(0x010E))),
    Way("png profile", CAMERA, CLEAN, png(icc_profile=profile)),
    Way("png private chunk", NSA, CLEAN, chunk(b"prVt", lambda b: b)),
    Way("png unit of a scale", NSA, CLEAN, chunk(b"pCAL", lambda b: b + b"\0" * 20)),
    Way("png suggested palette", NSA, CLEAN, chunk(b"sPLT", lambda b: b + b"\0\x08")),
    Way("png bytes after the end", CROPPED, CLEAN, after("PNG")),
    Way("png larger picture below", CROPPED, CLEAN, larger_below, painted=True),
    Way("png second frame", CAMERA, CLEAN, frames, painted=True),
    Way("png frames beside the picture", CAMERA, CLEAN, frame_before, painted=True),
    Way("png transparent part", CAMERA, CLEAN, transparent, painted=True),
    Way("png colour that no pixel has", NSA, CLEAN, unused_colour),
]
JPEG_WAYS = [
    Way("jpeg description", CAMERA, CLEAN, jpeg(exif=exif(0x010E))),
    Way("jpeg owner of the camera", CAMERA, CLEAN, jpeg(exif=exif(0xA430, group=0x8769))),
    Way("jpeg note of the maker", CAMERA, CLEAN, jpeg(exif=exif(0x927C, group=0x8769))),
    Way("jpeg place", CAMERA, CLEAN, jpeg(exif=exif(0x001C, group=0x8825))),
    Way("jpeg thumbnail of the whole", CAMERA, CLEAN, thumbnail, painted=True),
    Way("jpeg xmp", CAMERA, CLEAN, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>")),
    Way("jpeg iptc", CAMERA, CLEAN, segment(0xED, b"Photoshop 3.0\0")),
    Way("jpeg comment", CAMERA, CLEAN, jpeg(comment=lambda s: f"The price of {s}")),
    Way("jpeg profile", CAMERA, CLEAN, jpeg(icc_profile=profile)),
    Way("jpeg seal of its history", CAMERA, CLEAN, segment(0xEB, b"JP\0\0")),
    Way("jpeg second picture", CAMERA, CLEAN, second_picture, painted=True),
    Way("jpeg bytes after the end", CROPPED, CLEAN, after("JPEG")),
]
