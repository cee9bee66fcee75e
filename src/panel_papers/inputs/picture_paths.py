"""The pictures that prose names, as paths in the paper's folder, before its Markdown is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

# The address after “![words](”, in angle brackets where it has spaces (CommonMark 0.31, 6.4).
_PICTURE = re.compile(r"!\[(?:\\.|[^\]\\]){0,5000}\]\(\s*(?:<([^<>\n]{1,500})>|([^\s()<>]{1,500}))")
_ENDINGS = (".png", ".jpg", ".jpeg")


def picture_paths(markdown: str) -> Iterator[str]:
    """Yield each address that may be a picture's file, as a path."""
    for bracketed, bare in _PICTURE.findall(markdown):
        path = picture_path(bracketed or bare)
        if path.lower().endswith(_ENDINGS):
            yield path


def picture_path(address: str) -> str:
    """Return the path that the address of a picture stands for: %20 is a space."""
    return unquote(address).removeprefix("./")
