"""Takes hidden text and hidden pictures out of a Word document."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree
from msgspec import Struct

from panel_papers.inputs.cleaning.results import Tally
from panel_papers.inputs.cleaning.word.names import detach, is_on, n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.stories import Story, part_of, style_of, styles

HIDDEN = "hidden text or picture"
_DEEPEST = 20  # styles based on styles
_STRUCTURE = frozenset({n("w:rPr"), n("w:fldChar"), n("w:instrText")})
_SILENT = frozenset({n("w:lastRenderedPageBreak"), n("w:br"), n("w:tab"), n("w:cr")})


class Style(Struct, frozen=True):
    """What matters of a style: what it is based on, and whether it hides text."""

    parent: str | None
    hides: bool | None


def remove_hidden(package: Package, texts: Sequence[Story], tally: Tally) -> None:
    """Take out runs that are hidden, by themselves or by their style, and hidden drawings."""
    known, default = _styles(package)
    notes: set[tuple[str, str]] = set()
    for story in texts:
        for run in list(story.root.iter(n("w:r"))):
            if _is_hidden(run, known, default):
                notes |= _empty(run, story, tally)
        _remove_drawings(story, tally)
        for paragraph in list(story.root.iter(n("w:p"))):
            _remove_if_empty(paragraph)
    for kind, number in notes:
        _remove_note(package, kind, number)


def _styles(package: Package) -> tuple[dict[str, Style], str | None]:
    """Return the styles by id, and the id of the default paragraph style."""
    known, default = {}, None
    for style in styles(package):
        name = str(style.get(n("w:styleId")))
        parent = style.find(n("w:basedOn"))
        properties = style.find(n("w:rPr"))
        known[name] = Style(
            None if parent is None else parent.get(n("w:val")),
            None if properties is None else _vanishes(properties),
        )
        if style.get(n("w:type")) == "paragraph" and style.get(n("w:default")) is not None:
            default = name if is_on(style.get(n("w:default"))) else default
    return known, default


def _vanishes(properties: etree._Element) -> bool | None:
    """Tell whether properties hide text; None where they say nothing of it."""
    found = properties.find(n("w:vanish"))
    # a style separator hides its paragraph mark only, so that two styles stand in one line
    if found is None or properties.find(n("w:specVanish")) is not None:
        return None
    return is_on(found.get(n("w:val")))


def _is_hidden(run: etree._Element, known: dict[str, Style], default: str | None) -> bool:
    properties = run.find(n("w:rPr"))
    own = None if properties is None else _vanishes(properties)
    if own is not None:
        return own
    style = None if properties is None else properties.find(n("w:rStyle"))
    character = None if style is None else style.get(n("w:val"))
    paragraph = next(run.iterancestors(n("w:p")), None)
    around = None if paragraph is None else style_of(paragraph) or default
    # one style's “hidden” undoes the other's (ECMA-376 part 1, 17.7.3, toggle properties)
    return _hides(character, known) != _hides(around, known)


def _hides(name: str | None, known: dict[str, Style]) -> bool:
    for _ in range(_DEEPEST):
        style = known.get(name) if name else None
        if style is None:
            return False
        if style.hides is not None:
            return style.hides
        name = style.parent
    return False


def _empty(run: etree._Element, story: Story, tally: Tally) -> set[tuple[str, str]]:
    """Take a run's text out, or the run itself; return the notes that it called."""
    gone = [child for child in run if child.tag not in _STRUCTURE]
    notes = {
        (str(etree.QName(child).localname).removesuffix("Reference"), str(child.get(n("w:id"))))
        for child in gone
        if child.tag in (n("w:footnoteReference"), n("w:endnoteReference"))
    }
    if any(child.tag not in _SILENT for child in gone):
        tally.add(HIDDEN, story.where(run))
    for child in gone:
        run.remove(child)
    parent = run.getparent()
    if parent is not None and all(child.tag == n("w:rPr") for child in run):
        parent.remove(run)
    return notes


def _remove_drawings(story: Story, tally: Tally) -> None:
    hidden = [d for d in story.root.iter(n("wp:docPr")) if is_on(d.get("hidden", "0"))]
    hidden += [
        shape
        for shape in story.root.iter(n("v:shape"), n("v:rect"), n("v:textbox"), n("v:group"))
        if "visibility:hidden" in str(shape.get("style", "")).replace(" ", "")
    ]
    for element in hidden:
        holders = (n("mc:AlternateContent"), n("w:drawing"), n("w:pict"))
        holder = next((h for h in element.iterancestors(*holders)), None)
        # the copy for old programs goes with the drawing that it stands for
        outer = None if holder is None else next(holder.iterancestors(holders[0]), holder)
        if outer is not None and outer.getparent() is not None:
            tally.add(HIDDEN, story.where(outer))
            detach(outer)


def _remove_if_empty(paragraph: etree._Element) -> None:
    """Take a paragraph out whose mark is hidden too, once nothing is left in it."""
    properties = paragraph.find(n("w:pPr"))
    mark = None if properties is None else properties.find(n("w:rPr"))
    if properties is None or mark is None or not _vanishes(mark):
        return
    parent, after = paragraph.getparent(), paragraph.getnext()
    alone = len(paragraph) > 1 or properties.find(n("w:sectPr")) is not None
    if not alone and parent is not None and after is not None and after.tag == n("w:p"):
        parent.remove(paragraph)


def _remove_note(package: Package, kind: str, number: str) -> None:
    name = part_of(package, f"{kind}s")
    root = package.tree(name) if name else None
    for note in [] if root is None else list(root.iterchildren(n(f"w:{kind}"))):
        if note.get(n("w:id")) == number:
            detach(note)
