"""Where the text of each paragraph was typed, and the hidden anchors that find it again.

A built document goes to reviewers, who change it in Word and send it back. Each paragraph of the
body that prints something of the inputs is inside a hidden bookmark (Word hides names that begin
with “_”), whose name is made from where the paragraph comes from and what it says. So a paragraph
that nobody has changed since has the same anchor in every build.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from docx.document import Document
from lxml import etree
from msgspec import Struct

from panel_papers.core import Leaf, Place, Prose
from panel_papers.word.elements import element
from panel_papers.word.story import stories
from panel_papers.word.xml import Element, attribute, child, every, is_a, within

ANCHOR = "_pp_"
"""How the name of each anchor begins."""
WHOLE = "_ppall_"
"""How the name of the one anchor begins that is made from all others and from the looks of their
paragraphs: it names the build."""
_SHOWN = ("w:t", "w:tab", "w:br", "w:cr", "w:noBreakHyphen", "w:softHyphen", "w:footnoteReference")


class BlockOrigin(Struct, frozen=True):
    """A paragraph that is a block of Markdown, or a cell of a table there.

    `line` is that of the block in the Markdown, from 1; `cell` is the cell's number in its row,
    from 0.
    """

    prose: Prose
    line: int
    cell: int | None = None


class DataOrigin(Struct, frozen=True):
    """A paragraph that is made from data: a cell of a table, or a caption.

    `place` is that of the block that asks for it, `data` that of the file, where it is another.
    `is_item` says that it is no data, but a line of a cell of Markdown that has a list.
    """

    place: Place
    data: Place | None = None
    is_item: bool = False


class CaptionOrigin(Struct, frozen=True):
    """The caption of a table, chart or picture that Markdown asks for, or the line of its source.

    `line` is that of the fence or the picture in the Markdown, from 1; `key` says what of it is
    printed (“caption”, “source_line”), and `label` is what the build prints before that.
    """

    prose: Prose
    line: int
    key: str
    label: str
    place: Place


class Value(Struct, frozen=True):
    """A value that is in a line of a template: what it is, and the tag that asked for it."""

    leaf: Leaf
    tag: str


class ValuesOrigin(Struct, frozen=True):
    """A paragraph of a template with values in it: its text, piece by piece.

    A piece without a value is the template's own.
    """

    pieces: tuple[tuple[str, Value | None], ...]


Origin: TypeAlias = BlockOrigin | DataOrigin | CaptionOrigin | ValuesOrigin


def shown_text(node: Element) -> str:
    """Return what a node of a run shows: text, a tab, a line end, a mark of a note (U+FFFC)."""
    if is_a(node, "w:t"):
        return node.text or ""
    if is_a(node, "w:tab") and is_a(node.getparent(), "w:r"):
        return "\t"
    if is_a(node, "w:br", "w:cr"):
        return "" if attribute(node, "w:type") in {"page", "column"} else "\n"
    if is_a(node, "w:noBreakHyphen"):
        return "\u2011"
    if is_a(node, "w:softHyphen"):
        return "\u00ad"
    return "\ufffc" if is_a(node, "w:footnoteReference") else ""


def values_origin(paragraph: Element, owners: Mapping[Element, Value]) -> ValuesOrigin | None:
    """Return the pieces of a template's paragraph; None where it has no value in it.

    `owners` has the value that each element was put in for.
    """
    pieces: list[tuple[str, Value | None]] = []
    for node in every(paragraph, *_SHOWN):
        if within(node, "w:p") is not paragraph:
            continue
        owner = next((owners[each] for each in node.iterancestors() if each in owners), None)
        text = shown_text(node)
        if pieces and pieces[-1][1] is owner:
            pieces[-1] = pieces[-1][0] + text, owner
        else:
            pieces.append((text, owner))
    if all(owner is None for _, owner in pieces):
        return None
    return ValuesOrigin(tuple(pieces))


def put_anchors(
    document: Document, origins: Sequence[tuple[Element, Origin]]
) -> tuple[dict[str, Origin], list[Element]]:
    """Put an anchor around each paragraph; return the origins by anchor, and what was put in.

    Where one text comes several times from one place, the anchors of all of them say how many
    there are: a build with more or fewer has other anchors, and none leads to the wrong one.
    """
    texts = [
        (_source(origin), "".join(map(shown_text, every(paragraph, *_SHOWN))))
        for paragraph, origin in origins
    ]
    totals, met = Counter(texts), Counter[tuple[str, str]]()
    next_id = 1 + max(_ids(document), default=0)
    anchors: dict[str, Origin] = {}
    put: list[Element] = []
    for number, ((paragraph, origin), key) in enumerate(zip(origins, texts, strict=True), next_id):
        met[key] += 1
        said = "\0".join((*key, str(met[key]), str(totals[key])))
        name = ANCHOR + hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:24]
        anchors[name] = origin
        start = element("w:bookmarkStart", id=number, name=name)
        end = element("w:bookmarkEnd", id=number)
        properties = child(paragraph, "w:pPr")
        paragraph.insert(0 if properties is None else 1, start)
        paragraph.append(end)
        put += [start, end]
    if put:
        looks = b"".join(_look(paragraph) for paragraph, _ in origins)
        looks += b"".join(_beside(document))
        whole = hashlib.sha256("".join(anchors).encode() + looks).hexdigest()[:24]
        start = element("w:bookmarkStart", id=next_id + len(origins), name=f"{WHOLE}{whole}")
        put[0].addnext(start)
        start.addnext(end := element("w:bookmarkEnd", id=next_id + len(origins)))
        put += [start, end]
    return anchors, put


def _beside(document: Document) -> Iterator[bytes]:
    """Yield what a build says beside its paragraphs: footnotes, alternative texts."""
    for story in stories(document):
        if story.name == "footnotes":
            for each in every(story.root, "w:footnote"):
                yield etree.tostring(each, method="c14n", with_tail=False)
    for drawing in every(document.element.body, "wp:docPr"):
        yield (drawing.get("descr") or "").encode(errors="surrogatepass")


def _look(paragraph: Element) -> bytes:
    """Return what a paragraph looks like, for the name of the build alone."""
    found = every(paragraph, "w:rPr", "w:pStyle", "w:ilvl")
    return b"".join(etree.tostring(each, method="c14n", with_tail=False) for each in found)


def _ids(document: Document) -> Iterable[int]:
    for start in every(document.element.body, "w:bookmarkStart"):
        number = attribute(start, "w:id")
        if number.isdecimal():
            yield int(number)


def _source(origin: Origin) -> str:
    """Say where a paragraph comes from, without the folders above the paper."""
    match origin:
        case BlockOrigin():
            return origin.prose.place.file.rpartition("/")[2]
        case DataOrigin() | CaptionOrigin():
            return origin.place.file.rpartition("/")[2]
        case ValuesOrigin():
            return " ".join(value.tag for _, value in origin.pieces if value)
