"""Word documents: templates filled, prose turned into Word structure, parts composed."""
