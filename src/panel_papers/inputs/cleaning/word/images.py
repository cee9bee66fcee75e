"""Leaves of the pictures in a Word document what is seen of them: cut, one frame, no metadata."""

from __future__ import annotations

import posixpath

from panel_papers.inputs.cleaning.pictures import BEYOND, as_seen
from panel_papers.inputs.cleaning.results import Tally
from panel_papers.inputs.cleaning.word.crops import cut_pictures
from panel_papers.inputs.cleaning.word.package import Package

_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"


def clean_images(package: Package, tally: Tally) -> None:
    """Cut pictures to what is shown of them, and take out what else their files hold."""
    cut_pictures(package, tally)
    for relation in list(package.every_relation()):
        if relation.kind != "image" or relation.external or relation.target not in package.parts:
            continue
        picture = package.parts[relation.target]
        cleaned = as_seen(picture)
        if cleaned != picture:
            package.parts[relation.target] = cleaned
            _name_by_kind(package, relation.target, cleaned)
            tally.add(BEYOND)


def _name_by_kind(package: Package, name: str, picture: bytes) -> None:
    """Give a picture that became a PNG the name of one."""
    is_png = picture.startswith(_PNG)
    if not is_png or name.lower().endswith(".png"):
        return
    stem, number = posixpath.splitext(name)[0], 1
    while (new := f"{stem}-{number}.png") in package.parts:
        number += 1
    package.rename(name, new, "image/png")
