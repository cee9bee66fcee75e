"""The look that a document’s text has by hand, put into its styles: one style, one look.

Many corporate documents leave “Normal” as Word made it and format each paragraph. Where most of
what has a style is formatted alike, that is what the style shall say.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Sequence

from docx.document import Document
from lxml import etree

from panel_papers.template_tools.adopting.findings import Findings
from panel_papers.template_tools.adopting.sheet import Sheet, drop_properties, set_property
from panel_papers.word import (
    Element,
    attribute,
    child,
    element,
    every,
    own,
    own_text,
    set_attribute,
    text_of,
    value_at,
    within,
)

_OF_RUNS = ("w:rFonts", "w:sz", "w:color", "w:b", "w:caps")
_OF_PARAGRAPHS = ("w:spacing", "w:jc")
_MOST = 0.8
_SPACE = 160  # twips: 8 points, where paragraphs were kept apart by empty ones
_HEADINGS = ("heading 1", "heading 2", "heading 3")
_LONGEST_HEADING = 80


def settle_looks(document: Document, sheet: Sheet, findings: Findings) -> None:
    """Put what was formatted by hand into the styles, and the look of body text into Normal."""
    text = [
        p
        for p in every(document.element.body, "w:p")
        if within(p, "w:tbl", "w:txbxContent") is None
    ]
    full = [p for p in text if own_text(p).strip()]
    _settle_headings(full, sheet, findings)
    used = {id(sheet.of(p)) for p in full}
    used |= {id(s) for s in sheet.by_id.values() if _serving(sheet, s, used)}
    groups: dict[str, list[Element]] = {}
    for paragraph in full:
        style = sheet.of(paragraph)
        if style is not None:
            groups.setdefault(attribute(style, "w:styleId"), []).append(paragraph)
    normal = sheet.normal
    if normal is None:
        return
    body = [key for key in groups if not _is_special(sheet, sheet.by_id[key])]
    main = max(body, key=lambda key: sum(len(own_text(p)) for p in groups[key]), default=None)
    before = {key: copy.deepcopy(style) for key, style in sheet.by_id.items()}
    for key, paragraphs in groups.items():
        style = sheet.by_id[key]
        if style is normal and main is not None and key != main:
            continue  # lines such as an address: no look for all
        found = _by_hand(paragraphs, sheet)
        if found and (style is normal or key == main):
            _keep_others(sheet, style, before, found)
        for holder, new in found:
            set_property(style, holder, new)
        if found:
            name = value_at(style, "w:name")
            findings.take(f"what was formatted by hand in paragraphs of “{name}”, as that style")
    if main is not None and sheet.by_id[main] is not normal:
        _as_normal(sheet, sheet.by_id[main], findings)
    _space_paragraphs(text, sheet, findings)
    _follow_headings(sheet, used, findings)


def _is_special(sheet: Sheet, style: Element) -> bool:
    """Say whether a style is that of headings, lists, notes or captions, not of running text."""
    name = value_at(style, "w:name").casefold()
    outlined = child(style, "w:pPr", "w:outlineLvl") is not None
    special = ("heading", "title", "subtitle", "caption", "toc", "list", "header", "footer")
    return outlined or name.startswith((*special, "footnote", "endnote", "quote"))


def _by_hand(paragraphs: Sequence[Element], sheet: Sheet) -> list[tuple[str, Element]]:
    """Return the properties that most of the paragraphs’ letters have by hand alike."""
    letters = sum(len(own_text(p)) for p in paragraphs)
    found: list[tuple[str, Element]] = []
    for name in _OF_RUNS:
        votes: Counter[bytes] = Counter()
        for paragraph in paragraphs:
            for run in own(paragraph, "w:r", of="w:p"):
                votes[_said(child(run, "w:rPr", name))] += len(text_of(run))
        found += [("w:rPr", new) for new in _winner(votes, letters)]
    for name in _OF_PARAGRAPHS:
        votes = Counter(_said(child(p, "w:pPr", name)) for p in paragraphs)
        found += [("w:pPr", new) for new in _winner(votes, len(paragraphs))]
    return found


def _said(each: Element | None) -> bytes:
    return b"" if each is None else etree.tostring(each, method="c14n")


def _winner(votes: Counter[bytes], of: int) -> list[Element]:
    said, count = next(iter(votes.most_common(1)), (b"", 0))
    if not said or count < _MOST * of:
        return []
    read = etree.fromstring(said)
    name = etree.QName(read).localname
    new = element(f"w:{name}")
    new.attrib.update(read.attrib)
    return [new]


def _keep_others(
    sheet: Sheet,
    changed: Element,
    before: dict[str, Element],
    found: Iterable[tuple[str, Element]],
) -> None:
    """Let headings, headers and lists that inherit from a style look as before its change."""
    for holder, new in found:
        name = f"w:{etree.QName(new).localname}"
        old = sheet.says(changed, holder, name)
        for style in sheet.by_id.values():
            chain = list(sheet.lineage(style))
            at = next((n for n, each in enumerate(chain) if each is changed), 0)
            if at == 0 or not _is_special(sheet, style) or old is None:
                continue
            if name in {"w:rFonts", "w:color"} and "list" in value_at(style, "w:name").casefold():
                continue  # lists are running text
            if all(child(each, holder, name) is None for each in chain[:at]):
                set_property(style, holder, old)


def _as_normal(sheet: Sheet, main: Element, findings: Findings) -> None:
    """Let Normal look as the style that the body text has: our templates’ text is in Normal."""
    normal = sheet.normal
    if normal is None:
        return
    new = [
        (holder, found)
        for holder, names in (("w:rPr", _OF_RUNS), ("w:pPr", _OF_PARAGRAPHS))
        for name in names
        if (found := sheet.says(main, holder, name)) is not None
        and _said(found) != _said(sheet.says(normal, holder, name))
    ]
    _keep_others(sheet, normal, {}, new)
    for holder, found in new:
        set_property(normal, holder, found)
    if new:
        findings.take(f"the look of “{value_at(main, 'w:name')}”, which the text has, for Normal")


def _space_paragraphs(text: Sequence[Element], sheet: Sheet, findings: Findings) -> None:
    """Keep paragraphs apart where the document does it by empty ones."""
    normal = sheet.normal
    spacing = sheet.says(normal, "w:pPr", "w:spacing")
    apart = any(attribute(spacing, f"w:{side}") not in {"", "0"} for side in ("before", "after"))
    empty = sum(not own_text(p).strip() and not every(p, "w:drawing", "w:br") for p in text)
    if normal is None or apart or empty * 4 < len(text):
        return
    new = element("w:spacing") if spacing is None else copy.deepcopy(spacing)
    set_attribute(new, "w:after", _SPACE)
    set_property(normal, "w:pPr", new)
    findings.take("the space between paragraphs, in the place of empty ones")


def _settle_headings(full: Sequence[Element], sheet: Sheet, findings: Findings) -> None:
    """Give “heading 1” to “heading 3” the look of the styles that serve as headings."""
    used = [sheet.of(p) for p in full]
    for level, name in enumerate(_HEADINGS):
        ours = sheet.paragraph(name)
        if ours is not None and any(style is ours for style in used):
            continue
        serving = next((s for s in used if s is not None and _serves(sheet, s, level)), None)
        if serving is not None:
            _heading_like(sheet, name, level, serving)
            findings.take(f"the look of “{value_at(serving, 'w:name')}” for “{name}”")
    if not any(_is_heading(sheet, style) for style in used):
        _settle_bold_lines(full, sheet, findings)


def _is_heading(sheet: Sheet, style: Element | None) -> bool:
    return any(
        child(each, "w:pPr", "w:outlineLvl") is not None
        or value_at(each, "w:name").casefold().startswith("heading ")
        for each in sheet.lineage(style)
    )


def _serves(sheet: Sheet, style: Element, level: int) -> bool:
    """Say whether a style of a body's own makes headings of a level."""
    name = value_at(style, "w:name").casefold()
    if name.startswith("heading ") or name in {"title", "subtitle"}:
        return False
    outline = sheet.says(style, "w:pPr", "w:outlineLvl")
    return attribute(outline, "w:val") == str(level) or name.endswith(
        (f"heading {level + 1}", f"heading{level + 1}")
    )


