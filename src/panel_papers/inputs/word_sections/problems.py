"""What of a Word file a section cannot take over: the problems, with what to do in Word."""

from __future__ import annotations

from panel_papers.core import Level, Place, Problem

_KINDS: dict[str, tuple[str, str]] = {
    "word-merged-cells": (
        "A table has merged cells, which a section’s table cannot have",
        "in Word, select the cells and choose Table Layout › Split Cells, or supply the table as "
        "an appendix",
    ),
    "word-nested-table": (
        "A table is inside another table",
        "in Word, cut the inner table and paste it below the outer one",
    ),
    "word-list-in-table": (
        "A list in a cell of a table is none of two or more bullets, or of 1., 2., 3., below the "
        "header row, and cannot be printed as a list",
        "in Word, make it one without levels and line breaks, or write the list below the table",
    ),
    "word-picture-in-text": (
        "A picture is in one paragraph with text, in a list or in a table",
        "in Word, put the picture into a paragraph of its own",
    ),
    "word-picture-kind": (
        "A picture is of a kind that cannot be printed in a section",
        "in Word, cut it and paste it again with Paste Special, as PNG or JPEG",
    ),
    "word-drawing": (
        "A drawing, text box, chart or SmartArt cannot be taken over into a section",
        "in Word, move its text into a paragraph, or paste it again as a picture (Paste Special, "
        "PNG) with an alternative text",
    ),
    "word-formula": (
        "A formula cannot be taken over into a section",
        "write it as text, or paste it as a picture with an alternative text",
    ),
    "word-symbol": (
        "A sign comes from a symbol font and has no character of its own",
        "in Word, choose Insert › Symbol, and take the sign from the font “(normal text)”",
    ),
    "word-unknown-content": (
        "The paragraph holds something that a section cannot take over",
        "in Word, write the paragraph again as plain text",
    ),
    "word-contents-list": (
        "The section has a table of contents or an index of its own",
        "in Word, delete it: the pack has a contents page",
    ),
    "word-field-without-text": (
        "A field such as a tick box, a drop-down list or an automatic number shows something that "
        "is no text of the paragraph",
        "in Word, delete the field and type what it shows",
    ),
    "word-field-frozen": (
        "A field such as a page number or today’s date is printed as Word last showed it",
        "in Word, delete the field and type what readers need; for a page number, name the heading",
    ),
    "word-cross-reference": (
        "A cross-reference of Word is printed as the words that it shows now, also where what it "
        "refers to gets another number",
        "give the heading, table or paragraph a name ({#costs} at its end) and refer to it with "
        "{{ ref.costs }}",
    ),
    "word-placeholder": (
        "A field that was to be filled in still holds its placeholder",
        "in Word, fill the field in or delete it",
    ),
    "word-tabbed-table": (
        "These paragraphs are a table made with the Tab key, which nobody can follow who hears it",
        "in Word, select them, choose Insert › Table › Convert Text to Table, and mark the first "
        "row as header",
    ),
    "word-heading-level": (
        "A heading is deeper than level 3, and only levels 1 to 3 exist",
        "in Word, give it the style Heading 3 or a higher one",
    ),
    "word-title-style": (
        "A paragraph has the style Title or Subtitle, but the template prints the section’s title",
        "delete the paragraph, or give it the style Heading 2",
    ),
    "word-section-too-long": (
        "The section is far longer than a section can be",
        "divide it into several sections, or supply it as an appendix",
    ),
    "word-note-content": (
        "A footnote holds more than paragraphs of text",
        "in Word, move the list, table or picture out of the footnote into the text",
    ),
    "section-comments": (
        "The section still has a comment, which is a note to its author",
        "in Word, settle what it asks, and delete it (Review › Delete › Delete All Comments)",
    ),
    "word-highlighted": (
        "Words are highlighted in Word, which the printed paper does not show",
        "do what the highlight reminds you of, and take it away; make them bold where they matter",
    ),
    "word-underlined": (
        "Words are underlined in Word, which the printed paper does not show",
        "make them bold where they matter, here and wherever else words are underlined",
    ),
    "word-page-break": (
        "A page break is not taken over, as the template decides where pages end",
        "delete it in Word",
    ),
    "word-header-row": (
        "A table has no header row, so its first row is printed as one",
        "in Word, click into the first row and choose Table Layout › Repeat Header Rows",
    ),
    "word-header-rows": (
        "A table has several header rows, and a section’s table has one",
        "in Word, say in one row what the columns hold, and switch Repeat Header Rows off for the "
        "others",
    ),
    "word-numbered-paragraphs": (
        "Word numbers these paragraphs, such as 1.1, and their numbers are not taken over",
        "refer to paragraphs by name ({{ ref.NAME }}), as the body’s own numbers are printed",
    ),
    "word-list-numbers": (
        "Word numbers these items in a way that a section does not know",
        "make sure that no text refers to the numbers as they are in Word",
    ),
    "word-tab": (
        "A tab inside a paragraph is printed as a space",
        "in Word, delete the tab, or make a table of the lines that belong together",
    ),
    "word-header-footer": (
        "The header or footer of the section’s file is not printed: the template has its own",
        "move what readers need into the text",
    ),
}
_WARNINGS = frozenset(
    {
        "word-highlighted",
        "word-underlined",
        "word-page-break",
        "word-field-frozen",
        "word-cross-reference",
        "word-header-row",
        "word-numbered-paragraphs",
        "word-list-numbers",
        "word-tab",
        "word-header-footer",
    }
)
_ONCE = frozenset({"word-underlined", "word-page-break", "word-tab"})
"""Those that some files have in each paragraph: only the first is reported."""


class Findings:
    """The problems of one file, each kind once in a place."""

    def __init__(self, file: str) -> None:
        self._file = file
        self.problems: list[Problem] = []

    def add(self, code: str, where: str, found: str = "") -> None:
        """Add a problem of a kind at a place in words, or with what was `found` there."""
        usual, hint = _KINDS[code]
        level = Level.WARNING if code in _WARNINGS else Level.ERROR
        problem = Problem(
            code, Place(self._file, where=where or None), found or usual, "", hint, level
        )
        again = code in _ONCE and any(each.code == code for each in self.problems)
        if problem not in self.problems and not again:
            self.problems.append(problem)
