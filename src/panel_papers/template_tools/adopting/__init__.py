"""A body’s own Word document made into a house template and a cover sheet."""
