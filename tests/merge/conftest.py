"""A paper with every construct, its built documents, and a reviewer who changes them."""

import copy
import datetime
import io
import shutil
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from panel_papers.core import Settings
from panel_papers.merge.documents import built_documents
from panel_papers.merge.inputs_text import InputTexts
from panel_papers.merge.keeping import write
from panel_papers.merge.merging import merge_files
from panel_papers.merge.planning import planned
from panel_papers.merge.reading import read_file

TEMPLATES = Path(__file__).parents[2] / "templates"


def settings(inputs):
    return Settings(
        inputs=inputs,
        templates=TEMPLATES,
        outputs=inputs.parent / "outputs",
        today=datetime.date(2027, 3, 1),
    )


@pytest.fixture(scope="session")
def documents(tmp_path_factory):
    """The Word documents of the paper, by their names, each with where it was typed."""
    inputs = tmp_path_factory.mktemp("inputs")
    shutil.copytree(Path(__file__).with_name("paper"), inputs / "paper")
    made = built_documents(inputs / "paper", settings(inputs))[1]
    return inputs / "paper", {each.name: each for each in made}


@pytest.fixture(scope="session")
def built(documents):
    """The report and the appendix of the paper, by their names."""
    return {name: each.docx for name, each in documents[1].items()}


@pytest.fixture
def typed(documents):
    """Type what changed in a document into the inputs, without the proof: files, and refusals."""

    def type_in(data, name="report"):
        folder, made = documents
        base, texts = made[name], InputTexts(folder)
        plan = planned(base.read, base.origins, read_file(data), texts)
        files = {path: new.decode() for path, (_, new) in texts.changed().items()}
        return ({} if plan.refusals else files), plan.refusals

    return type_in


@pytest.fixture
def paper(tmp_path):
    """The folder of the paper."""
    shutil.copytree(Path(__file__).with_name("paper"), tmp_path / "inputs" / "paper")
    return tmp_path / "inputs" / "paper"


@pytest.fixture
def merge(paper, tmp_path):
    """Merge Word files into the paper; returns the files that changed, as text."""

    def merged(*documents, **options):
        files = []
        for number, each in enumerate(documents, 1):
            files.append(tmp_path / f"reviewer-{number}.docx")
            files[-1].write_bytes(each)
        result = merge_files("paper", files, settings(paper.parent), **options)
        if result.files:
            write(result.folder, result.files, result.bases)
        return {path: new.decode() for path, (_, new) in result.files.items()}

    return merged


@pytest.fixture
def built_now(paper):
    """Build the documents of the paper as its inputs are now."""

    def build():
        documents = built_documents(paper, settings(paper.parent))[1]
        return {each.name: each.docx for each in documents}

    return build


