"""The paper as a web page: one file that needs no script and fetches nothing."""

from __future__ import annotations

from msgspec.structs import replace

from panel_papers.core import Level, Place, Problem
from panel_papers.output.built_paper import Build
from panel_papers.output.web_page.page import page_of
from panel_papers.output.web_page.words import first_difference
from panel_papers.word import Documents

__all__ = ["with_web_page"]


def with_web_page(build: Build, documents: Documents, *, item_pdf: str | None = None) -> Build:
    """Return the build with the paper as a web page, the first of its files.

    The page leads to the pack; in a meeting, to `item_pdf`: the PDF of its item, by its name. A
    page whose words are not those of the Word documents is left out, and a warning says where they
    begin to differ.
    """
    mark = "-draft" if build.draft else ""
    name = f"{build.paper.name}{mark}.html"
    page = page_of(build, documents, item_pdf)
    difference = first_difference(page, documents)
    if difference is None:
        return replace(build, files={name: page, **build.files})
    problem = Problem(
        "web-page-differs",
        Place(name),
        f"The web page would not have the same words as the Word document: {difference}",
        "",
        "publish the pack; the page is not written until the two agree",
        Level.WARNING,
    )
    return replace(build, problems=(*build.problems, problem))
