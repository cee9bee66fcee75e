"""Cleans the files that were supplied with a paper, before anything is made from them."""

from panel_papers.cleaning.pdf import clean_pdf
from panel_papers.cleaning.results import Cleaned, Removal

__all__ = ["Cleaned", "Removal", "clean_pdf"]
