from .adopting.adopt import (
    Adopted as Adopted,
    adopt as adopt,
)
from .adopting.placing import (
    Placed as Placed,
    place_templates as place_templates,
)
from .check.annotate import write_copies as write_copies
from .check.checking import check_templates as check_templates
from .check.printed_otherwise import template_warnings as template_warnings
from .diff.comparing import compare as compare
from .diff.git import (
    Git as Git,
    NotInGitError as NotInGitError,
)
from .diff.page import page_files as page_files
from .diff.redline import redline as redline
from .diff.telling import (
    json_text as json_text,
    text_of as text_of,
)
from .diff.writing import write_comparison as write_comparison
from .fields.field_list import WRITERS as WRITERS
from .fields.fields import fields_of as fields_of
from .preview.news import News as News
from .preview.pictures import (
    Box as Box,
    PageText as PageText,
    page_picture as page_picture,
    page_sizes as page_sizes,
    page_texts as page_texts,
)
from .preview.preview_page import (
    environment as environment,
    script as script,
    style as style,
)
from .preview.previewing import (
    port_taken as port_taken,
    studio_of as studio_of,
    watch_pages as watch_pages,
    write_pages as write_pages,
)
from .preview.printed_words import (
    Sought as Sought,
    find_words as find_words,
)
from .preview.serving import (
    Addresses as Addresses,
    served as served,
)
from .preview.watching import Watch as Watch
