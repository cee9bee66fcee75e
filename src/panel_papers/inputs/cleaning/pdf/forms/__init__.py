"""Prints a form's fields onto their pages, as readers show them, and takes the form away."""
