"""What the pages of a PDF say and show, read by PDFium, which no part of ours writes with."""
