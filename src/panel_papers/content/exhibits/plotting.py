"""matplotlib loaded without a trace on the machine, and our own face for all that it writes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from panel_papers.content.exhibits.look import FACES, POINTS, Stroke
from panel_papers.core import FONTS

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties


@contextmanager
def plotting() -> Iterator[type[Figure]]:
    """Give the class of figures, under matplotlib's own defaults whatever the machine has set.

    Text is never mathematics: “$” prints as typed.
    """
    figure = _figure_class()
    import matplotlib as mpl  # noqa: PLC0415 - loaded by _figure_class, without a trace

    with mpl.rc_context():
        mpl.rcParams.update(
            {k: v for k, v in mpl.rcParamsDefault.items() if k not in _LEFT}
            | {"text.parse_math": False, "hatch.linewidth": 0.8}
        )
        yield figure


_LEFT = ("backend", "backend_fallback")  # of windows: we draw without any


@cache
def face(weight: str = "normal", size: float = POINTS) -> FontProperties:
    """Return one of the faces that we ship, by its file: no font is looked for on the machine."""
    _figure_class()
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 - heavy

    return FontProperties(fname=str(FONTS / FACES[weight]), size=size)


def filled(stroke: Stroke) -> list[dict[str, Any]]:
    """Return the looks of the two layers of an area: its colour, and over it the hatch.

    As one layer, the hatch's tiles have a ground each, and readers show seams between them.
    """
    ground: dict[str, Any] = {"facecolor": stroke.colour, "linewidth": 0}
    lines = {"facecolor": "none", "edgecolor": stroke.hatch_colour, "linewidth": 0}
    return [ground, lines | {"hatch": stroke.hatch}] if stroke.hatch else [ground]


def without_glyph(text: str) -> list[str]:
    """Return the characters of a text that the face cannot draw, each once."""
    held = _held()
    return [c for c in dict.fromkeys(text) if ord(c) not in held and not c.isspace()]


@cache
def _held() -> frozenset[int]:
    _figure_class()
    from matplotlib.ft2font import FT2Font  # noqa: PLC0415 - heavy

    return frozenset(FT2Font(str(FONTS / FACES["normal"])).get_charmap())


@cache
def _figure_class() -> type[Figure]:
    """Load matplotlib with an empty folder for its settings.

    At its first import it would make folders in the user's home, list every font of the machine
    and keep the list there. It finds a list without fonts in that folder, and takes it.
    """
    with (
        TemporaryDirectory(prefix="panel-papers-") as folder,
        _environment({"MPLCONFIGDIR": folder, "MATPLOTLIBRC": ""}),
    ):
        _write_font_list(Path(folder))
        from matplotlib.figure import Figure  # noqa: PLC0415 - heavy
    return Figure


def _write_font_list(folder: Path) -> None:
    """Write matplotlib's list of the machine's fonts: none. Of an unknown version it makes one."""
    spec = find_spec("matplotlib.font_manager")
    source = Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""
    version = re.search(r"__version__ = '([\d.]+)'", source)
    if version:
        fonts: dict[str, Any] = {
            "_version": version[1],
            "_FontManager__default_weight": "normal",
            "default_size": None,
            "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
            "afmlist": [],
            "ttflist": [],
            "__class__": "FontManager",
        }
        file = folder / f"fontlist-v{version[1]}.json"
        file.write_text(json.dumps(fonts), encoding="utf-8")


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
