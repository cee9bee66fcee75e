"""What a reader of a public paper expects its restricted appendices to say too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct, field

from panel_papers.checks.outputs.reading import Kind, UnreadableError, texts_of
from panel_papers.checks.public_words.lists import product_words, stock_phrases
from panel_papers.checks.shared.amounts import amounts_in
from panel_papers.checks.shared.holdings import Tokenised, group_of
from panel_papers.checks.shared.names import Names, explained
from panel_papers.checks.shared.runs import Runs
from panel_papers.checks.shared.tokens import Token, tokens_of
from panel_papers.core import LABELS, Contact, InputFile, Paper
from panel_papers.law import authority_of, mark_of, statutory_words
from panel_papers.word import texts_between_tags

_SUBJECT = ("purpose.md", "purpose.docx", "recommendations.md", "recommendations.docx")
"""The sections that say what the paper is about."""


class Expected(Struct):
    """Words, amounts and passages that are public by what paper.yaml, law and templates say.

    `names` are those of all public texts, by how they are typed. `subjects` are the words of the
    headings and of the sections that say what the paper is about.
    """

    words: set[str] = field(default_factory=set)
    amounts: set[tuple[str, str]] = field(default_factory=set)
    runs: Runs = field(default_factory=Runs)
    names: Names = field(default_factory=Names)
    subjects: set[str] = field(default_factory=set)

    @classmethod
    def of(
        cls,
        paper: Paper,
        templates: Sequence[InputFile],
        files: Mapping[str, Tokenised],
        *,
        cover: bool = True,
    ) -> Expected:
        """Return what is expected of a paper whose public files hold these texts.

        Without `cover`, what its own cover sheet says is not: another paper may withhold it.
        """
        found = cls()
        if cover:
            for text in _titles(paper):
                found._note(text, amounts=False)
            for text in said_of(paper):
                found._note(text, amounts=True)
        for text in (*_bodies(paper), *_law(paper), *_of_templates(templates), *stock_phrases()):
            found._note(text, amounts=True)
        found.words |= product_words()
        for file, texts in files.items():
            for _, tokens in texts:
                found.names.note(tokens)
                found.words.update(explained(tokens))
                if file.endswith(_SUBJECT):
                    found.subjects.update(each.word for each in tokens.tokens)
        return found

    def word(self, word: str) -> bool:
        """Say whether a word is one that paper.yaml, the law or the templates make public."""
        return word in self.words

    def subject(self, words: Sequence[str]) -> bool:
        """Say whether the sections that say what the paper is about have these words."""
        return all(word in self.subjects for word in words)

    def title_tokens(self, title: str) -> tuple[Token, ...]:
        """Return the words of a title."""
        return tokens_of(title).tokens

    def know(self, texts: Iterable[str], *, amounts: bool = False) -> None:
        """Add texts whose words the public may know; with `amounts`, their sums, addresses too."""
        for text in texts:
            self._note(text, amounts=amounts)

    def _note(self, text: str, *, amounts: bool) -> None:
        tokens = tokens_of(text)
        self.words.update(each.word for each in tokens.tokens)
        if amounts:
            self.runs.note(tokens)
            self.amounts.update((group_of(each), each.key) for each in amounts_in(text))


def _titles(paper: Paper) -> Iterator[str]:
    """Yield the values that the author makes public by typing them on the cover."""
    values = (paper.title, paper.short_title, paper.report_for, paper.divisions_affected)
    yield from (value for value in values if isinstance(value, str))
    yield from (restriction.public_title for _, restriction in paper.withheld)


def _bodies(paper: Paper) -> Iterator[str]:
    if isinstance(paper.date, date):
        yield paper.date.isoformat()
    yield from LABELS.values()
    if paper.body is not None:
        yield paper.body.name
        yield from (*paper.body.labels.values(), *paper.body.statutory_texts)
        yield from (each.text for each in paper.body.headings.values())
        yield from (each.label for each in paper.body.cover)


def said_of(paper: Paper) -> Iterator[str]:
    """Yield who reports to whom, and whom to ask."""
    yield from (each for each in (paper.report_to, paper.author) if isinstance(each, str))
    if isinstance(paper.enquiries_to, Contact):
        contact = paper.enquiries_to
        yield from (
            each for each in (contact.name, contact.role, contact.email) if isinstance(each, str)
        )


def _law(paper: Paper) -> Iterator[str]:
    yield authority_of(paper)
    for _, restriction in paper.withheld:
        yield mark_of(restriction)
        yield from (text for _, text in statutory_words(paper, restriction))


def _of_templates(templates: Sequence[InputFile]) -> Iterator[str]:
    for file in templates:
        try:
            for text in texts_of(file.path, file.data or b""):
                if text.kind is Kind.PROSE:
                    yield from texts_between_tags(text.text)
        except UnreadableError:
            continue
