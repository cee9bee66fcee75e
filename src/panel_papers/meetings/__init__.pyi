from .building import build_meeting as build_meeting
from .checking import check_meeting as check_meeting
from .draft import build_draft as build_draft
from .edition import Release as Release
from .folders import (
    all_meetings as all_meetings,
    published_meetings as published_meetings,
)
from .issues.verifying import verify_issue as verify_issue
from .pages import status_page as status_page
from .publishing import publish_meeting as publish_meeting
from .release import release_item as release_item
from .starter import papers_for as papers_for, write_meeting as write_meeting
from .status import status_of as status_of
from .supplement import build_supplement as build_supplement