class Reviewer:
    """Somebody who changes a Word file, with tracked changes or without."""

    def __init__(self, data, *, tracked=True):
        self.document = docx.Document(io.BytesIO(data))
        self.tracked = tracked
        self._id = 9000

    @property
    def paragraphs(self):
        return list(self.document.element.body.iter(qn("w:p")))

    def paragraph(self, text):
        found = [p for p in self.paragraphs if text in text_of(p)]
        assert found, text
        return found[0]

    def bytes(self):
        out = io.BytesIO()
        self.document.save(out)
        return out.getvalue()

    def replace(self, old, new, *, of=None):
        """Type something over words of one run."""
        return self._replace(self.paragraph(of or old), old, new)

    def replace_in_note(self, old, new, number=0):
        """Type something over words of a footnote."""
        return self._replace(self.note(number), old, new)

    def _replace(self, paragraph, old, new):
        run = next(r for r in paragraph.iter(qn("w:r")) if old in run_text(r))
        before, after = run_text(run).split(old, 1)
        if not self.tracked:
            set_text(run, before + new + after)
            return self
        pieces = [clone(run, before)] if before else []
        if old:
            pieces.append(self.mark("w:del", clone(run, old, "w:delText")))
        if new:
            pieces.append(self.mark("w:ins", clone(run, new)))
        pieces += [clone(run, after)] if after else []
        for each in pieces:
            run.addprevious(each)
        run.getparent().remove(run)
        return self

    def embolden(self, words, tag="w:b", paragraph=None):
        holder = self.paragraph(words) if paragraph is None else paragraph
        run = next(r for r in holder.iter(qn("w:r")) if words in run_text(r))
        before, after = run_text(run).split(words, 1)
        bold = clone(run, words)
        properties = bold.find(qn("w:rPr"))
        if properties is None:
            properties = OxmlElement("w:rPr")
            bold.insert(0, properties)
        properties.append(OxmlElement(tag))
        for each in ([clone(run, before)] if before else []) + [bold]:
            run.addprevious(each)
        if after:
            run.addprevious(clone(run, after))
        run.getparent().remove(run)
        return self

    def insert_after(self, text, new):
        paragraph = self.paragraph(text)
        added = OxmlElement("w:p")
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            added.append(copy.deepcopy(properties))
        run = OxmlElement("w:r")
        set_text(run, new)
        if self.tracked:
            self._mark_end(added, "w:ins")
            run = self.mark("w:ins", run)
        added.append(run)
        paragraph.addnext(added)
        return self

    def delete(self, text):
        paragraph = self.paragraph(text)
        if not self.tracked:
            paragraph.getparent().remove(paragraph)
            return self
        for run in list(paragraph.iter(qn("w:r"))):
            for each in run.findall(qn("w:t")):
                each.tag = qn("w:delText")
            place = run.getprevious(), run.getparent()
            deleted = self.mark("w:del", run)
            if place[0] is not None:
                place[0].addnext(deleted)
            else:
                place[1].insert(0, deleted)
        self._mark_end(paragraph, "w:del")
        return self

    def split(self, text, before):
        """End a paragraph before some words of a run, as Enter does."""
        paragraph = self.paragraph(text)
        run = next(r for r in paragraph.iter(qn("w:r")) if before in run_text(r))
        first, second = run_text(run).split(before, 1)
        added = OxmlElement("w:p")
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            added.append(copy.deepcopy(properties))
        rest = list(run.itersiblings())
        added.append(clone(run, before + second))
        added.extend(rest)
        set_text(run, first)
        paragraph.addnext(added)
        return self

    def join(self, text):
        """Let the next paragraph continue this one, as Delete at its end does."""
        paragraph = self.paragraph(text)
        if self.tracked:
            self._mark_end(paragraph, "w:del")
            return self
        following = paragraph.getnext()
        paragraph.extend([e for e in following if e.tag != qn("w:pPr")])
        following.getparent().remove(following)
        return self

    def move(self, text, after):
        self.paragraph(after).addnext(self.paragraph(text))
        return self

    def comment(self, words, author, said):
        paragraph = next(p for p in self.document.paragraphs if words in p.text)
        self.document.add_comment(paragraph.runs, text=said, author=author, initials="R")
        return self

    def note(self, number=0):
        """Return the paragraph of a footnote."""
        found = self._notes.element.findall(f"{qn('w:footnote')}/{qn('w:p')}")
        return [p for p in found if p.getparent().get(qn("w:type")) is None][number]

    def note_of(self, mark):
        """Return the paragraph of the footnote that a mark has the number of."""
        notes = self._notes.element.findall(qn("w:footnote"))
        return next(each.find(qn("w:p")) for each in notes if each.get(qn("w:id")) == mark)

    @property
    def _notes(self):
        """The part of the footnotes, which python-docx keeps as bytes."""
        relations = self.document.part.rels
        (relation,) = (r for r in relations.values() if r.reltype == RELATIONSHIP_TYPE.FOOTNOTES)
        part = relation.target_part
        if not isinstance(part, XmlPart):
            links = part.rels.values()
            part = XmlPart(part.partname, part.content_type, parse_xml(part.blob), part.package)
            for each in links:
                part.load_rel(each.reltype, each._target, each.rId, each.is_external)
            relation._target = part
        return part

    def mark(self, tag, *children):
        self._id += 1
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(self._id))
        mark.set(qn("w:author"), "A Reviewer")
        mark.set(qn("w:date"), "2027-02-20T09:00:00Z")
        mark.extend(children)
        return mark

    def _mark_end(self, paragraph, tag):
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            properties = OxmlElement("w:pPr")
            paragraph.insert(0, properties)
        look = properties.find(qn("w:rPr"))
        if look is None:
            look = OxmlElement("w:rPr")
            properties.append(look)
        look.insert(0, self.mark(tag))


def text_of(element):
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


def run_text(run):
    return "".join(t.text or "" for t in run.findall(qn("w:t")))


def set_text(run, text, tag="w:t"):
    for each in [e for e in run if e.tag != qn("w:rPr")]:
        run.remove(each)
    node = OxmlElement(tag)
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(node)


def clone(run, text, tag="w:t"):
    new = copy.deepcopy(run)
    set_text(new, text, tag)
    return new
