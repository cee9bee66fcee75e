"""The paper as a web page: one file that needs no script and fetches nothing."""

from __future__ import annotations

from msgspec.structs import replace

from panel_papers.core import Level, Place, Problem
from panel_papers.output.built_paper import Build
from panel_papers.output.web_page.page import page_of
from panel_papers.output.web_page.template import PageTemplate
from panel_papers.output.web_page.template_check import checked_template, page_template_problems
from panel_papers.output.web_page.words import first_difference
from panel_papers.word import Documents

__all__ = ["PageTemplate", "checked_template", "page_template_problems", "with_web_page"]


def with_web_page(
    build: Build,
    documents: Documents,
    template: PageTemplate | None = None,
    *,
    item_pdf: str | None = None,
) -> Build:
    """Return the build with the paper as a web page, the first of its files.

    The page leads to the pack; in a meeting, to `item_pdf`: the PDF of its item, by its name. A
    page whose words are not those of the Word documents is left out, and a warning says where they
    begin to differ. `template` is the body's own; None: ours. Raises TemplatesError where it
    cannot be filled.
    """
    template = template or PageTemplate()
    mark = "-draft" if build.draft else ""
    name = f"{build.paper.name}{mark}.html"
    page = page_of(build, documents, template, item_pdf)
    difference = first_difference(page, documents)
    build = replace(build, templates=(*build.templates, *template.files))
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
