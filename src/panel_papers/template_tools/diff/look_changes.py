"""What changed in the look of a template, in words: its styles and its page set-up."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence

from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from lxml import etree

from panel_papers.word import Element, attribute, child, children, every, value_at

_TWIPS_A_CM = 567
_PAPERS = {(11906, 16838): "A4", (12240, 15840): "US Letter", (16838, 23811): "A3"}
_NAMES = {
    "b": "bold", "i": "italic", "u": "underline", "sz": "size", "color": "colour",
    "rFonts": "font", "caps": "capitals", "smallCaps": "small capitals", "strike": "struck out",
    "vertAlign": "raised or lowered", "highlight": "highlight", "shd": "shading",
    "lang": "language", "jc": "alignment", "spacing": "spacing", "ind": "indent",
    "keepNext": "keep with next", "keepLines": "keep lines together",
    "pageBreakBefore": "page break before", "widowControl": "widow control",
    "contextualSpacing": "no space between paragraphs of this style", "pBdr": "border",
    "numPr": "list numbering", "tabs": "tab stops", "outlineLvl": "outline level",
    "basedOn": "based on", "next": "style of the next paragraph", "tblPr": "table properties",
    "tcPr": "cell properties", "trPr": "row properties", "tblStylePr": "parts of the table",
    "bCs": "", "iCs": "", "szCs": "", "rsid": "", "qFormat": "", "uiPriority": "", "name": "",
    "semiHidden": "", "unhideWhenUsed": "", "locked": "", "link": "", "aliases": "",
}  # fmt: skip
_SPACING = {"before": "space before", "after": "space after", "line": "line spacing"}
_INDENT = {
    "left": "indent left", "start": "indent left", "right": "indent right", "end": "indent right",
    "firstLine": "first line indent", "hanging": "hanging indent",
}  # fmt: skip
_MARGINS = ("top", "bottom", "left", "right", "header", "footer", "gutter")
_ALIGNED = {"left": "left", "start": "left", "right": "right", "end": "right",
            "center": "centred", "both": "justified"}  # fmt: skip
_WITH_VALUE = frozenset(["color", "u", "lang", "outlineLvl", "highlight", "vertAlign"])
_NONE = "not set"


def look_changes(old: bytes, new: bytes, *, page: bool = True) -> tuple[str, ...]:
    """Return what changed in styles and, with `page`, in page set-up, one line each."""
    before, after = Document(io.BytesIO(old)), Document(io.BytesIO(new))
    lines = [*_style_changes(before, after)]
    if page:
        lines += _page_changes(before, after)
    lines += _other_parts(before, after)
    return tuple(lines)


def _style_changes(old: Opened, new: Opened) -> Iterator[str]:
    before, after = _defaults(old), _defaults(new)
    if before != after:
        yield f"All text: {_told(before, after)}"
    olds, news = _styles(old), _styles(new)
    for name in sorted(olds.keys() - news.keys()):
        yield f"Style “{name}” is gone"
    for name in sorted(news.keys() - olds.keys()):
        yield f"Style “{name}” is new"
    for name, facts in news.items():
        if name in olds and olds[name] != facts:
            yield f"Style “{name}”: {_told(olds[name], facts)}"


def _styles(document: Opened) -> dict[str, dict[str, str]]:
    """Return what each style that Word shows sets, by its name."""
    root = document.styles.element
    names = {attribute(s, "w:styleId"): value_at(s, "w:name") for s in children(root, "w:style")}
    return {
        _shown(value_at(style, "w:name")): dict(_facts(style, names))
        for style in children(root, "w:style")
    }


def _shown(name: str) -> str:
    """Return a style's name as Word shows it: what the file calls “heading 1” is “Heading 1”."""
    return name[:1].upper() + name[1:]


def _defaults(document: Opened) -> dict[str, str]:
    defaults = child(document.styles.element, "w:docDefaults")
    facts: dict[str, str] = {}
    for way in (("w:rPrDefault", "w:rPr"), ("w:pPrDefault", "w:pPr")):
        properties = child(defaults, *way)
        facts |= dict(_set(properties)) if properties is not None else {}
    return facts


