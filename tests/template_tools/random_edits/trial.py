"""One random edit tried: what check says, what builds say, and what is on the pages.

The words are read by poppler from the finished pack; which of them a template must print is
counted by its tags alone: what is outside of every loop and condition.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from random import Random

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from msgspec.structs import replace as with_values

from panel_papers.build.pipeline import public_build
from panel_papers.build.prepare import Prepared, prepare
from panel_papers.core.problems import PanelPapersError, Problem
from panel_papers.core.settings import Settings
from panel_papers.template_tools.check.checking import check_templates

from ..edits import INPUTS, TEMPLATES
from .desk import Editing, UnfitError
from .kinds import KINDS

USED = {
    "house": 4, "cover-sheet": 4, "context": 3, "purpose": 2, "recommendations": 3, "appendices": 3,
    "progress-report": 3, "scorecard": 2, "section": 2, "appendix": 2, "contents": 2,
    "financial-implications": 1, "restricted-notice": 2, "climate-implications": 1,
}  # fmt: skip
"""The templates that sample papers are made with, each as often as it is to be edited."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_BETWEEN = ("br", "tab", "ptab", "sym", "softHyphen", "noBreakHyphen", "rt", "rubyBase")


@dataclass(frozen=True)
class Trial:
    """What was said of one edit; `wrong` is what breaks the promise, empty where it holds."""

    seed: int
    kind: str
    template: str
    said: tuple[str, ...]
    wrong: tuple[str, ...] = ()
    papers: int = 0

    @property
    def clean(self) -> bool:
        return not self.said


def edited(seed: int, kind: str | None = None) -> tuple[str, str, bytes]:
    """Return the kind of edit, the template's name and the edited file for a seed."""
    rng = Random(seed)
    while True:
        chosen = kind or rng.choice(list(KINDS))
        name = rng.choices(list(USED), weights=list(USED.values()))[0]
        doc = Editing(name, rng)
        try:
            KINDS[chosen](doc)
        except UnfitError:
            continue
        return chosen, name, doc.save()


def tried(
    seed: int, folder: Path, kind: str | None = None, *, most: int = 99, saved=lambda data: data
) -> Trial:
    """Edit one template in a copy of ours, check it, and build the papers that use it.

    `most` is the number of papers that are tried, `saved` what another program makes of the file.
    """
    kind, name, data = edited(seed, kind)
    data = saved(data)
    desk = folder / f"{seed}"
    shutil.copytree(TEMPLATES.parent, desk)
    file = desk / "word" / f"{name}.docx"
    file.write_bytes(data)
    try:
        return _judged(Trial(seed, kind, name, ()), file, Random(seed), most)
    finally:
        shutil.rmtree(desk)


def _judged(trial: Trial, file: Path, rng: Random, most: int) -> Trial:
    problems = check_templates(file.parent, inputs=INPUTS)
    said = {each.code for each in problems}
    papers = [
        p for p in sorted(e.name for e in INPUTS.iterdir()) if trial.template in _base(p).used
    ]
    papers = rng.sample(papers, min(most, len(papers)))
    shown = papers[0]
    wrong = []
    for paper in papers:
        settings = _settings(file.parent.parent)
        try:
            prepared = prepare(INPUTS / paper, settings)
            codes = _of_template(prepared, file)
            warned = _new_codes(prepared.findings, paper)
            if paper == shown and not prepared.gated:
                pages, built = _pages(prepared, settings)
                codes |= {e.code for e in built if e.place.file == file.as_posix()}
                warned |= _new_codes(built, paper)
                if not said:
                    found = pages_wrong(file, trial.template, paper, pages)
                    # what is moved behind another heading is numbered there
                    is_moved = trial.kind == "moved"
                    wrong += [w for w in found if not is_moved or "numbered otherwise" not in w]
            if warned and not said:
                wrong.append(f"{paper}: build warns {sorted(warned)}, check says nothing")
        except PanelPapersError as error:
            codes = set()
            if not said:
                wrong.append(f"{paper}: refused, check says nothing: {_shown(error.problems)}")
        unsaid = codes - said
        if unsaid:
            wrong.append(f"{paper}: build says {sorted(unsaid)}, check {sorted(said)}")
    return replace(trial, said=tuple(sorted(said)), wrong=tuple(wrong), papers=len(papers))


def _shown(problems: tuple[Problem, ...]) -> str:
    return "; ".join(f"[{e.code}] {e.place}: {e.found}"[:160] for e in problems[:3])


@dataclass(frozen=True)
class Base:
    """A paper made with our own templates."""

    used: frozenset[str]
    codes: frozenset[str]
    pages: str = field(repr=False)


@cache
def _base(paper: str) -> Base:
    settings = _settings(TEMPLATES.parent)
    prepared = prepare(INPUTS / paper, settings)
    used = frozenset(Path(each.file).stem for each in prepared.templates.opened)
    pages, built = _pages(prepared, settings)
    every = (*prepared.problems, *prepared.findings, *built)
    return Base(used, frozenset(e.code for e in every), pages)


