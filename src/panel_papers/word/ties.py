"""References by name tied to what they name, when everything in the document has its number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docx.document import Document
from docx.opc.part import XmlPart
from msgspec import Struct

from panel_papers.core import Level, Place, Problem, Reference, did_you_mean
from panel_papers.word.blocks.names import UNTIED, Asked, Names, Target
from panel_papers.word.bookmarks import Bookmarks
from panel_papers.word.elements import Element, element
from panel_papers.word.numbered_places import NumberedPlace
from panel_papers.word.references import merge_runs
from panel_papers.word.runs import element_run, text_runs
from panel_papers.word.xml import attribute, every, qn, remove, set_attribute


class Tied(Struct, frozen=True):
    """What the names of a document stand for, and what is wrong with names and references."""

    references: tuple[Reference, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Known(Struct, frozen=True, eq=False):
    reference: Reference
    paragraph: Element | None
    own: str = ""


def tie_names(
    document: Document,
    names: Names,
    places: Sequence[NumberedPlace],
    offered: Mapping[str, tuple[Reference, Element | None]],
    bookmarks: Bookmarks,
) -> Tied:
    """Give each reference by name its text and its link.

    `offered` are names that no text gives: of sections and appendices, each with the paragraph
    that it leads to, if there is one.
    """
    by_paragraph = {each.paragraph: each for each in places}
    problems = list(_twice(names.targets, offered))
    known = {name: _Known(*each) for name, each in offered.items()}
    bare: dict[str, Target] = {}
    for target in names.targets:
        place = by_paragraph.get(target.paragraph)  # type: ignore[call-overload]  # any element may be asked for
        if place is None:
            bare[target.name] = target
            continue
        reference = Reference(target.name, place.kind, place.number)
        known[target.name] = _Known(reference, target.paragraph, place.own)
    links = _links(document)
    for index, asked in enumerate(names.asked):
        found = known.get(asked.name)
        if found is None:
            problems.append(_unknown(asked, [*known, *bare], bare.get(asked.name)))
            continue
        for link in links.get(f"{UNTIED}{index}", ()):
            _write(link, found, asked, bookmarks)
    asked_for = dict.fromkeys(each.name for each in names.asked)
    references = tuple(known[name].reference for name in asked_for if name in known)
    return Tied(references, tuple(problems))


def _links(document: Document) -> dict[str, list[Element]]:
    """Return the links that wait for their target, by their anchors, in the text and its notes."""
    found: dict[str, list[Element]] = {}
    for root in _roots(document):
        for link in every(root, "w:hyperlink"):
            anchor = attribute(link, "w:anchor")
            if anchor.startswith(UNTIED):
                found.setdefault(anchor, []).append(link)
    return found


def _write(link: Element, known: _Known, asked: Asked, bookmarks: Bookmarks) -> None:
    """Write the text of a reference; a number of Word’s own as a field that Word keeps right."""
    reference = known.reference
    printed = reference.printed_after(asked.before)
    for old in list(link):
        remove(old)
    if known.paragraph is None:
        link.extend(text_runs(printed, asked.look))
        _unwrap(link)
        return
    anchor = bookmarks.at(known.paragraph, f"{reference.kind}_{reference.number}")
    set_attribute(link, "w:anchor", anchor)
    set_attribute(link, "w:tooltip", f"Go to {reference.printed_after('see ')}")
    before, number = printed.removesuffix(reference.number), reference.number
    code = ""
    if known.own == number:
        code = f" REF {anchor} \\n "
    elif printed == f"{reference.kind} {number}" and reference.kind in {"Table", "Figure"}:
        before, number, code = "", printed, f" REF {anchor} "
    if not code:
        link.extend(text_runs(printed, asked.look))
        return
    instruction = element("w:instrText")
    instruction.text = code
    instruction.set(qn("xml:space"), "preserve")
    link.extend(
        [
            *text_runs(before, asked.look),
            element_run(element("w:fldChar", fldCharType="begin"), asked.look),
            element_run(instruction, asked.look),
            element_run(element("w:fldChar", fldCharType="separate"), asked.look),
            *text_runs(number, asked.look),
            element_run(element("w:fldChar", fldCharType="end"), asked.look),
        ]
    )


def without_fields(document: Document) -> None:
    """Leave of the fields in links to bookmarks their text alone, in one run.

    LibreOffice counts fields again, and paints runs in a link otherwise in the copy for our tags.
    """
    for link in [each for root in _roots(document) for each in every(root, "w:hyperlink")]:
        codes = [each.text or "" for each in every(link, "w:instrText")]
        if any(code.startswith(" REF _Ref_") for code in codes):
            for run in every(link, "w:r"):
                if every(run, "w:fldChar", "w:instrText"):
                    remove(run)
            merge_runs(link)


def _roots(document: Document) -> list[Element]:
    """Return the roots of what holds text: the body, notes that were written, headers, footers."""
    parts = (each.target_part for each in document.part.rels.values() if not each.is_external)
    return [document.element.body, *(each.element for each in parts if isinstance(each, XmlPart))]


def _unwrap(link: Element) -> None:
    for each in list(link):
        link.addprevious(each)
    remove(link)


def _twice(
    targets: Sequence[Target], offered: Mapping[str, tuple[Reference, Element | None]]
) -> list[Problem]:
    """Return a problem for each name that is given a second time."""
    problems = []
    seen: dict[str, Place] = {}
    for target in targets:
        first = seen.get(target.name)
        if target.name in offered:
            what = offered[target.name][0].kind or "section"
            found = f"The name “{target.name}” is that of {'an' if what[0] in 'ai' else 'a'} {what}"
        elif first is not None:
            found = f"The name “{target.name}” is given twice; the first is at {first}"
        else:
            seen[target.name] = target.place
            continue
        hint = (
            "give this one another name here, and write that name in each “{{ ref.NAME }}” "
            "that means it"
        )
        problems.append(Problem("reference-name-twice", target.place, found, "", hint))
    return problems


def _unknown(asked: Asked, names: Sequence[str], bare: Target | None) -> Problem:
    if bare is not None:
        return Problem(
            "reference-without-number",
            asked.place,
            f"“{{{{ ref.{asked.name} }}}}” refers to a paragraph that has no number ({bare.place})",
            "",
            "move the name {#…} to the end of a heading or of an item of a numbered list; or "
            "say in words where it is, such as “the paragraph above”, in place of the "
            "reference",
        )
    return Problem(
        "unknown-reference",
        asked.place,
        f"“{{{{ ref.{asked.name} }}}}” refers to a name that nothing in this document has",
        "",
        did_you_mean(asked.name, names)
        or f"write {{#{asked.name}}} at the end of the paragraph or heading that is meant, or "
        f"“name: {asked.name}” into its table, chart or appendix",
        Level.ERROR,
    )
