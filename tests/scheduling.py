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
    ("parts", "tests/build/test_parts.py"),
    ("supplied documents", "tests/build/supplied_word/"),
    ("exhibits", "tests/content/exhibits/test_build.py"),
    ("tags of LibreOffice", "tests/pdf/engines/test_libreoffice_tagging.py"),
    ("a comparison", "tests/template_tools/diff/test_diff.py"),
)
"""What is made, and the files whose tests look at it."""


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
