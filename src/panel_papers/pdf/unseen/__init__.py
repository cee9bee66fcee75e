"""What is in a PDF's file and not seen on its pages: words and parts of pictures.

1. `scene` reads a page's objects with PDFium, in the order in which they are painted.
2. `suspects` finds by their boxes and colours which texts and pictures may be out of sight: on an
   ordinary page none, and nothing is painted.
3. `painting` paints the page with and without them; `sight` says which letters change nothing.
4. `words` makes findings of the letters, `pictures` of what lies over pictures.

It judges the page as it was supplied, with its annotations, and knows nothing of papers.
"""
