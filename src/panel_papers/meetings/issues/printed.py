"""Whether a supplement's first pages say that it is one."""

from __future__ import annotations

from panel_papers.core import Place, Problem, TemplatesError
from panel_papers.meetings.edition import Edition
from panel_papers.output import Pack
from panel_papers.pdf import page_texts

_NOTICES = "{%p for notice in notices %}, {{ notice }} and {%p endfor %}, each in a paragraph,"


def check_notices(edition: Edition, pack: Pack) -> None:
    """Raise TemplatesError unless the pack of a supplement says that it is one, below its title.

    A body's own agenda.docx may be older than supplements.
    """
    if not edition.supplement:
        return
    sheet = page_texts(pack.pdf, pack.parts[0].last_page - pack.first_page + 1)
    text = "".join("".join(sheet).split())
    at = 0  # in this order, since a footer may say the title too
    expected = [(edition.title, "{{ title }}"), *((each, _NOTICES) for each in edition.notices)]
    for said, field in expected:
        found = "".join(said.split())
        at = text.find(found, at) + len(found)
        if at < len(found):
            raise TemplatesError(
                [
                    Problem(
                        "supplement-not-printed",
                        Place("agenda.docx"),
                        "The first page of the supplement does not say what it is",
                        f"“{said}”",
                        f"add {field} to agenda.docx in Word, or copy agenda.docx from a new "
                        "folder of templates",
                    )
                ]
            )
