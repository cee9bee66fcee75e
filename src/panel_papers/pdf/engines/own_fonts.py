"""A body's own fonts, which every engine takes before those that this program ships."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from panel_papers.core import key_of


class OwnFont(Struct, frozen=True):
    """One face in a file of `templates/fonts/`: what Word calls its family, and how it looks.

    `printed` are the names that PDFs may have for it; `characters` are those that it has.
    """

    file: str
    family: str
    bold: bool
    italic: bool
    printed: tuple[str, ...]
    data: bytes
    characters: frozenset[str]


class OwnFonts(Struct, frozen=True, dict=True):
    """The faces that a body has of its own; families are found however they are capitalized."""

    faces: tuple[OwnFont, ...] = ()

    def family(self, name: str) -> tuple[OwnFont, ...]:
        """Return the faces of a family; none of one that the body does not have."""
        return self._by_family.get(name.casefold(), ())

    @property
    def families(self) -> tuple[str, ...]:
        """The names of all families, each once, in order."""
        return tuple(sorted({face.family for face in self.faces}))

    @property
    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each face as a file of a name that no system minds."""
        for number, face in enumerate(self.faces):
            yield f"own-{number:03}{Path(face.file).suffix.casefold()}", face.data

    @cached_property
    def identity(self) -> str:
        """A text that differs for other fonts; “” where there are none."""
        parts = [part for face in self.faces for part in (face.file, face.data)]
        return key_of(*parts) if parts else ""

    @cached_property
    def _by_family(self) -> dict[str, tuple[OwnFont, ...]]:
        found: dict[str, tuple[OwnFont, ...]] = {}
        for face in self.faces:
            found[face.family.casefold()] = (*found.get(face.family.casefold(), ()), face)
        return found

    def without_glyph(self, characters: Iterable[str]) -> frozenset[str]:
        """Return those of `characters` that no face has."""
        return frozenset(characters).difference(*(face.characters for face in self.faces))


NO_FONTS = OwnFonts()
"""Of a body that has no fonts of its own."""