def _facts(style: Element, names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for held in style:
        local = etree.QName(held).localname
        if local in {"pPr", "rPr"}:
            yield from _set(held)
        elif local in {"basedOn", "next"}:
            other = attribute(held, "w:val")
            yield _NAMES[local], f"“{_shown(names.get(other, other))}”"
        elif _NAMES.get(local, local):
            yield _NAMES.get(local, local), _whole(held)


def _set(properties: Element) -> Iterator[tuple[str, str]]:
    """Yield the settings of paragraph or text properties, in words."""
    for held in properties:
        local = etree.QName(held).localname
        if local == "rPr" or not _NAMES.get(local, local):
            continue
        if local == "spacing" and any(attribute(held, f"w:{side}") for side in _SPACING):
            for side, words in _SPACING.items():
                if attribute(held, f"w:{side}"):
                    yield words, _line(held) if side == "line" else _points(held, f"w:{side}")
        elif local == "ind":
            for side, words in _INDENT.items():
                if attribute(held, f"w:{side}"):
                    yield words, _centimetres(attribute(held, f"w:{side}"))
        else:
            yield _NAMES.get(local, local), _value(local, held)


def _value(local: str, held: Element) -> str:
    value = attribute(held, "w:val")
    said = {
        "sz": f"{int(value) / 2:g} pt" if value.isdigit() else value,
        "rFonts": attribute(held, "w:ascii") or attribute(held, "w:asciiTheme"),
        "jc": _ALIGNED.get(value, value),
        "shd": attribute(held, "w:fill"),
    }
    if local in said:
        return said[local] or _whole(held)
    if local not in _WITH_VALUE and not len(held) and len(held.attrib) < 2:
        switch = {"": "on", "1": "on", "true": "on", "0": "off", "false": "off", "none": "off"}
        return switch.get(value, value)
    return value if value and not len(held) else _whole(held)


def _whole(held: Element) -> str:
    """Return all that an element says, for comparison; too long to be reported."""
    said = sorted(
        f"{etree.QName(str(name)).localname}={value!s}"
        for name, value in held.attrib.items()
        if "}rsid" not in str(name)
    )
    inner = [_whole(each) for each in held]
    return f"{etree.QName(held).localname}({' '.join([*said, *inner])})"


def _told(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    parts = []
    for name in dict.fromkeys([*old, *new]):
        before, after = old.get(name, _NONE), new.get(name, _NONE)
        if before == after:
            continue
        long = "(" in before + after
        parts.append(f"{name} changed" if long else f"{name} {before} → {after}")
    return "; ".join(parts)


def _points(held: Element, name: str) -> str:
    value = attribute(held, name)
    return f"{int(value) / 20:g} pt" if value.isdigit() else value


def _line(held: Element) -> str:
    value, rule = attribute(held, "w:line"), attribute(held, "w:lineRule")
    if rule in {"exact", "atLeast"}:
        return f"{'exactly' if rule == 'exact' else 'at least'} {_points(held, 'w:line')}"
    return f"{int(value) / 240:g} lines" if value.isdigit() else value


def _centimetres(twips: str) -> str:
    try:
        return f"{int(twips) / _TWIPS_A_CM:.2f}".rstrip("0").rstrip(".") + " cm"
    except ValueError:
        return twips


def _page_changes(old: Opened, new: Opened) -> Iterator[str]:
    olds, news = (every(d.element.body, "w:sectPr") for d in (old, new))
    if len(olds) != len(news):
        yield f"Sections: {len(olds)} → {len(news)}"
    for number, (before, after) in enumerate(zip(olds, news, strict=False), 1):
        told = _told(dict(_page(before)), dict(_page(after)))
        if told:
            which = f" of section {number}" if len(news) > 1 else ""
            yield f"Page set-up{which}: {told}"


def _page(section: Element) -> Iterator[tuple[str, str]]:
    size = child(section, "w:pgSz")
    sides = (attribute(size, "w:w"), attribute(size, "w:h"))
    if all(side.isdigit() for side in sides):
        width, height = map(int, sides)
        paper = _PAPERS.get((min(width, height), max(width, height)))
        shown = f"{_centimetres(sides[0])} × {_centimetres(sides[1])}"
        yield "paper", f"{paper or shown} {'landscape' if width > height else 'portrait'}"
    margins = child(section, "w:pgMar")
    for side in _MARGINS:
        name = f"{side} margin" if side in _MARGINS[:4] else f"{side} distance"
        yield name, _centimetres(attribute(margins, f"w:{side}") or "0")
    yield "columns", attribute(child(section, "w:cols"), "w:num") or "1"
    title = child(section, "w:titlePg")
    yield "different first page", "off" if title is None else _value("titlePg", title)
    for mark in ("header", "footer"):
        references = children(section, f"w:{mark}Reference")
        kinds = sorted(attribute(each, "w:type") for each in references)
        yield f"{mark}s", ", ".join(kinds) or "none"


def _other_parts(old: Opened, new: Opened) -> Iterator[str]:
    """Report numbering, colours and pictures, where they differ at all."""
    olds, news = _parts(old), _parts(new)
    for words, fitting in (
        ("The lists’ numbering changed", lambda n: n.endswith("numbering.xml")),
        ("The theme (its colours and fonts) changed", lambda n: "/theme/" in n),
        ("A picture changed", lambda n: "/media/" in n),
    ):
        one, other = ([part for n, part in parts if fitting(n)] for parts in (olds, news))
        if one != other:
            yield words


def _parts(document: Opened) -> Sequence[tuple[str, bytes]]:
    return sorted(
        (str(part.partname), _canonical(part.blob))
        for part in document.part.package.iter_parts()
        if not str(part.partname).endswith(("document.xml", "styles.xml"))
    )


def _canonical(blob: bytes) -> bytes:
    if not blob.lstrip().startswith(b"<"):
        return blob
    root = etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for each in root.iter(etree.Element):
        for name in [n for n in each.attrib if "}rsid" in str(n)]:
            del each.attrib[name]
        if each.tag == qn("w:rsids"):
            each.clear()
    return etree.tostring(root, method="c14n")
