"""The colour profile of a joined PDF is that of sRGB, as LittleCMS knows it."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageCms

from panel_papers.pdf.joining.colour import srgb_profile

SHADES = [*range(0, 256, 17)]


@pytest.mark.parametrize("intent", ImageCms.Intent)
def test_no_colour_is_more_than_a_shade_off(intent: ImageCms.Intent):
    colours = [(red, green, blue) for red in SHADES for green in SHADES for blue in SHADES]
    image = Image.new("RGB", (len(SHADES) ** 2, len(SHADES)))
    image.putdata(colours)
    ours = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    standard = ImageCms.createProfile("sRGB")
    for one, other in ((ours, standard), (standard, ours)):
        seen = ImageCms.profileToProfile(image, one, other, renderingIntent=intent)
        assert seen is not None
        pairs = zip(image.tobytes(), seen.tobytes(), strict=True)
        assert max(abs(before - after) for before, after in pairs) <= 1
