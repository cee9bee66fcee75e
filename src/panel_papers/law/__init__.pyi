from .bank_holidays import bank_holiday as bank_holiday
from .deadline import (
    Deadline as Deadline,
    deadline_of as deadline_of,
    publish_by as publish_by,
)
from .exempt import (
    NATIONS as NATIONS,
    ExemptPart as ExemptPart,
    authority_of as authority_of,
    exclusion_resolution as exclusion_resolution,
    listing as listing,
    mark_of as mark_of,
    meeting_resolution as meeting_resolution,
    page_mark as page_mark,
    paragraph_words as paragraph_words,
    paragraphs_in_words as paragraphs_in_words,
    statutory_words as statutory_words,
    why_not_exempt as why_not_exempt,
)
from .meeting_notices import (
    UNCHECKED as UNCHECKED,
    PublicNotice as PublicNotice,
    public_notices as public_notices,
)
from .minutes_summaries import summary_rule as summary_rule
from .nations import late_section as late_section
from .notice import RULES as RULES
