"""What is in a document: prose, tables, charts and pictures, in the house document's styles."""
