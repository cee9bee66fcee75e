"""The second embedded engine: rdocx, and what a document and its PDF need around it."""
