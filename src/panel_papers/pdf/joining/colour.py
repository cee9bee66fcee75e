"""Says what colours the joined PDF's red, green and blue are: those of sRGB, as on a screen.

PDF/A asks for a profile where colours are given as numbers (ISO 19005-2 6.2.3 and 6.2.4). This one
is written here from the standard of sRGB (IEC 61966-2-1), so that it belongs to nobody else.
"""

from __future__ import annotations

from functools import cache
from struct import pack

from pikepdf import Array, Dictionary, Name, Pdf, String

COLOURS = "sRGB"
_D50 = (0xF6D6, 0x10000, 0xD32D)
"""White of the profile's own colour space (ICC.1:2001-04 6.1.9); fractions count 65,536ths."""
_PRIMARIES = {
    b"rXYZ": (0x6FA2, 0x38F5, 0x0390),
    b"gXYZ": (0x6299, 0xB785, 0x18DA),
    b"bXYZ": (0x24A0, 0x0F84, 0xB6CF),
}
_STEPS = 1024
"""Values of the curve; between them programs go straight, which is less than half a shade off."""


def write_output_intent(pdf: Pdf) -> None:
    """Say that what the PDF paints in red, green and blue is meant as sRGB."""
    profile = pdf.make_stream(srgb_profile(), N=3)
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String(COLOURS),
                Info=String(COLOURS),
                DestOutputProfile=profile,
            )
        ]
    )


@cache
def srgb_profile() -> bytes:
    """Return an ICC profile of sRGB: version 2.1, a matrix and a curve (ICC.1:2001-04)."""
    curve = b"curv" + pack(f">II{_STEPS}H", 0, _STEPS, *map(_linear, range(_STEPS)))
    tags = {
        b"desc": _description(COLOURS),
        b"cprt": b"text\0\0\0\0No copyright, use freely\0",
        b"wtpt": _colour(_D50),
        **{tag: _colour(value) for tag, value in _PRIMARIES.items()},
    }
    curves = (b"rTRC", b"gTRC", b"bTRC")  # one for all three
    table = pack(">I", len(tags) + len(curves))
    at = 128 + len(table) + 12 * (len(tags) + len(curves))
    held = b""
    for tag, data in tags.items():
        table += pack(">4sII", tag, at + len(held), len(data))
        held += data + bytes(-len(data) % 4)
    for tag in curves:
        table += pack(">4sII", tag, at + len(held), len(curve))
    held += curve
    return _header(at + len(held)) + table + held


def _header(size: int) -> bytes:
    """Return the first 128 bytes: a display's profile, made on a day that never changes."""
    day = (2024, 1, 1, 0, 0, 0)
    kind = pack(">II12s6H4s", 0, 0x02100000, b"mntrRGB XYZ ", *day, b"acsp")
    return (pack(">I", size) + kind + bytes(28) + pack(">3I", *_D50)).ljust(128, b"\0")


def _colour(value: tuple[int, int, int]) -> bytes:
    return b"XYZ \0\0\0\0" + pack(">3I", *value)


def _description(name: str) -> bytes:
    """Return a name, in ASCII alone; the room for the Macintosh's letters is of a fixed size."""
    text = name.encode("ascii") + b"\0"
    return b"desc" + pack(">II", 0, len(text)) + text + bytes(8 + 3 + 67)


def _linear(step: int) -> int:
    """Return how much light a value of sRGB is (IEC 61966-2-1 5.2), both up to their most."""
    value = step / (_STEPS - 1)
    light = value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
    return round(light * 65535)
