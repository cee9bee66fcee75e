"""Takes out of a Word document the parts that are not its text, tables, pictures and charts."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from panel_papers.inputs.cleaning.results import Tally
from panel_papers.inputs.cleaning.word.names import detach, n
from panel_papers.inputs.cleaning.word.outside import EXTERNAL_STRIPPED
from panel_papers.inputs.cleaning.word.package import Package, Relation
from panel_papers.inputs.cleaning.word.refusals import CHANGE_OF
from panel_papers.inputs.cleaning.word.stories import part_of

_TEXT = frozenset(
    [
        "officeDocument",
        "styles",
        "stylesWithEffects",
        "settings",
        "webSettings",
        "fontTable",
        "theme",
        "themeOverride",
        "numbering",
        "footnotes",
        "endnotes",
        "header",
        "footer",
        "image",
        "hdphoto",
        "hyperlink",
        "font",
        "chart",
        "chartEx",
        "chartStyle",
        "chartColorStyle",
        "chartUserShapes",
        "diagramData",
        "diagramLayout",
        "diagramQuickStyle",
        "diagramColors",
        "diagramDrawing",
        "core-properties",
        "extended-properties",
    ]
)
_TAKEN_OUT = {
    "comments": "comments part",
    "commentsExtended": "comments part",
    "commentsIds": "comments part",
    "commentsExtensible": "comments part",
    "people": "list of people who commented",
    "customXml": "data behind the text",
    "customXmlProps": "data behind the text",
    "custom-properties": "property of the document",
    "thumbnail": "small picture of the first page",
    "printerSettings": "settings of a printer",
    "glossaryDocument": "building blocks",
    "keyMapCustomizations": "settings of a desk",
    "attachedToolbars": "settings of a desk",
    "extensibility": "settings of a desk",
    "userCustomization": "settings of a desk",
    "webextensiontaskpanes": "settings of an add-in",
    "webextension": "settings of an add-in",
    "classificationlabels": "label of a classification system",
    "documenttasks": "list of tasks",
    "recipientData": "mail-merge data",
    "intelligence": "settings of an add-in",
}
KNOWN = _TEXT | frozenset(_TAKEN_OUT)
"""The kinds of relationship that are kept or taken out; any other makes a document refused."""

_BEHIND_CHARTS = ("package", "oleObject")
_SETTINGS = {
    "w:attachedTemplate": "link to a template",
    "w:mailMerge": "mail-merge data",
    "w:documentProtection": "protection of the document",
    "w:writeProtection": "protection of the document",
    "w:trackRevisions": "switch that tracks changes",
    "w:docVars": "variables of macros",
    "w:attachedSchema": "link to a schema",
    "w:saveThroughXslt": "link to a stylesheet",
    "w:linkStyles": "link to a template",
    "w:rsids": None,
}


def remove_parts(package: Package, tally: Tally) -> None:
    """Take out relationships to what is not shown, and parts that nothing leads to."""
    tally.add("part that nothing uses", count=len(package.collect()))
    charts = {r.target for r in package.every_relation() if r.kind in ("chart", "chartEx")}
    for relation in list(package.every_relation()):
        if relation.source in charts and (relation.external or relation.kind in _BEHIND_CHARTS):
            _unlink_chart(package, relation, tally)
        elif relation.external:
            _drop_external(package, relation, tally)
        elif relation.kind in _TAKEN_OUT:
            package.drop(relation)
            if relation.kind != "customXmlProps":
                tally.add(_TAKEN_OUT[relation.kind])


def collect_parts(package: Package, tally: Tally) -> None:
    """Take out the parts that nothing leads to any more."""
    package.collect()


def _unlink_chart(package: Package, relation: Relation, tally: Tally) -> None:
    """Take the spreadsheet behind a chart away; the chart shows the numbers that it has stored."""
    if relation.kind == "hyperlink":
        return
    package.drop(relation)
    tree = package.tree(relation.source)
    for element in list(tree.iter(n("c:externalData"), n("cx:externalData"))):
        if element.get(n("r:id")) == relation.id:
            detach(element)
    tally.add("spreadsheet behind a chart")


def _drop_external(package: Package, relation: Relation, tally: Tally) -> None:
    if relation.kind == "image":  # its copy is in the file, or the document was refused
        for element in package.tree(relation.source).iter():
            for name in (n("r:link"), n("r:href")) if isinstance(element.tag, str) else ():
                if element.get(name) == relation.id:
                    del element.attrib[name]
        package.drop(relation)
        tally.add("link to a picture that is in the document too")
    elif relation.kind in EXTERNAL_STRIPPED and relation.kind != "hyperlink":
        package.drop(relation)
        if relation.kind in _TAKEN_OUT:
            tally.add("link to a file that no page shows")
        elif relation.kind not in ("attachedTemplate", "transform"):  # counted by its setting
            tally.add("mail-merge data")


def clean_settings(package: Package, tally: Tally) -> None:
    """Take protection, links and editing sessions out of the settings, tracking out of styles."""
    name = part_of(package, "settings")
    if name:
        root = package.tree(name)
        for wanted, what in _SETTINGS.items():
            for element in list(root.iterchildren(n(wanted))):
                root.remove(element)
                tally.add(what or "number of an editing session (rsid)")
    for kind in ("styles", "numbering"):
        name = part_of(package, kind)
        for element in list(package.tree(name).iter(*CHANGE_OF)) if name else []:
            detach(element)
            tally.add("former format of a style")


_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_KEPT_CORE = frozenset({f"{_DC}title", f"{_DC}language", f"{_TERMS}created", f"{_TERMS}modified"})
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_DROPPED_APP = frozenset(
    {f"{_APP}{name}" for name in ("Company", "Manager", "HyperlinkBase", "HLinks", "TotalTime")}
)
_USUAL_TEMPLATES = ("", "Normal.dotm", "Normal")


def clean_program_properties(package: Package, tally: Tally) -> None:
    """Take companies, managers, templates and the like out of what the program says of a file."""
    for relation in package.relations(""):
        if relation.kind == "extended-properties" and relation.target in package.parts:
            _drop(package.tree(relation.target), tally, dropped=_is_of_the_desk)


def clean_properties(package: Package, tally: Tally) -> None:
    """Take authors, companies, keywords and the like out of the document's properties."""
    for relation in package.relations(""):
        if relation.target not in package.parts:
            continue
        if relation.kind == "core-properties":
            _drop(package.tree(relation.target), tally, dropped=_is_personal)
    clean_program_properties(package, tally)


def _drop(root: etree._Element, tally: Tally, *, dropped: Callable[[etree._Element], bool]) -> None:
    for element in [element for element in root if dropped(element)]:
        root.remove(element)
        tally.add("property of the document (author, company, keywords and the like)")


def _is_personal(element: etree._Element) -> bool:
    return element.tag not in _KEPT_CORE and bool((element.text or "").strip())


def _is_of_the_desk(element: etree._Element) -> bool:
    text = (element.text or "").strip()
    if element.tag == f"{_APP}Template":
        return text not in _USUAL_TEMPLATES
    return element.tag in _DROPPED_APP and (bool(text) or len(element) > 0)
