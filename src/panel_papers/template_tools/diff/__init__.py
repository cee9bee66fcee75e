"""Two versions of the templates held against each other: fields, text, look, and real papers."""
