from .bank_holidays import bank_holiday as bank_holiday
from .deadline import (
    Deadline as Deadline,
)
from .deadline import (
    deadline_of as deadline_of,
)
from .deadline import (
    publish_by as publish_by,
)
from .exempt import (
    NATIONS as NATIONS,
)
from .exempt import (
    authority_of as authority_of,
)
from .exempt import (
    exclusion_resolution as exclusion_resolution,
)
from .exempt import (
    mark_of as mark_of,
)
from .exempt import (
    page_mark as page_mark,
)
from .exempt import (
    paragraphs_in_words as paragraphs_in_words,
)
from .exempt import (
    statutory_words as statutory_words,
)
from .exempt import (
    why_not_exempt as why_not_exempt,
)
from .notice import RULES as RULES