def _settings(templates: Path) -> Settings:
    return with_values(Settings(), inputs=INPUTS, templates=templates, html=False)


def _of_template(prepared: Prepared, file: Path) -> set[str]:
    every = (*prepared.problems, *prepared.findings)
    return {each.code for each in every if each.place.file == file.as_posix()}


def _new_codes(problems, paper: str) -> set[str]:
    """Return the codes of all problems that the paper does not have with our own templates."""
    return {each.code for each in problems} - _base(paper).codes


def _pages(prepared: Prepared, settings: Settings) -> tuple[str, tuple[Problem, ...]]:
    build = public_build(prepared, settings)
    command = ["pdftotext", "-enc", "UTF-8", "-layout", "-", "-"]
    done = subprocess.run(command, input=build.pack.pdf, capture_output=True, check=True)
    return unicodedata.normalize("NFKC", done.stdout.decode()), build.problems


def first_pages(paper: str) -> str:
    """Return the words on the pages of a paper with our own templates."""
    return _base(paper).pages


def pages_wrong(file: Path, name: str, paper: str, pages: str) -> list[str]:
    """Return what the pages of a paper lack, or have, and should not."""
    base = _base(paper).pages
    squeezed = _squeezed(pages)
    typed = _words(" ".join(printed_words(file, name)))
    wrong = []
    missing = [w for w in typed if w not in squeezed]
    if missing:
        wrong.append(f"{paper}: words of the template on no page: {missing}")
    ours = _words(" ".join(printed_words(TEMPLATES / file.name, name, whole=True)))
    lost = [w for w in sorted(_words(base) - ours) if w not in squeezed]
    if lost:
        wrong.append(f"{paper}: words of the paper on no page: {lost[:8]}")
    whole = _words(" ".join(printed_words(file, name, whole=True)))
    known = _squeezed(base) + "".join(whole)
    extra = [w for w in sorted(_words(pages) - whole) if w not in known]
    if extra:
        wrong.append(f"{paper}: words of nobody: {extra[:8]}")
    there = _numbers(pages)
    numbered = [n for n in _numbers(base) if not any(_is_same(n, each) for each in there)]
    if numbered:
        wrong.append(f"{paper}: numbered otherwise: {numbered[:4]}")
    return wrong


def _numbers(pages: str) -> list[tuple[str, str]]:
    """Return the numbers that are printed before paragraphs and headings, with the words behind."""
    found = re.findall(r"^ *(\d+(?:\.\d+)*\.?|\([a-z]\)) {1,8}(\w[^\n]{3,18})", pages, re.MULTILINE)
    return [(number, _squeezed(words)[:8]) for number, words in found]


def _is_same(ours: tuple[str, str], theirs: tuple[str, str]) -> bool:
    """Say whether a number is before the same words; a template may have typed more behind them."""
    return ours[0] == theirs[0] and theirs[1].startswith(ours[1])


def _squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad]", "", text).casefold()


def _words(text: str) -> set[str]:
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return {each.casefold() for each in _LETTERS.findall(text)}


def printed_words(file: Path, name: str, *, whole: bool = False) -> list[str]:
    """Return what is typed in a template outside its tags.

    Unless `whole`, only what every paper prints: nothing in a loop or a condition.
    """
    document = docx.Document(str(file))
    section = document.sections[0]
    body = [document.element.body]
    roots = [section.header._element, section.footer._element] if name == "house" else body
    if whole:
        roots = roots + _beside(document)
    depth, words = 0, list[str]()
    for root in roots:
        for each in root.iter(qn("w:p")):
            if each.find(".//" + qn("w:p")) is not None:
                continue  # the words of a box are those of its own paragraphs
            text, at = _text_of(each), 0
            for tag in _TAG.finditer(text):
                if whole or not depth:
                    words.append(text[at : tag.start()])
                at = tag.end()
                depth += _turn(tag[0])
            if whole or not depth:
                words.append(text[at:])
    return words


def _beside(document) -> list:
    """Return the headers, footers and notes, of which some papers print one and some another."""
    kinds = ("/header", "/footer", "/footnotes", "/endnotes")
    parts = [r.target_part for r in document.part.rels.values() if r.reltype.endswith(kinds)]
    return [parse_xml(part.blob) for part in parts]


def _text_of(paragraph) -> str:
    """Return a paragraph's text; what is no letter, such as a line break, parts the words."""
    parts = paragraph.iter(qn("w:t"), *(qn(f"w:{name}") for name in _BETWEEN))
    return "".join((each.text or "") if each.tag == qn("w:t") else " " for each in parts)


def _turn(tag: str) -> int:
    control = re.match(r"\{%-?\s*(?:p|tr|tc|r)?\s*(\w+)", tag)
    if control is None:
        return 0
    return {"if": 1, "for": 1, "endif": -1, "endfor": -1}.get(control[1], 0)