def _heading_like(sheet: Sheet, name: str, level: int, serving: Element) -> None:
    """Make a built-in heading style that only inherits from the style that serves as one."""
    style = sheet.paragraph(name)
    if style is None:
        style = element("w:style", type="paragraph", styleId=f"Heading{level + 1}")
        style.append(element("w:name", val=name))
        style.append(element("w:qFormat"))
        sheet.add(style)
    for old in ("w:basedOn", "w:pPr", "w:rPr"):
        drop_properties(style, [old])
    based = element("w:basedOn", val=attribute(serving, "w:styleId"))
    first = child(style, "w:name")
    if first is not None:
        first.addnext(based)
    set_property(style, "w:pPr", element("w:keepNext"))
    set_property(style, "w:pPr", element("w:outlineLvl", val=level))


def _settle_bold_lines(full: Sequence[Element], sheet: Sheet, findings: Findings) -> None:
    """Give “heading 1” the look of short bold lines, where a document has no other headings."""
    lines = [p for p in full if _is_bold_line(p)]
    found = [each for each in _by_hand(lines, sheet) if each[0] == "w:rPr"] if lines else []
    if len(lines) < 2 or not found:
        return
    style = sheet.paragraph("heading 1")
    if style is None:
        style = element("w:style", type="paragraph", styleId="Heading1")
        style.append(element("w:name", val="heading 1"))
        style.append(element("w:qFormat"))
        sheet.add(style)
        set_property(style, "w:pPr", element("w:keepNext"))
        set_property(style, "w:pPr", element("w:spacing", before=240, after=120))
        set_property(style, "w:pPr", element("w:outlineLvl", val=0))
    for holder, new in found:
        set_property(style, holder, new)
    findings.take("the look of bold lines for “heading 1”")


