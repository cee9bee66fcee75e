"""Markdown footnotes written as Word footnotes."""

from __future__ import annotations

from docx.document import Document

from panel_papers.errors import Problem
from panel_papers.word.commonmark import NAMES, Source
from panel_papers.word.elements import element
from panel_papers.word.hosts import style_properties
from panel_papers.word.house_styles import HouseStyles
from panel_papers.word.inline import InlineWriter, Line, footnote_mark_look
from panel_papers.word.notes import footnotes_part, new_footnote
from panel_papers.word.runs import element_run, text_runs


class FootnoteWriter:
    """Writes footnotes behind those that the document has; adds what cannot stand in one."""

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

    def write(self, source: Source, label: str) -> int:
        """Write the footnote of a label once more, and return its id."""
        note_id, note = new_footnote(self._document)
        part = footnotes_part(self._document)
        line = Line(source, part, None, None, "stands inside another footnote")
        style = self._styles.paragraph("footnote text")
        for node in source.notes[label]:
            if node.type != "paragraph":
                self._problems.append(
                    Problem(
                        "footnote-block",
                        source.place(node),
                        f"{NAMES.get(node.type, 'a footnote')} inside a footnote",
                        "paragraphs of text only",
                        "move it to the text",
                    )
                )
            for inner in node.walk():
                if inner.type == "inline":
                    runs = self._inline.write(inner.children, line)
                    note.append(element("w:p", [style_properties(style), *runs]))
                elif inner.type in {"fence", "code_block"}:
                    note.append(
                        element("w:p", [style_properties(style), *text_runs(inner.content)])
                    )
        if not len(note):
            note.append(element("w:p", [style_properties(style)]))
        mark = element_run(element("w:footnoteRef"), footnote_mark_look(self._styles))
        for position, run in enumerate([mark, *text_runs(" ")], 1):
            note[0].insert(position, run)
        return note_id
