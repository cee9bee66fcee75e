"""Cleans the files that were supplied with a paper, before anything is made from them."""

from panel_papers.inputs.cleaning.paper import CleanedFile, CleanPaper, clean_paper
from panel_papers.inputs.cleaning.results import Cleaned, Removal

__all__ = [
    "CleanPaper",
    "Cleaned",
    "CleanedFile",
    "Removal",
    "clean_paper",
]
