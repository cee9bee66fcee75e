"""Pictures inside the page, each with its alternative text."""

from __future__ import annotations

import base64

from markupsafe import Markup

from panel_papers.core import Picture


def picture(shown: Picture) -> Markup:
    """Return a picture; a chart is SVG, which is sharp at every size."""
    data, kind = shown.data, "png" if shown.data.startswith(b"\x89PNG") else "jpeg"
    if shown.svg is not None:
        data, kind = shown.svg, "svg+xml"
    return Markup('<img alt="{}" src="data:image/{};base64,{}">').format(
        shown.alternative_text, kind, base64.b64encode(data).decode()
    )
