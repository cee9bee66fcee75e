"""Cleans the files that were supplied with a paper, before anything is made from them."""

from panel_papers.cleaning.pdf import clean_pdf
from panel_papers.cleaning.results import Cleaned, Removal
from panel_papers.cleaning.word import clean_docx

__all__ = ["Cleaned", "Removal", "clean_docx", "clean_pdf"]
