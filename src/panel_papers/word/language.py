"""The language of a Word document's own text: the paper's, in place of the templates'."""

from __future__ import annotations

from docx.document import Document
from docx.oxml.ns import qn

from panel_papers.word.elements import Element, element
from panel_papers.word.story import stories
from panel_papers.word.xml import attribute, child, every


def set_language(document: Document, language: str) -> None:
    """Let a document say that its text is in a language, a BCP 47 tag.

    What the templates mark as being in their own language, the house template's default, is text of
    the paper and goes over to its language; a passage marked as being in another one keeps it.
    """
    defaults = _default_run(document.styles.element)
    marked = child(defaults, "w:lang")
    own = _primary(attribute(marked, "w:val") if marked is not None else "")
    if marked is None:
        marked = element("w:lang")
        defaults.append(marked)
    marked.set(qn("w:val"), language)
    _hand_over(document.styles.element, own, language)
    for story in stories(document):
        if _hand_over(story.root, own, language):
            story.keep()
    theme = child(document.settings.element, "w:themeFontLang")
    if theme is not None and _primary(attribute(theme, "w:val")) == own:
        theme.set(qn("w:val"), language)


def _hand_over(root: Element, own: str, language: str) -> bool:
    """Change the marks of one language below an element; return whether there were any."""
    found = [
        mark
        for mark in every(root, "w:lang")
        if attribute(mark, "w:val") and _primary(attribute(mark, "w:val")) == own
    ]
    for mark in found:
        mark.set(qn("w:val"), language)
    return bool(found)


def _default_run(styles: Element) -> Element:
    """Return the default properties of runs, made where the styles have none."""
    held = styles
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        inner = child(held, name)
        if inner is None:
            inner = element(name)
            held.insert(0, inner)
        held = inner
    return held


def _primary(tag: str) -> str:
    return tag.partition("-")[0].lower()
