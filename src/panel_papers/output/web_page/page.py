"""The page itself: cover facts, contents, sections, notes, appendices."""

from __future__ import annotations

import copy
import json
import re
from urllib.parse import quote

from jinja2 import TemplateError
from markupsafe import Markup, escape
from msgspec import Struct

from panel_papers.content import html_element
from panel_papers.core import Appendix, Missing, Paper, Place, TemplatesError, long_date
from panel_papers.output.built_paper import Build
from panel_papers.output.upload_names import upload_name
from panel_papers.output.web_page.names import Anchors, Labels
from panel_papers.output.web_page.prose import DocumentWriter
from panel_papers.output.web_page.references import APPENDIX, Places
from panel_papers.output.web_page.supplied import appendix_in_item, supplied_appendix
from panel_papers.output.web_page.template import PAGE, PageTemplate, filled
from panel_papers.output.web_page.template_check import broken, refuse_outside
from panel_papers.pdf import printed_bullets, printed_labels
from panel_papers.word import Documents, Written


class ShownAppendix(Struct, frozen=True):
    """An appendix on the page: the name of its heading, its text, its notes."""

    number: int
    label: str
    heading: str
    anchor: str
    body: Markup
    notes: Markup = Markup("")


def page_of(
    build: Build, documents: Documents, template: PageTemplate, item_pdf: str | None = None
) -> bytes:
    """Return the page as UTF-8; the same build gives the same bytes.

    It leads to the pack, or to `item_pdf`: a PDF with the same parts and no contents page.
    Raises TemplatesError where the body's own template cannot be filled.
    """
    paper, anchors = build.paper, Anchors()
    known = {(APPENDIX, each.label): f"appendix-{each.number}" for each in paper.appendices}
    report, (cover, *sections) = _written(
        documents.report, anchors, known, numbered=_numbered(paper)
    )
    appendices = [
        _appendix(build, each, documents, anchors, known, item_pdf=item_pdf)
        for each in paper.appendices
    ]
    values: dict[str, object] = {
        "language": paper.language,
        "ours": _ours(paper),
        "draft": build.draft,
        "title": paper.short_title,
        "meeting": _day(paper),
        "metadata": _metadata(paper),
        "report": report.title,
        "cover": cover,
        "contents": [*report.headings, *((each.anchor, each.heading) for each in appendices)],
        "sections": Markup("").join(sections),
        "notes": report.notes_list(),
        "appendices": appendices,
        "pack": quote(item_pdf) if item_pdf else _pack_address(build),
    }
    try:
        page = filled(template, values)
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        if template.page is None:
            raise
        raise TemplatesError([broken(Place(f"{template.folder}/{PAGE}"), f"{error}")]) from error
    refuse_outside(template, page)
    return page.encode()


def _written(
    written: Written,
    anchors: Anchors,
    known: Places,
    *,
    numbered: bool,
    prefix: str = "",
    below: int = 0,
) -> tuple[DocumentWriter, list[Markup]]:
    """Return one document: its writer, and what each of its templates says.

    It is written twice: where a reference leads is known once all is numbered.
    """
    labels, bullets = printed_labels(written.for_pack), printed_bullets(written.for_pack)

    def write(anchors: Anchors, known: Places) -> tuple[DocumentWriter, list[Markup]]:
        writer = DocumentWriter(
            Labels(labels),
            anchors,
            written.references,
            prefix=prefix,
            below=below,
            known=known,
            bullets=Labels(bullets),
            paragraphs_numbered=numbered,
        )
        return writer, [writer.part(part) for part in written.outline]

    first, _ = write(copy.deepcopy(anchors), known)
    return write(anchors, {**known, **first.places})


def _appendix(
    build: Build,
    appendix: Appendix,
    documents: Documents,
    anchors: Anchors,
    known: Places,
    *,
    item_pdf: str | None,
) -> ShownAppendix:
    """Return an appendix that is made in Word in full, of another where to find it in the pack."""
    number, label, heading = appendix.number, appendix.label, appendix.heading
    prefix = f"appendix-{number}-"
    written = documents.appendices.get(number) or documents.notices.get(number)
    if written is None:
        anchor = anchors.new(f"{prefix}title")
        title = html_element("h2", escape(heading), id=anchor)
        if item_pdf:
            where = appendix_in_item(build, appendix, item_pdf)
        else:
            where = supplied_appendix(build, appendix, _pack_address(build))
        return ShownAppendix(number, label, heading, anchor, title + where)
    writer, parts = _written(
        written, anchors, known, numbered=_numbered(build.paper), prefix=prefix, below=1
    )
    body = Markup("").join(parts)
    return ShownAppendix(number, label, heading, writer.title, body, writer.notes_list())


def _ours(paper: Paper) -> Markup:
    """Return what says that words of this program are English, where the paper is not."""
    english = paper.language.partition("-")[0] == "en"
    return Markup("") if english else Markup(' lang="en-GB"')


def _numbered(paper: Paper) -> bool:
    return paper.body is not None and paper.body.numbered_paragraphs


def _pack_address(build: Build) -> str:
    """Return where the page finds the pack: beside it, by the name it is uploaded by."""
    own = next(name for name in build.files if re.search(r"-pack(-draft)?\.pdf$", name))
    upload = None if build.draft else upload_name(build.paper, "pack.pdf")
    return quote(upload or own)


def _metadata(paper: Paper) -> Markup:
    """Return what search engines read: a report of schema.org."""
    publisher = paper.body.name if paper.body is not None else str(paper.report_to)
    known: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Report",
        "name": str(paper.title),
        "inLanguage": paper.language,
        "publisher": {"@type": "Organization", "name": publisher},
    }
    if not isinstance(paper.date, Missing):
        known["about"] = {
            "@type": "Event",
            "name": f"Meeting of {paper.report_to}",
            "startDate": paper.date.isoformat(),
        }
    text = json.dumps(known, ensure_ascii=False, sort_keys=True)
    for sign in "<>&":  # no text of the paper may end the element
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 -- the three signs that HTML knows are escaped as JSON has it


def _day(paper: Paper) -> str:
    if isinstance(paper.date, Missing):
        return str(paper.date)
    return long_date(paper.date, paper.language)
