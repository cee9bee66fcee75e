"""Checks of what people who listen or magnify need: headings, tables, links, contrast."""
