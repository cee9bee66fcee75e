"""Markdown footnotes written as Word footnotes."""

from __future__ import annotations

from docx.document import Document

from panel_papers.content import NAMES, Source
from panel_papers.core import Problem
from panel_papers.word.blocks.hosts import style_properties
from panel_papers.word.blocks.inline import InlineWriter, Line, footnote_mark_look
from panel_papers.word.elements import Element, element
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.notes import footnotes_part, new_footnote
from panel_papers.word.runs import element_run, text_runs


class FootnoteWriter:
    """Writes footnotes behind those that the document has; adds what cannot be in one."""

    def __init__(
        self,
        document: Document,
        styles: HouseStyles,
        inline: InlineWriter,
        problems: list[Problem],
    ) -> None:
        self._document = document
        self._styles = styles
        self._inline = inline
        self._problems = problems
        self._last: int | None = None

    def write(self, source: Source, label: str) -> int:
        """Write the footnote of a label once more, and return its id.

        Its paragraphs become lines of one paragraph: dxpdf 0.8.1 drops the second paragraph of a
        note wherever the text runs over the page.
        """
        note_id, note = new_footnote(self._document, self._last)
        self._last = note_id
        part = footnotes_part(self._document)
        line = Line(source, part, None, None, "is inside another footnote")
        text: list[Element] = []
        for node in source.notes[label]:
            if node.type != "paragraph":
                self._problems.append(
                    Problem(
                        "footnote-block",
                        source.place(node),
                        f"A footnote has {NAMES.get(node.type, 'a footnote')} in it",
                        "paragraphs of text only",
                        "move it from the footnote into the text",
                    )
                )
            for inner in node.walk():
                if inner.type in {"inline", "fence", "code_block"}:
                    text += text_runs("\n") if text else []
                if inner.type == "inline":
                    text += self._inline.write(inner.children, line)
                elif inner.type in {"fence", "code_block"}:
                    text += text_runs(inner.content.removesuffix("\n"))
        properties = style_properties(self._styles.paragraph("footnote text"))
        mark = element_run(element("w:footnoteRef"), footnote_mark_look(self._styles))
        note.append(element("w:p", [properties, mark, *text_runs(" "), *text]))
        return note_id
