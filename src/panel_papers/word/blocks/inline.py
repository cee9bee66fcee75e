"""Markdown inside a line: emphasis, code, links, line breaks and footnote marks as runs."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.simpletypes import ST_VerticalAlignRun
from docx.oxml.text.font import CT_RPr
from msgspec import Struct
from msgspec.structs import replace

from panel_papers.content import Source, SyntaxTreeNode, plain_text
from panel_papers.core import Level, Place, Problem, did_you_mean
from panel_papers.word.blocks.anchors import Anchors
from panel_papers.word.blocks.names import Names
from panel_papers.word.elements import Element, element, put_language, run_properties
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.runs import element_run, highlighted, text_runs
from panel_papers.word.xml import qn

_ALLOWED_SCHEMES = {"http", "https", "mailto"}
_WEB_HOST = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]|$)", re.IGNORECASE)

# The marks in the order in which they may take the run's one character style. A link comes first:
# LibreOffice drops a link whose runs lack the style.
_STYLE_OF = {"link": "Hyperlink", "code_inline": "Code", "strong": "Strong", "em": "Emphasis"}
_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
_RAISED = {"sup": ST_VerticalAlignRun.SUPERSCRIPT, "sub": ST_VerticalAlignRun.SUBSCRIPT}
_DIRECT = {"strong": ("b", "bCs"), "em": ("i", "iCs"), "s": ("strike",)}


class Line(Struct, frozen=True):
    """Where a line of text goes.

    `part` is the package part that holds it, and so its links' relationships; `look` the run
    properties of plain text. `footnote` makes the footnote of a label and returns its mark's id;
    it is None where Word allows no footnote, and `why_no_footnote` then says why. `language` is
    that of a passage in another one than the paper's.
    """

    source: Source
    part: Part
    look: CT_RPr | None
    footnote: Callable[[str], int] | None
    why_no_footnote: str = ""
    marks: frozenset[str] = frozenset()
    language: str | None = None


class InlineWriter:
    """Turns inline Markdown into runs and hyperlinks; adds what it cannot place to `problems`."""

    def __init__(
        self, styles: HouseStyles, anchors: Anchors, names: Names, problems: list[Problem]
    ) -> None:
        self._styles = styles
        self._names = names
        self._anchors = anchors
        self._problems = problems

    def write(self, nodes: list[SyntaxTreeNode], line: Line) -> list[Element]:
        """Return the runs and hyperlinks of inline nodes, in order."""
        return [run for node in nodes for run in self._node(node, line)]

    def _node(self, node: SyntaxTreeNode, line: Line) -> list[Element]:
        match node.type:
            case "code_inline":
                return text_runs(node.content, self._look(_marked(line, "code_inline")))
            case "strong" | "em" | "s" | "span" | "sup" | "sub":
                return self.write(node.children, _inside(line, node))
            case "link" | "reference":
                return self._link(node, line)
            case "image":
                return self._image(node, line)
            case "footnote_ref":
                return self._footnote(node, line)
            case _:
                text = _BREAKS.get(node.type, node.content)
                runs = text_runs(text, self._look(line))
                return [highlighted(run) for run in runs] if node.meta.get("missing") else runs

    def _look(self, line: Line) -> CT_RPr:
        """Return the run properties of text under the line's marks.

        A run has one character style; a second mark, or one whose style the house does without,
        is set on the run itself.
        """
        look = run_properties() if line.look is None else copy.deepcopy(line.look)
        marks = [mark for mark in _STYLE_OF if mark in line.marks]
        for mark in marks:
            must = mark in {"link", "code_inline"}
            style = (
                self._styles.character(_STYLE_OF[mark])
                if must
                else self._styles.optional("character", _STYLE_OF[mark])
            )
            if style is not None and (must or look.style is None):
                look.style = style.get(qn("w:styleId"))
                marks.remove(mark)
                break
        for mark in [*marks, *(line.marks & {"s"})]:
            for name in _DIRECT.get(mark, ()):
                getattr(look, f"get_or_add_{name}")().val = True
        if raised := line.marks & {"sup", "sub"}:
            look.get_or_add_vertAlign().val = _RAISED["sup" if "sup" in raised else "sub"]
        if line.language is not None:
            put_language(look, line.language)
        return look

    def _link(self, node: SyntaxTreeNode, line: Line) -> list[Element]:
        if node.type == "reference":
            return [self._names.refer(node, self._look(_marked(line, "link")), line.source)]
        url = str(node.attrs.get("href", ""))
        place = line.source.place(node)
        if not url.strip("#").strip():
            self._problems.append(_dead_link(node, place))
            return self.write(node.children, line)
        if not url.startswith("#") and (fault := _refused(url, place)):
            self._problems.append(fault)
            return self.write(node.children, line)
        runs = self.write(node.children, _marked(line, "link"))
        if not runs:
            self._problems.append(
                Problem(
                    "link-without-text",
                    place,
                    f"The link to “{url}” has no text, so nobody would see it",
                    "",
                    f"write words that say where it leads: [the words]({url})",
                )
            )
            return []
        hyperlink = element("w:hyperlink")
        if url.startswith("#"):
            self._anchors.add(hyperlink, url[1:], place)
        else:
            rel_id = line.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            hyperlink.set(qn("r:id"), rel_id)
        hyperlink.set(qn("w:history"), "1")
        hyperlink.extend(runs)
        return [hyperlink]

    def _image(self, node: SyntaxTreeNode, line: Line) -> list[Element]:
        self._problems.append(
            Problem(
                "picture-in-prose",
                line.source.place(node),
                f"The picture “{node.attrs.get('src', '')}” is inside a line, a list, a quotation "
                "or a table, where no picture can be printed",
                "",
                "write it alone between two empty lines, such as "
                '![What it shows](appendices/map.png "Its caption")',
            )
        )
        return self.write(node.children, line)

    def _footnote(self, node: SyntaxTreeNode, line: Line) -> list[Element]:
        label = str(node.meta["label"])
        typed = text_runs(f"[^{label}]", self._look(line))
        if label not in line.source.notes:
            self._problems.append(
                Problem(
                    "unknown-footnote",
                    line.source.place(node),
                    f"“[^{label}]” refers to a footnote that does not exist",
                    "",
                    did_you_mean(label, line.source.notes)
                    or f"write the footnote on a line that begins “[^{label}]:”, or write "
                    f"“\\[^{label}]” to print the characters as they are",
                )
            )
            return typed
        if line.footnote is None:
            self._problems.append(
                Problem(
                    "footnote-here",
                    line.source.place(node),
                    f"The footnote “[^{label}]” {line.why_no_footnote}",
                    "footnotes in the body of the document only",
                    "delete the mark here, and type the footnote’s words into the text",
                )
            )
            return typed
        reference = element("w:footnoteReference", id=line.footnote(label))
        return [element_run(reference, footnote_mark_look(self._styles))]


def footnote_mark_look(styles: HouseStyles) -> CT_RPr:
    """Return the run properties of a footnote's mark, in the text and in the note."""
    look = run_properties()
    style = styles.character("footnote reference")
    look.style = None if style is None else style.get(qn("w:styleId"))
    return look


