"""The style sheet of an adopted house: the document’s own styles, and ours that it lacks."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence

from docx.document import Document
from docx.oxml.ns import qn

from panel_papers.template_tools.adopting.colours import Palette, recolour
from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.lists import Lists, Numbering, follow_lists, has_number
from panel_papers.template_tools.adopting.sheet import Sheet, key_of, set_property
from panel_papers.word import (
    Element,
    attribute,
    child,
    children,
    element,
    every,
    remove,
    set_attribute,
    value_at,
)

_LEADS = ("w:basedOn", "w:next", "w:link")
_USES = ("w:pStyle", "w:rStyle", "w:tblStyle")
_LIST = re.compile(r"list (?:bullet|number)(?: [23])?")
_KEEPS_LINE = frozenset({"cover rule", "code block"})
_BODY_SIZE = 24  # half points of Normal in our house
_ENGLISH = "en-GB"
_LANGUAGES = frozenset({_ENGLISH, "cy-GB"})


def adopt_styles(
    house: Document,
    document: Document,
    sheet: Sheet,
    printed: Iterable[Element],
    findings: Findings,
) -> dict[str, str]:
    """Give `house` the styles of a document's `sheet`, and its own that are missing there.

    Kept of the document's are those that `printed` uses, and those of a name that ours have.
    Returns what our styles are called now, by their old ids.
    """
    ours = Sheet(copy.deepcopy(house.styles.element))
    our_lists = Numbering(copy.deepcopy(house.part.numbering_part.element))
    their_lists = Numbering(_numbering(document))
    kept = _kept(sheet, ours, printed)
    root: Element = house.styles.element
    for each in list(root):
        remove(each)
    for name in ("w:docDefaults", "w:latentStyles"):
        found = child(sheet.root, name)
        root.extend([] if found is None else [copy.deepcopy(found)])
    _speak_english(root)
    new = Sheet(root)
    own = [copy.deepcopy(sheet.by_id[key]) for key in kept]
    for style in own:
        _without_leads(style, set(kept))
        new.add(style)
    ids, added = _add_missing(new, ours, sheet)
    lists = Lists(house.part.numbering_part.element)
    same = {key: key for key in kept}
    follow_lists(own, lists, their_lists, same)
    theirs = len(lists.kinds)
    follow_lists(added, lists, our_lists, ids)
    _number_lists(new, ours, lists, our_lists, ids)
    palette = Palette.of(new, sheet)
    for kind in lists.kinds[theirs:]:
        recolour(kind, palette)
        _in_its_font(kind)
    _map_uses([house.element.body], ids)
    names = [value_at(each, "w:name") for each in own if key_of(each) in _keys(ours)]
    findings.take(f"{len(names)} of the styles that papers use, such as {_examples(names)}")
    findings.take(f"{len(added)} styles that were missing, in the look of the document")
    return ids


def _numbering(document: Document) -> Element | None:
    has = any(r.reltype.endswith("/numbering") for r in document.part.rels.values())
    return document.part.numbering_part.element if has else None


def _keys(sheet: Sheet) -> set[tuple[str, str]]:
    return {key_of(style) for style in sheet.by_id.values()}


def _examples(names: Sequence[str]) -> str:
    known = [each for each in names if each.casefold() not in {"normal table", "no list"}]
    return ", ".join(known[:4])


def _kept(sheet: Sheet, ours: Sheet, printed: Iterable[Element]) -> list[str]:
    """Return the ids of the document's styles that go with it, in their order."""
    wanted = {attribute(use, "w:val") for root in printed for use in every(root, *_USES)}
    for key, style in sheet.by_id.items():
        named = key_of(style) in _keys(ours)
        if named or attribute(style, "w:default") in {"1", "true", "on"}:
            wanted.add(key)
    wanted &= set(sheet.by_id)
    for key in list(wanted):
        wanted |= {attribute(each, "w:styleId") for each in sheet.lineage(sheet.by_id[key])}
    return [key for key in sheet.by_id if key in wanted]


def _without_leads(style: Element, kept: set[str]) -> None:
    for name in ("w:rsid", "w:autoRedefine"):
        for each in children(style, name):
            remove(each)
    for name in _LEADS:
        for lead in children(style, name):
            if attribute(lead, "w:val") not in kept:
                remove(lead)


