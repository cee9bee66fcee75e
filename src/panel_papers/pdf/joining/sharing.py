"""Stores a font or an image once that several parts bring along."""

import pikepdf
from msgspec import Struct, field
from pikepdf import Dictionary, Name, Object, Stream

from .sameness import content_key


class Shared(Struct, eq=False):
    """The fonts and images in the joined PDF, by their content."""

    kept: dict[bytes, Object] = field(default_factory=dict)
    met: set[tuple[int, int]] = field(default_factory=set)
    replaced: dict[tuple[int, int], Object] = field(default_factory=dict)

    def share(self, pages: list[Object]) -> None:
        """Let pages that have just been copied use what is there already.

        What nothing uses any more is not saved.
        """
        todo = [page.get(Name.Resources) for page in pages]
        while todo:
            resources = todo.pop()
            if not isinstance(resources, Dictionary):
                continue
            if resources.is_indirect:
                if resources.objgen in self.met:
                    continue
                self.met.add(resources.objgen)
            self._fonts(resources.get(Name.Font))
            for form in self._images(resources.get(Name.XObject)):
                todo.append(form.get(Name.Resources))

    def _fonts(self, listed: Object | None) -> None:
        if not isinstance(listed, Dictionary):
            return
        for name, font in list(listed.items()):
            # A Type 3 font is drawn by streams that have resources of their own.
            if isinstance(font, Dictionary) and font.get(Name.Subtype) != Name.Type3:
                self._once(listed, name, font)

    def _images(self, listed: Object | None) -> list[Object]:
        """Share the images among a page's objects; return its forms."""
        forms: list[Object] = []
        if not isinstance(listed, Dictionary):
            return forms
        for name, painted in list(listed.items()):
            if not isinstance(painted, Stream):
                continue
            if painted.get(Name.Subtype) == Name.Image:
                if "/StructParent" not in painted:  # an element has just this one for its content
                    self._once(listed, name, painted)
            elif painted.objgen not in self.met:
                self.met.add(painted.objgen)
                forms.append(painted)
        return forms

    def _once(self, listed: Object, name: str, held: Object) -> None:
        if not held.is_indirect:
            return
        if held.objgen not in self.replaced:
            try:
                key = content_key(held)
            except (pikepdf.PdfError, RuntimeError):
                return
            self.replaced[held.objgen] = self.kept.setdefault(key, held)
        kept = self.replaced[held.objgen]
        if kept.objgen != held.objgen:
            listed[name] = kept
