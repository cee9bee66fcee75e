"""What the page says of an appendix that was supplied: where it is, and how accessible."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup, escape

from panel_papers.content import html_element
from panel_papers.core import Appendix, Contact, Missing, WordFile, sentence
from panel_papers.output.built_paper import Build
from panel_papers.output.handover.page import size_in_words
from panel_papers.output.pack.claims import Obstacle

_SHOWN = 3


def supplied_appendix(build: Build, appendix: Appendix, pack_address: str) -> Markup:
    """Return where in the pack an appendix is, with pages, size and what the validator says."""
    index = 2 + build.paper.appendices.index(appendix)
    part = build.pack.parts[index]
    pages = part.last_page - part.first_page + 1
    link = html_element(
        "a",
        escape(f"page {part.first_page} of the pack"),
        href=f"{pack_address}#page={1 + part.first_page - build.pack.first_page}",
    )
    kind = "Word document" if isinstance(appendix.content, WordFile) else "PDF"
    size = size_in_words(len(build.pack.pdf))
    words = Markup("This appendix is a supplied {}. It is {} long and begins on {} (PDF, {}).")
    count = "1 page" if pages == 1 else f"{pages} pages"
    said = escape(_accessibility(build.pack.obstacles, index)) + _whom_to_ask(build)
    where = html_element("p", words.format(kind, count, link, size), class_="ours", lang="en-GB")
    return where + html_element("p", said, class_="ours", lang="en-GB")


def appendix_in_item(build: Build, appendix: Appendix, item_pdf: str) -> Markup:
    """Return where in the PDF of its item an appendix is; its page numbers are not known yet.

    The PDF has the parts of the pack without the contents page, which is the first of them.
    """
    _, report, *others = build.pack.parts
    part = others[build.paper.appendices.index(appendix)]
    pages = part.last_page - part.first_page + 1
    link = html_element(
        "a",
        Markup("PDF of this item"),
        href=f"{quote(item_pdf)}#page={1 + part.first_page - report.first_page}",
    )
    words = Markup("This appendix is a supplied document of {}. It is in the {}.")
    count = "1 page" if pages == 1 else f"{pages} pages"
    return html_element("p", words.format(count, link), class_="ours", lang="en-GB")


def _accessibility(obstacles: Sequence[Obstacle], index: int) -> str:
    """Say what a validator found in a part: nothing, what, or that nothing is known."""
    found = list(dict.fromkeys(each.found for each in obstacles if each.part == index))
    if found:
        shown = found[:_SHOWN] + ([f"{len(found) - _SHOWN} more"] if found[_SHOWN:] else [])
        return sentence(
            "It does not meet PDF/UA-1, the standard for accessible PDFs: " + "; ".join(shown)
        )
    if any(each.part is None for each in obstacles):
        return "It is not known to meet PDF/UA-1, the standard for accessible PDFs."
    return "A validator found that it meets PDF/UA-1, the standard for accessible PDFs."


def _whom_to_ask(build: Build) -> Markup:
    contact = build.paper.enquiries_to
    if not isinstance(contact, Contact) or isinstance(contact.email, Missing):
        return Markup("")
    address = html_element("a", escape(contact.email), href=f"mailto:{quote(contact.email, '@+')}")
    return Markup(" To have it in another format, ask {}.").format(address)