def _marked(line: Line, mark: str) -> Line:
    return replace(line, marks=line.marks | {mark})


def _inside(line: Line, node: SyntaxTreeNode) -> Line:
    """Return the line of what is inside a mark, or inside a passage in another language."""
    if node.type == "span":
        return replace(line, language=str(node.attrs["lang"]))
    return _marked(line, node.type)


def _dead_link(node: SyntaxTreeNode, place: Place) -> Problem:
    text = plain_text(node.children)
    return Problem(
        "dead-link",
        place,
        f"The link “{text}” has no web address, so it prints as plain text",
        "",
        f"write [{text}](https://…), or delete the brackets",
        Level.WARNING,
    )


def _refused(url: str, place: Place) -> Problem | None:
    """Return the problem of an address that a public paper must not lead to, or None."""
    scheme, colon, rest = url.partition(":")
    named = colon == ":" and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*", scheme) is not None
    if named and scheme.lower() in _ALLOWED_SCHEMES:
        if rest.strip("/"):
            return None
        found = f"The address “{url}” is not complete"
    elif named:
        found = f"The link leads to “{url}”, and addresses that begin “{scheme}:” are not allowed"
    else:
        found = f"The link leads to “{url}”, which is not a complete address"
    if not named and "@" in url:
        hint = f"write “mailto:{url}” if you mean that"
    elif not named and _WEB_HOST.match(url):
        hint = f"write “https://{url}” if you mean that"
    else:
        hint = (
            "write the whole address here; if it is a file or folder, delete the brackets and "
            "leave its name as text"
        )
    wanted = "an address that begins https://, http:// or mailto:, or # and a heading"
    return Problem("link-address", place, found, wanted, hint)
