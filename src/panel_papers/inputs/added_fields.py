"""The fields that all bodies of a folder of templates add: what those templates can print."""

from __future__ import annotations

from pathlib import Path

from panel_papers.core import InputsError, OwnField, Place, TemplatesError
from panel_papers.inputs.bodies import read_body


def fields_of_bodies(bodies: Path) -> tuple[OwnField, ...]:
    """Return the fields that the profiles of a folder add, each name once.

    One that only some of several bodies have, or do not require, is not required. A profile that
    cannot be read adds none: the build of its papers says why.
    """
    profiles = sorted(bodies.glob("*.yaml")) if bodies.is_dir() else []
    found: dict[str, list[OwnField]] = {}
    for path in profiles:
        try:
            if b"fields" not in path.read_bytes():
                continue
            body = read_body(bodies, path.stem, Place(path.as_posix()))
        except (OSError, InputsError, TemplatesError):
            continue
        for field in body.fields:
            found.setdefault(field.name, []).append(field)
    return tuple(
        each[0].of_all(required=len(each) == len(profiles) and all(f.required for f in each))
        for each in found.values()
    )
