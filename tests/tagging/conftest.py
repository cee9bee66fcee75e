"""Fonts for the engine, before it is first imported: the tests paint with Liberation Sans."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "src" / "panel_papers" / "engines" / "fonts"
CONFIGURATION = """<?xml version="1.0"?>
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test qual="any" name="family"><string>Arial</string></test>
<edit name="family" mode="assign" binding="same"><string>Liberation Sans</string></edit></match>
<match target="pattern"><edit name="family" mode="append_last" binding="same">
<string>Liberation Sans</string></edit></match>
</fontconfig>
"""

# The helpers beside the tests, under names that no other folder uses.
sys.path.insert(0, str(HERE))


def _prepare_fonts() -> None:
    folder = Path(tempfile.mkdtemp(prefix="tagging-fonts-"))
    fonts = folder / "fonts"
    fonts.mkdir()
    for face in SHIPPED.glob("*.ttf"):  # a copy: fontconfig leaves a file of its own beside fonts
        shutil.copy(face, fonts)
    configuration = folder / "fonts.conf"
    configuration.write_text(
        CONFIGURATION.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8"
    )
    os.environ["FONTCONFIG_FILE"] = str(configuration)


if "FONTCONFIG_FILE" not in os.environ:
    _prepare_fonts()


@pytest.fixture(scope="session")
def convert():
    """The embedded engine."""
    import dxpdf

    return dxpdf.convert
