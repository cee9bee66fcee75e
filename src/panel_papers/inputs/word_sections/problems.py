"""What of a Word file a section cannot take over: the problems, with what to do in Word."""

from __future__ import annotations

from panel_papers.core import Level, Place, Problem
from panel_papers.inputs.cleaning.word.stories import shortened

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
        "A list in a cell of a table cannot be printed: only bullets or 1., 2., 3. can, of "
        "two or more items without levels, below the header row",
        "in Word, either make it such a list, or move it below the table",
    ),
    "word-picture-in-text": (
        "A picture is in one paragraph with text",
        "in Word, cut the picture and paste it into an empty paragraph of its own, above or below "
        "that text",
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
        "in Word, delete the formula and write it as text, or paste it as a picture with an "
        "alternative text (right-click › Edit Alt Text)",
    ),
    "word-symbol": (
        "A sign comes from a symbol font and has no character of its own",
        "in Word, choose Insert › Symbol, and take the sign from the font “(normal text)”",
    ),
    "word-unknown-content": (
        "The paragraph holds content of Word that a section cannot take over",
        "in Word, delete it and type in its place what readers need; if you cannot see it, "
        "type the paragraph again below, and delete the old one",
    ),
    "word-contents-list": (
        "The section has a table of contents or an index of its own",
        "in Word, click into it and delete it (References › Table of Contents › Remove): the "
        "pack has a contents page",
    ),
    "word-field-without-text": (
        "A field such as a tick box, a drop-down list or an automatic number shows what is no text "
        "of the paragraph",
        "in Word, click on the field, delete it, and type what it shows",
    ),
    "word-field-frozen": (
        "A field such as a page number or today’s date is printed as Word last showed it",
        "in Word, click on it, delete it, and type in its place what readers need, such as the "
        "date itself, or the name of the heading in place of a page number",
    ),
    "word-cross-reference": (
        "A cross-reference of Word is printed as the words that it shows now, also where what it "
        "refers to gets another number",
        "in Word, delete the cross-reference, and type {{ ref.costs }} in its place; then type "
        "{#costs} at the end of the heading, paragraph or list item that it refers to (“costs” is "
        "an example: choose a name of your own); for a table or picture, type where it is, "
        "such as “the table below”",
    ),
    "word-placeholder": (
        "A field that was to be filled in still holds its placeholder",
        "in Word, fill the field in or delete it",
    ),
    "word-tabbed-table": (
        "These paragraphs are a table made with the Tab key, which makes no sense when it is "
        "read aloud",
        "in Word, select them, choose Insert › Table › Convert Text to Table, then click into "
        "the first row and choose Table Layout › Repeat Header Rows",
    ),
    "word-heading-level": (
        "A heading is deeper than level 3, and only levels 1 to 3 exist",
        "in Word, click into it and choose Home › Styles › Heading 3",
    ),
    "word-title-style": (
        "A paragraph has the style Title or Subtitle, but the template prints the section’s title",
        "in Word, delete the paragraph if it only repeats the title; else give it the style "
        "Heading 2",
    ),
    "word-section-too-long": (
        "The section is far longer than a section can be",
        "in Word, divide the file into several, and list each below “sections:” in paper.yaml; or "
        "list the file below “appendices:” there instead",
    ),
    "word-note-content": (
        "A footnote holds more than paragraphs of text",
        "in Word, move the list, table or picture out of the footnote into the text",
    ),
    "section-comments": (
        "The section still has a comment, which is a note to its author",
        "in Word, do what it asks, delete it (Review › Delete › Delete All Comments), and save",
    ),
    "word-highlighted": (
        "Words are highlighted in Word, which the printed paper does not show",
        "in Word, finish what the words are highlighted for, select them, and choose Home › "
        "Text Highlight Colour › No Colour",
    ),
    "word-underlined": (
        "Words are underlined in Word, which the printed paper does not show",
        "in Word, select the words and switch Underline off (Ctrl+U), here and wherever else words "
        "are underlined; make them bold if they matter",
    ),
    "word-page-break": (
        "A page break is not taken over, as the template decides where pages end",
        "nothing, if that is right; to end this warning, delete the page break in Word (Home "
        "› ¶ shows it)",
    ),
    "word-header-row": (
        "A table has no header row, so its first row is printed as one",
        "in Word, click into the first row and choose Table Layout › Repeat Header Rows",
    ),
    "word-header-rows": (
        "A table has several header rows, and a section’s table has one",
        "in Word, type what the columns hold into one row, delete the other header rows, "
        "click into that one and choose Table Layout › Repeat Header Rows",
    ),
    "word-numbered-paragraphs": (
        "Word numbers these paragraphs, such as 1.1, and their numbers are not taken over",
        "nothing, if no text refers to these numbers; if one does, in Word, type {#costs} at "
        "the end of the paragraph that is meant and {{ ref.costs }} in place of its number "
        "(“costs” is an example)",
    ),
    "word-list-numbers": (
        "Word numbers these items in a way that a section does not know",
        "nothing, if no text refers to these numbers; if one does (“as in 1 above”), change "
        "the number there to the printed one",
    ),
    "word-tab": (
        "A tab inside a paragraph is printed as a space",
        "nothing, if a space is right; if the tabs make columns, select the lines in Word and "
        "choose Insert › Table › Convert Text to Table",
    ),
    "word-header-footer": (
        "The header or footer of the section’s file is not printed: the template has its own",
        "nothing, if readers do not need it; if they do, copy its words into the text in Word",
    ),
}
IN_LIST = "A picture is inside a list"
IN_TABLE = "A picture is inside a cell of a table"
IN_NOTE = "A picture is inside a footnote"
_OUTSIDE = (
    "in Word, cut the picture and paste it into an empty paragraph of its own, outside the {}"
)
_HINTS = {
    ("word-picture-in-text", IN_LIST): _OUTSIDE.format("list"),
    ("word-picture-in-text", IN_TABLE): _OUTSIDE.format("table"),
    ("word-picture-in-text", IN_NOTE): _OUTSIDE.format("footnote"),
}
"""What to do where it depends on what was found."""
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

    def add(self, code: str, where: str, found: str = "", words: str = "") -> None:
        """Add a problem of a kind at a place in words, or with what was `found` there.

        `words` are those that it is about: the terminal shows them, and no file.
        """
        usual, hint = _KINDS[code]
        level = Level.WARNING if code in _WARNINGS else Level.ERROR
        hint = _HINTS.get((code, found), hint)
        place = Place(self._file, where=where or None)
        quoted = f"“{shortened(words)}”" if words else None
        problem = Problem(code, place, found or usual, "", hint, level, quoted=quoted)
        if not any(self._repeats(problem, each) for each in self.problems):
            self.problems.append(problem)

    def _repeats(self, problem: Problem, known: Problem) -> bool:
        if problem.code != known.code:
            return False
        same = (problem.place, problem.found) == (known.place, known.found)
        return same or problem.code in _ONCE
