"""Series are told apart in grey, and by readers who see colours otherwise; all stand out.

Lightness is CIE L*, from 0 (black) to 100 (white). Colour blindness is simulated after Machado,
Oliveira and Fernandes (2009), in full strength.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from panel_papers.content.exhibits.look import AXIS, PAGE, STROKES, TEXT

SEEN = {
    "grey and full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> list[float]:
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]


def luminance(light: list[float]) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def lightness(light: list[float]) -> float:
    y = luminance(light)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def as_seen(colour: str, eyes: str) -> list[float]:
    light = linear(colour)
    mixed = [sum(a * b for a, b in zip(row, light, strict=True)) for row in SEEN[eyes]]
    return [min(max(value, 0.0), 1.0) for value in mixed]


def contrast(one: str, other: str) -> float:
    low, high = sorted(luminance(linear(each)) for each in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("eyes", SEEN)
def test_lightness_of_any_two_series_differs_by_a_tenth(eyes: str):
    seen = {stroke.colour: lightness(as_seen(stroke.colour, eyes)) for stroke in STROKES}
    assert len(seen) == 4
    least = min(abs(seen[a] - seen[b]) for a, b in combinations(seen, 2))
    assert least > 10, seen


def test_every_series_and_axis_has_a_contrast_of_three_to_the_page_and_text_of_seven():
    assert all(contrast(stroke.colour, PAGE) >= 3 for stroke in STROKES)
    assert contrast(AXIS, PAGE) >= 3
    assert contrast(TEXT, PAGE) >= 7


def test_values_are_legible_on_their_series():
    assert all(contrast(stroke.colour, stroke.ink) >= 4.5 for stroke in STROKES)


def test_no_two_series_share_hatch_marker_or_dash():
    for looks in zip(*((s.hatch, s.marker, s.dash) for s in STROKES), strict=True):
        assert len(set(looks)) == len(STROKES)