def _is_bold_line(paragraph: Element) -> bool:
    runs = [r for r in own(paragraph, "w:r", of="w:p") if text_of(r).strip()]
    bold = all(
        attribute(b := child(r, "w:rPr", "w:b"), "w:val") != "0" and b is not None for r in runs
    )
    text = own_text(paragraph).strip()
    return (
        bool(runs) and bold and len(text) <= _LONGEST_HEADING and not text.endswith((".", ":", ";"))
    )


def _follow_headings(sheet: Sheet, used: set[int], findings: Findings) -> None:
    """Give headings that the document does not use, and are as Word made them, its headings’ look.

    A body that chose a font and a colour for the headings that it uses did not choose Word's.
    """
    styles = [sheet.paragraph(name) for name in _HEADINGS]
    model = next((s for s in styles if s is not None and id(s) in used), None)
    fonts = sheet.says(model, "w:rPr", "w:rFonts")
    colour = sheet.says(model, "w:rPr", "w:color")
    if model is None or _is_themed(fonts, "asciiTheme") or fonts is None:
        return
    caption = sheet.paragraph("caption")
    plain = _is_themed(child(caption, "w:rPr", "w:color"), "themeColor")  # as Word made it
    if colour is not None and caption is not None and id(caption) not in used and plain:
        set_property(caption, "w:rPr", colour)
    for style in (*styles, sheet.paragraph("title")):
        if style is None or id(style) in used:
            continue
        if not _is_themed(child(style, "w:rPr", "w:rFonts"), "asciiTheme"):
            continue
        set_property(style, "w:rPr", fonts)
        if colour is not None:
            set_property(style, "w:rPr", colour)
        model_name, name = value_at(model, "w:name"), value_at(style, "w:name")
        findings.take(f"font and colour of “{model_name}” for “{name}”, which it does not use")


def _serving(sheet: Sheet, style: Element, used: set[int]) -> bool:
    """Say whether a heading style only passes on the look of one that the document uses."""
    base = sheet.by_id.get(value_at(style, "w:basedOn"))
    named = value_at(style, "w:name").casefold() in _HEADINGS
    return named and base is not None and base is not sheet.normal and id(base) in used


def _is_themed(each: Element | None, name: str) -> bool:
    return bool(attribute(each, f"w:{name}"))
