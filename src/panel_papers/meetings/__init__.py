"""Meetings: the papers of one meeting behind an agenda, in one pack and one PDF an item.

It uses the pipeline of papers for each paper, and never cuts a pack. What other rooms may use is
listed in `__init__.pyi`, and loaded when it is used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
