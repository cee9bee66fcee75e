"""Prints a form's fields onto their pages, as readers show them, and takes the form away."""

from panel_papers.inputs.cleaning.pdf.forms.flattening import flatten_forms
from panel_papers.inputs.cleaning.pdf.forms.proof import form_problems

__all__ = ["flatten_forms", "form_problems"]
