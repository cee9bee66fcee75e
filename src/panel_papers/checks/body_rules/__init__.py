"""Checks of what the body asks of its papers: sections, length, standard texts, notice."""
