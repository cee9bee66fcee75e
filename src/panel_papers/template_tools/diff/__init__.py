"""Two versions of the templates compared: fields, text, look, and real papers."""
