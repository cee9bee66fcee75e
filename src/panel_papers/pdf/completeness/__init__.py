"""The completeness check: what Word shows of a document and its PDF does not.

It reads the Word file that was given to an engine and the PDF that came out, with readers that
had no hand in making it, and knows of neither engines nor papers:

1. `expected` reads the Word file into lines of text and things that are no text (`model`):
   `blocks`, `inlines`, `drawings`, `vml`, `charts`, with `styles`, `numbering` and `notes`.
2. `painted` reads the pages with PDFium: letters, pictures, lines, areas; `visible` leaves out
   what nobody can see.
3. `compare` finds the lines on the pages (`matching`) and takes their letters from a `sheet`.
   What is left of the lines is missing, what is left of the sheet is too much (`surplus`).
   Numbers, symbols, looks, headers, pictures and rules have checks of their own.

A text that a PDF gives in place of what it paints (`ActualText`) is believed: whether fonts have
the characters is another check's matter.
"""
