"""What editors use on their templates: check, preview, fields, diff, adopt.

What other rooms may use is listed in `__init__.pyi`, and loaded when it is used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