def _speak_english(root: Element) -> None:
    """Let the document be in English or Welsh, as papers are."""
    defaults = child(root, "w:docDefaults")
    if defaults is None:
        defaults = element("w:docDefaults")
        root.insert(0, defaults)
    holder = child(defaults, "w:rPrDefault")
    if holder is None:
        holder = element("w:rPrDefault")
        defaults.insert(0, holder)
    if value_at(holder, "w:rPr", "w:lang") not in _LANGUAGES:
        language = element("w:lang", val=_ENGLISH, eastAsia=_ENGLISH, bidi="ar-SA")
        set_property(holder, "w:rPr", language)


def _add_missing(new: Sheet, ours: Sheet, sheet: Sheet) -> tuple[dict[str, str], list[Element]]:
    """Add our styles that the document lacks; return the ids of all ours there, and the added."""
    ids: dict[str, str] = {}
    missing: list[tuple[str, Element]] = []
    for old, style in ours.by_id.items():
        there = new.named(*key_of(style))
        there = _default_for(new, style) if there is None else there
        if there is not None:
            ids[old] = attribute(there, "w:styleId")
            continue
        missing.append((old, style))
        ids[old] = _free(old, {*new.by_id, *ids.values()})
    palette = Palette.of(new, sheet)
    added = []
    for old, style in missing:
        coming = copy.deepcopy(style)
        set_attribute(coming, "w:styleId", ids[old])
        for name in _LEADS:
            for lead in children(coming, name):
                set_attribute(lead, "w:val", ids.get(attribute(lead, "w:val"), ""))
        recolour(coming, palette)
        _in_proportion(coming, new)
        new.add(coming)
        added.append(coming)
    return ids, added


def _default_for(new: Sheet, style: Element) -> Element | None:
    """Return the document's own default style of a kind, whatever it calls it."""
    if attribute(style, "w:default") not in {"1", "true", "on"}:
        return None
    return new.named(key_of(style)[0], "")


def _free(wanted: str, taken: set[str]) -> str:
    unique, number = wanted, 2
    while unique in taken:
        unique, number = f"{wanted}{number}", number + 1
    return unique


def _in_proportion(style: Element, new: Sheet) -> None:
    """Give a style of ours a size that is to the document's text as ours is to our own."""
    size = attribute(new.says(new.normal, "w:rPr", "w:sz"), "w:val")
    factor = int(size) / _BODY_SIZE if size.isdecimal() else 20 / _BODY_SIZE
    for each in every(style, "w:sz", "w:szCs"):
        set_attribute(each, "w:val", round(int(attribute(each, "w:val")) * factor))
    if value_at(style, "w:name").casefold() not in _KEEPS_LINE:
        for spacing in every(style, "w:spacing"):
            for name in ("w:line", "w:lineRule"):  # those of Normal
                spacing.attrib.pop(qn(name), "")


def _named(name: str) -> str:
    return str(element(name).tag)


def _number_lists(
    new: Sheet, ours: Sheet, lists: Lists, our_lists: Numbering, ids: dict[str, str]
) -> None:
    """Give the document's list styles that have no numbering that of ours."""
    for old, style in ours.by_id.items():
        there = new.by_id.get(ids[old])
        if there is None or not _LIST.fullmatch(key_of(style)[1]):
            continue
        if any(has_number(each) for each in new.lineage(there)):
            continue
        numbered = child(style, "w:pPr", "w:numPr")
        if numbered is not None:
            set_property(there, "w:pPr", numbered)
            follow_lists([there], lists, our_lists, ids)


def _in_its_font(kind: Element) -> None:
    """Let the numbers of a list of ours have the font of its text; signs keep theirs."""
    for level in children(kind, "w:lvl"):
        if value_at(level, "w:numFmt") != "bullet":
            for fonts in every(level, "w:rFonts"):
                remove(fonts)


def _map_uses(roots: Iterable[Element], ids: dict[str, str]) -> None:
    for use in (each for root in roots for each in every(root, *_USES)):
        old = attribute(use, "w:val")
        set_attribute(use, "w:val", ids.get(old, old))
