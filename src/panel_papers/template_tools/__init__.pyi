from .check.annotate import write_copies as write_copies
from .check.checking import check_templates as check_templates
from .check.printed_otherwise import template_warnings as template_warnings
from .diff.comparing import compare as compare
from .diff.page import page_files as page_files
from .diff.telling import (
    json_text as json_text,
    text_of as text_of,
)
from .diff.writing import write_comparison as write_comparison
from .fields.field_list import WRITERS as WRITERS
from .fields.fields import fields_of as fields_of
from .preview.previewing import (
    studio_of as studio_of,
    watch_pages as watch_pages,
    write_pages as write_pages,
)
from .preview.serving import Addresses as Addresses
