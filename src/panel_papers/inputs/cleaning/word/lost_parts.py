"""Parts that a Word document refers to and does not have (ECMA-376 part 2, 6.5 and 7)."""

from __future__ import annotations

from panel_papers.core import InputsError, Place, Problem
from panel_papers.inputs.cleaning.word.package import TYPES, Package


def refuse_lost_parts(package: Package, place: Place) -> None:
    """Raise InputsError where a part that is left to refer to is not there, or has no type.

    Word puts a red cross in the place of such a picture; libraries do not open the file at all.
    """
    types = [each for each in package.tree(TYPES) if isinstance(each.tag, str)]
    named = {str(each.get("PartName", "")).lower() for each in types}
    endings = {str(each.get("Extension", "")).lower() for each in types}
    for each in types:
        key = "Extension" if str(each.tag).endswith("}Default") else "PartName"
        if each.get(key) is None or each.get("ContentType") is None:
            raise InputsError(
                [_damaged(place, f"The document is damaged: “{TYPES}” gives a type without a part")]
            )
    for relation in package.every_relation():
        name = relation.target or "/"
        typed = f"/{name}".lower() in named or name.rpartition(".")[2].lower() in endings
        if not relation.external and not (name in package.parts and typed):
            found = "is not in the file or has no type"
            raise InputsError(
                [_damaged(place, f"The document is damaged: its part “{name[:80]}” {found}")]
            )


def _damaged(place: Place, found: str) -> Problem:
    hint = "open it in Word, delete the picture with the red cross if there is one, and save it"
    return Problem("damaged-file", place, found, "", hint)
