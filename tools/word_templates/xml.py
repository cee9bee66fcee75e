"""Word's XML as nested function calls: `w("p", w("r", t("text")))`."""

from __future__ import annotations

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
NAMESPACES = {"w": W, "r": R}

Element = etree._Element


def w(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """Return the element `w:tag` with its children in the order given, None left out.

    Attributes are in Word's namespace; `r__id` stands for `r:id`.
    """
    element = etree.Element(f"{{{W}}}{tag}", nsmap=NAMESPACES)
    for name, value in attributes.items():
        namespace, local = (R, name[3:]) if name.startswith("r__") else (W, name)
        element.set(f"{{{namespace}}}{local}", str(value))
    element.extend(child for child in children if child is not None)
    return element


def flag(tag: str, on: bool) -> Element | None:
    """Return a switch such as `w:b`, or None where it is off."""
    return w(tag) if on else None


def text_run(text: str, *, style: str | None = None) -> Element:
    """Return a run of plain text; a line feed in `text` is a line break, a tab a tab."""
    run = w("r", w("rPr", w("rStyle", val=style)) if style else None)
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(w("br"))
        for position, piece in enumerate(line.split("\t")):
            if position:
                run.append(w("tab"))
            if piece:
                run.append(_text(piece))
    return run


def _text(text: str) -> Element:
    element = w("t")
    element.text = text
    element.set(XML_SPACE, "preserve")
    return element


def paragraph(style: str | None, *runs: Element, properties: tuple[Element, ...] = ()) -> Element:
    """Return a paragraph in the style with this id; `properties` follow the style's own element."""
    p_style = w("pStyle", val=style) if style else None
    has_properties = p_style is not None or properties
    return w("p", w("pPr", p_style, *properties) if has_properties else None, *runs)


def to_bytes(root: Element) -> bytes:
    """Return the element as a part of a Word package."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
