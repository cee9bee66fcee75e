"""Takes hidden text and hidden pictures out of a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

from panel_papers.inputs.cleaning.results import Tally
from panel_papers.inputs.cleaning.word.names import detach, is_on, n
from panel_papers.inputs.cleaning.word.package import Package
from panel_papers.inputs.cleaning.word.rows import remove_emptied_rows, remove_hidden_rows
from panel_papers.inputs.cleaning.word.stories import Story, part_of
from panel_papers.inputs.cleaning.word.styles import Styles, cell_of, child_of, paragraph_of

HIDDEN = "hidden text or picture"
_STRUCTURE = frozenset({n("w:rPr"), n("w:fldChar"), n("w:instrText")})
_SILENT = frozenset({n("w:lastRenderedPageBreak"), n("w:br"), n("w:tab"), n("w:cr")})


def remove_hidden(package: Package, texts: Sequence[Story], tally: Tally) -> None:
    """Take out what Word hides: runs, by themselves or by a style, rows and drawings."""
    styles = Styles(package)
    notes: set[tuple[str, str]] = set()
    for story in texts:
        remove_hidden_rows(story, HIDDEN, tally)
        rows: list[etree._Element] = []
        for run in list(story.root.iter(n("w:r"))):
            if _is_hidden(run, styles):
                rows += run.iterancestors(n("w:tr"))
                notes |= _empty(run, story, tally)
        _remove_drawings(story, tally)
        for paragraph in list(story.root.iter(n("w:p"))):
            _remove_if_empty(paragraph)
        remove_emptied_rows(
            [row for row in rows if all(_is_mark_hidden(p, styles) for p in row.iter(n("w:p")))]
        )
    for kind, number in notes:
        _remove_note(package, kind, number)


def hides_runs(texts: Sequence[Story]) -> bool:
    """Say whether a run is hidden by itself, as Font › Hidden in Word does it."""
    return any(_hides(run.find(n("w:rPr"))) for each in texts for run in each.root.iter(n("w:r")))


def _vanishes(properties: etree._Element) -> bool | None:
    """Say whether properties hide a paragraph's mark; None where they say nothing of it."""
    # a style separator hides its paragraph mark only, so that two styles are in one line
    if properties.find(n("w:specVanish")) is not None:
        return None
    return _hides(properties)


def _hides(properties: etree._Element | None) -> bool | None:
    """Say whether properties hide text; None where they say nothing of it."""
    found = None if properties is None else properties.find(n("w:vanish"))
    return None if found is None else is_on(found.get(n("w:val")))


def _is_hidden(run: etree._Element, styles: Styles) -> bool:
    own = _hides(run.find(n("w:rPr")))
    if own is not None:
        return own
    if _hides(styles.document):
        return True
    around = (styles.of_paragraph(paragraph_of(run)), styles.of_cell(cell_of(run)))
    return _is_odd(styles.of_character(run), *around)


def _is_mark_hidden(paragraph: etree._Element, styles: Styles) -> bool:
    """Say whether a paragraph's mark is hidden, so that nothing of an empty one is seen."""
    mark = child_of(paragraph, "w:pPr", "w:rPr")
    own = None if mark is None else _vanishes(mark)
    if own is not None:
        return own
    return _is_odd(styles.of_paragraph(paragraph), styles.of_cell(cell_of(paragraph)))


def _is_odd(*chains: Iterable[etree._Element]) -> bool:
    """Say whether text is hidden by its styles.

    One style's “hidden” undoes the other's (ECMA-376 part 1, 17.7.3, toggle properties).
    """
    return sum(_first(chain) for chain in chains) % 2 == 1


def _first(chain: Iterable[etree._Element]) -> bool:
    """Return what the nearest style says that says anything."""
    said = (_hides(style.find(n("w:rPr"))) for style in chain)
    return bool(next((each for each in said if each is not None), False))


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
