"""What each build imports sooner or later, for the process that the others are forked from.

Nothing of it starts a thread.
"""

from panel_papers.build import make_paper
from panel_papers.checks import check_page_numbers
from panel_papers.output import summary_text
from panel_papers.pdf import EMBEDDED, ENGINES, missing_content, tag
from panel_papers.run.jobs.worker import work
from panel_papers.run.run import run_paper

LOADED = [ENGINES[name](None) for name in EMBEDDED]

__all__ = [
    "LOADED",
    "check_page_numbers",
    "make_paper",
    "missing_content",
    "run_paper",
    "summary_text",
    "tag",
    "work",
]
