"""What to do in Word about problems whose usual advice is what to type in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from panel_papers.core import Problem

_IN_WORD = {
    "fake-list": "in Word, delete the typed marks, select the lines, then choose Home › Bullets or "
    "Numbering",
    "fake-heading": "remove the bold, and give it the style Heading 2 or 3",
    "typed-mark": "delete the mark, and use Word’s own bold, italic, lists or headings where they "
    "are needed",
    "broken-sentence": "join the two paragraphs: delete the paragraph mark between them",
    "paragraph-too-long": "divide it into paragraphs with the Enter key",
    "link-without-text": "select words that say where it leads, and choose Insert › Link",
    "dead-link": "give it its address (Edit Link), or remove the link",
    "unknown-heading": "link to a heading of this document (Insert › Link › Place in This "
    "Document), or remove the link",
    "figure-in-code": "give the words an ordinary style, as code prints as it is typed",
    "no-alternative-text": "click the picture with the right button in Word, choose View Alt Text "
    "(Edit Alt Text in older versions), and write what it shows",
    "list-number": "in Word, select the items and choose Home › Numbering, so that Word counts "
    "them; between two lists, type a line of text",
}


def in_words_of_word(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems with advice for users of Word where they are in a Word file."""
    return tuple(
        replace(each, hint=_IN_WORD[each.code])
        if each.code in _IN_WORD and each.place.line is None and each.place.file.endswith(".docx")
        else each
        for each in problems
    )
