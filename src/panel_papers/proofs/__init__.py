"""Checks of what was built, by readers that had no hand in making it."""

from panel_papers.proofs.leaks import LeakSearch
from panel_papers.proofs.page_numbers import check_page_numbers

__all__ = ["LeakSearch", "check_page_numbers"]
