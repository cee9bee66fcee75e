"""A template opened in Word by somebody who types somewhere in it."""

from __future__ import annotations

import re
from random import Random

from docx.oxml.ns import qn

from ..edits import Template, elements, text_of

_WORDS = tuple(
    re.findall(
        r"[a-z]+",
        """
    amber basket bramble buttermilk cabbage caravan chestnut cinnamon clarinet copper
    cornflower cotton crayon cucumber daffodil dragonfly elderberry feather foxglove
    gingerbread gooseberry hazelnut heather honeycomb juniper kestrel lantern lavender
    marigold mulberry nutmeg otter parsley pebble pumpkin raspberry saffron sandpiper
    seaweed sparrow strawberry sycamore tangerine thimble thistle toadstool tulip walnut
    willow woodpecker
    """,
    )
)
"""Plain words that no sample paper has."""


class UnfitError(Exception):
    """The template has no place for this kind of edit."""


class Editing(Template):
    """A template in the hands of an editor: `rng` says where and what is typed.

    Of the house, header and footer are edited, of any other template its body: what papers print.
    """

    def __init__(self, name: str, rng: Random) -> None:
        super().__init__(name)
        self.name, self.rng = name, rng
        section = self.document.sections[0]
        is_house = name == "house"
        self.roots = [section.header._element, section.footer._element] if is_house else [self.body]

    def words(self, least: int = 2) -> str:
        """A few words that nobody has typed before."""
        chosen = self.rng.sample(_WORDS, self.rng.randint(least, least + 3))
        return " ".join(chosen).capitalize()

    def paragraphs(self, *, tags: bool | None = None, in_table: bool | None = None):
        """The paragraphs that are printed; with `tags`, those with or without a tag alone."""
        found = []
        for root in self.roots:
            for each in root.iter(qn("w:p")):
                inside = next(each.iterancestors(qn("w:tc")), None) is not None
                if tags is not None and tags is not bool(re.search("[{][{%]", text_of(each))):
                    continue
                if in_table is None or inside is in_table:
                    found.append(each)
        return found

    def pick(self, **which):
        """One of the paragraphs."""
        found = self.paragraphs(**which)
        if not found:
            raise UnfitError(which)
        return self.rng.choice(found)

    def pick_run(self, *, tag: bool = False):
        """A run with text; with `tag`, one that holds a whole tag."""
        runs = [
            run
            for each in self.paragraphs()
            for run in each.iter(qn("w:r"))
            if (("{{" in text_of(run) and "}}" in text_of(run)) if tag else text_of(run).strip())
            and "{%" not in text_of(run)
        ]
        if not runs:
            raise UnfitError("run")
        return self.rng.choice(runs)

    def put(self, xml: str, **which) -> None:
        """Type blocks before or behind one of the paragraphs."""
        here, new = self.pick(**which), elements(xml)
        if self.rng.random() < 0.5:
            for each in new:
                here.addprevious(each)
        else:
            for each in reversed(new):
                here.addnext(each)

    def put_run(self, xml: str, **which) -> None:
        """Type at the end of one of the paragraphs."""
        which = {"tags": False} if not which and self.paragraphs(tags=False) else which
        self.pick(**which).extend(elements(xml))

    def style(self, *names: str):
        """One of these styles of the template."""
        found = [
            each
            for each in self.document.styles.element.iter(qn("w:style"))
            if each.get(qn("w:styleId")) in names
        ]
        if not found:
            raise UnfitError(names)
        return self.rng.choice(found)


def child_of(parent, name: str, *, first: bool = False):
    """The child of this name, added where it is missing."""
    from docx.oxml import OxmlElement

    found = parent.find(qn(name))
    if found is None:
        found = OxmlElement(name)
        parent.insert(0, found) if first else parent.append(found)
    return found
