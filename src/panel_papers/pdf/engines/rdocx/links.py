"""Links within a document, for rdocx, which makes link annotations to the web only.

The Word file that rdocx gets has links to addresses of our own instead, and one at each place that
is linked to. In the PDF they become links to destinations, and the destinations; a link changes
nothing of what rdocx paints (measured: the same content streams with a link on every run).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

import pikepdf
from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

_OURS = "https://bookmark.invalid/"  # RFC 2606: nobody can own it
_TO, _AT = f"{_OURS}to/", f"{_OURS}at/"
_FIELD = re.compile(r'HYPERLINK\s+\\l\s+"([^"]+)"|HYPERLINK\s+\\l\s+(\S+)', re.IGNORECASE)
_PRINTED = 4  # the third bit of an annotation's flags: ISO 32000-1, table 165


def bookmarks_wanted(roots: Iterable[etree._Element]) -> set[str]:
    """Return the names of bookmarks that links within the document lead to."""
    found = set()
    for root in roots:
        for link in root.iter(f"{_W}hyperlink"):
            if link.get(f"{_W}anchor") and not link.get(f"{_R}id"):
                found.add(link.get(f"{_W}anchor", ""))
        for code in root.iter(f"{_W}instrText"):
            found |= {first or second for first, second in _FIELD.findall(code.text or "")}
    return found


def link_by_address(root: etree._Element, wanted: set[str], part: str = "") -> dict[str, str]:
    """Make links to the web of a part's links and of the places they lead to.

    Returns the addresses by the identifiers of the relationships that the part now needs; with the
    name of the `part` in them, no two parts have the same.
    """
    addresses: dict[str, str] = {}
    for link in root.iter(f"{_W}hyperlink"):
        anchor = link.get(f"{_W}anchor")
        if anchor and not link.get(f"{_R}id"):
            del link.attrib[f"{_W}anchor"]
            link.set(f"{_R}id", _identifier(addresses, _TO + quote(anchor, safe=""), part))
    for code in root.iter(f"{_W}instrText"):
        code.text = _FIELD.sub(_address_field, code.text or "")
    for run, names in _landing_runs(root, wanted).items():
        address = _AT + ",".join(quote(name, safe="") for name in names)
        link = etree.Element(f"{_W}hyperlink")
        link.set(f"{_R}id", _identifier(addresses, address, part))
        parent = run.getparent()
        assert parent is not None  # noqa: S101 - a run is in a paragraph
        parent.replace(run, link)
        link.append(run)
    return addresses


def related(relationships: bytes | None, addresses: Mapping[str, str]) -> bytes:
    """Return a part's relationships with the addresses among them."""
    if relationships is None:
        root = etree.fromstring(f'<Relationships xmlns="{_RELATIONSHIPS[1:-1]}"/>')
    else:
        root = etree.fromstring(relationships)
    for identifier, address in addresses.items():
        arrow = etree.SubElement(root, f"{_RELATIONSHIPS}Relationship")
        arrow.set("Id", identifier)
        arrow.set("Type", f"{_R[1:-1]}/hyperlink")
        arrow.set("Target", address)
        arrow.set("TargetMode", "External")
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def link_within(pdf: pikepdf.Pdf) -> None:
    """Make destinations and links to them of the links to our own addresses."""
    destinations: dict[str, pikepdf.Object] = {}
    links: list[tuple[pikepdf.Page, pikepdf.Object]] = []
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            address = str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
            if address.startswith(_AT):
                left, _, _, top = (float(v) for v in annotation.Rect)
                for name in address.removeprefix(_AT).split(","):
                    place = pikepdf.Array([page.obj, pikepdf.Name.XYZ, left, top, 0])
                    destinations.setdefault(unquote(name), place)
            else:
                links.append((page, annotation))
    for page in pdf.pages:
        if "/Annots" in page.obj:
            page.obj.Annots = pikepdf.Array()
    for page, annotation in links:
        address = str(annotation.get("/A", pikepdf.Dictionary()).get("/URI", ""))
        if address.startswith(_TO):
            name = unquote(address.removeprefix(_TO))
            if name not in destinations:
                continue  # as in Word: the words stay, and lead nowhere
            del annotation["/A"]
            annotation.Dest = pikepdf.Name(f"/{name}")
        annotation.F = _PRINTED
        page.obj.Annots.append(annotation)
    if destinations:
        names = {f"/{name}": place for name, place in sorted(destinations.items())}
        pdf.Root.Dests = pikepdf.Dictionary(names)


def _identifier(addresses: dict[str, str], address: str, part: str) -> str:
    found = next((key for key, known in addresses.items() if known == address), None)
    if found is None:
        found = f"rIdBookmark{part}{len(addresses) + 1}"
        addresses[found] = address
    return found


def _address_field(found: re.Match[str]) -> str:
    return f'HYPERLINK "{_TO}{quote(found[1] or found[2], safe="")}"'


def _landing_runs(root: etree._Element, wanted: set[str]) -> dict[etree._Element, list[str]]:
    """Return the runs at which the given bookmarks begin, with the bookmarks' names."""
    found: dict[etree._Element, list[str]] = {}
    waiting: list[str] = []
    for element in root.iter(f"{_W}bookmarkStart", f"{_W}r"):
        if element.tag == f"{_W}bookmarkStart":
            name = element.get(f"{_W}name", "")
            if name in wanted:
                waiting.append(name)
        elif waiting and _can_be_linked(element):
            found[element] = waiting
            waiting = []
    return found


def _can_be_linked(run: etree._Element) -> bool:
    text = "".join(t.text or "" for t in run.iter(f"{_W}t"))
    within = {ancestor.tag for ancestor in _above(run)}
    return bool(text.strip()) and f"{_W}hyperlink" not in within


def _above(element: etree._Element) -> Iterator[etree._Element]:
    yield from element.iterancestors()
