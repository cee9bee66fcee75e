"""Which tests share a process of pytest-xdist: those that look at what is made once for them.

By file, as the process that hands out the tests knows no marker. xdist's own groups
(`--dist=loadgroup`, the marker `xdist_group`) have no effect with xdist 3.8.0 and pytest 9.2.0: the
group was written into an attribute of the test that pytest does not read any more.
"""

from __future__ import annotations

from xdist.scheduler import LoadScopeScheduling

TOGETHER = (
    ("the paper of the last gate", "tests/build/last_gate/"),
    ("the restricted paper", "tests/build/restricted/test_leaks.py"),
    ("the restricted paper", "tests/build/restricted/test_packs.py"),
    ("what veraPDF judges", "tests/build/claims/test_verapdf.py"),
    ("a meeting", "tests/meetings/test_built_meeting.py"),
    ("a meeting with Part 2", "tests/meetings/test_part_2.py"),
    ("an issue and its supplements", "tests/meetings/issues/test_supplements.py"),
    ("an issue with exempt papers", "tests/meetings/issues/test_exempt.py"),
    ("reports of other bodies", "tests/build/imported/test_foreign_reports.py"),
    ("a long report", "tests/build/numbered/test_long_report.py"),
    ("numbered paragraphs", "tests/build/numbered/test_numbered_paragraphs.py"),
    ("figures everywhere", "tests/build/confirmed/test_figures_everywhere.py"),
    ("what is left out", "tests/build/test_left_out.py"),
    ("papers in adopted houses", "tests/build/test_adopted_houses.py"),
    ("adopted houses", "tests/template_tools/adopting/test_adopt.py"),
    ("regular expressions", "tests/linear_time/"),
    ("a finance paper", "tests/content/exhibits/test_finance_paper.py"),
    ("parts", "tests/build/test_parts.py"),
    ("supplied documents", "tests/build/supplied_word/"),
    ("exhibits", "tests/content/exhibits/test_build.py"),
    ("tags of LibreOffice", "tests/pdf/engines/test_libreoffice_tagging.py"),
    ("a comparison", "tests/template_tools/diff/test_diff.py"),
    ("a paper that is built again", "tests/run/test_unchanged.py"),
    ("workbooks that LibreOffice shows", "tests/inputs/test_random_workbooks.py"),
    ("LibreOffice for boxes", "tests/output/pack/test_unprinted.py"),
    # each starts a browser
    ("web pages in a browser", "tests/build/web_page/test_web_page.py"),
    ("template previews in a browser", "tests/template_tools/preview/test_browser.py"),
    ("drawings in a browser", "tests/content/exhibits/test_vector.py"),
    ("hand-over sheets in a browser", "tests/output/handover/test_accessible.py"),
    ("pages of a meeting in a browser", "tests/meetings/test_checking.py"),
)
"""What is made, and the files whose tests look at it: else each process makes it for itself."""


def unit_of(test: str) -> str:
    """Return what a test's identifier shares a process for: else itself, so that it goes alone."""
    for made, file in TOGETHER:
        if test.startswith(file):
            # One machine has LibreOffice, the other has not: nothing is shared.
            return f"{made}, without" if "[without LibreOffice]" in test else made
    return test


class Together(LoadScopeScheduling):
    """Hands out units of tests, those of the most tests first."""

    def _split_scope(self, nodeid: str) -> str:
        return unit_of(nodeid)
