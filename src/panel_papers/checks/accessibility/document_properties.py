"""A document's title and the language of its text, which a screen reader reads first."""

from __future__ import annotations

from collections.abc import Iterator

from panel_papers.checks.protocol import Rule, Subject
from panel_papers.checks.word_text import WordText, documents_of
from panel_papers.core import Level, Problem
from panel_papers.word import attribute, child, every

TITLE = Rule(
    "no-document-title",
    Level.WARNING,
    "A document made has no title in its properties",
    "A screen reader reads the title out when the file is opened; without one, the file’s name.",
    "File › Info › Title: (empty)",
    "File › Info › Title: Budget 2024-25",
    "WCAG 2.2, 2.4.2 Page Titled",
)
LANGUAGE = Rule(
    "document-language",
    Level.WARNING,
    "A document does not say the language of its text, or says another",
    "A screen reader pronounces the words as its language says; English read as French is noise.",
    "Review › Language: English (United States)",
    "Review › Language: English (United Kingdom)",
    "WCAG 2.2, 3.1.1 Language of Page",
)
RULES: tuple[Rule, ...] = (TITLE, LANGUAGE)


def find(subject: Subject) -> Iterator[Problem]:
    """Yield what is missing; a supplied file's title is not used: paper.yaml says its title."""
    for document in documents_of(subject):
        title = document.document.core_properties.title
        if not document.supplied and not title.strip():
            yield TITLE.problem(
                document.place(None),
                "The document has no title in its properties",
                "",
                "type the title of the paper into File › Info › Title in Word",
            )
        language = _language(document)
        wanted = subject.paper.language
        # a text in American English is still read as English
        if not language or language.split("-")[0].lower() != wanted.split("-")[0].lower():
            yield LANGUAGE.problem(
                document.place(None),
                f"The document’s language is “{language}”, and the paper’s is “{wanted}”"
                if language
                else f"The document does not say its language, which is “{wanted}”",
                "",
                "in Word, select all (Ctrl+A), choose Review › Language › Set Proofing "
                "Language, choose the paper’s language, and save",
            )


def _language(document: WordText) -> str:
    """Return the language that most letters have by themselves, or else the document's own."""
    spoken: dict[str, int] = {}
    for block in document.body:
        for run in every(block.element, "w:r"):
            said = attribute(child(run, "w:rPr", "w:lang"), "w:val")
            letters = sum(len(text.text or "") for text in every(run, "w:t"))
            spoken[said] = spoken.get(said, 0) + letters
    most = max(spoken, key=lambda language: spoken[language], default="")
    if most:
        return most
    for style in document.chain(document.default_style):
        said = attribute(child(style, "w:rPr", "w:lang"), "w:val")
        if said:
            return said
    defaults = document.document.styles.element
    return attribute(child(defaults, "w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang"), "w:val")
