"""Word templates: their tags read, looked through and filled, with a mark for each value."""
