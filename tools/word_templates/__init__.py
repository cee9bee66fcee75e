"""How the shipped Word templates were first made; see `tools/make_templates.py`."""
