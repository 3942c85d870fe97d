"""窓口が住民の記録を読む口。行ではなく値を返し、守られる人の居どころは返さない。"""

from .displays import PersonDisplay, display, displays, recent_deaths
from .households import HouseholdMember, HouseholdView, household
from .records import freshness, records_for
from .search import DeathNotice, PersonHit, search

__all__ = [
    "DeathNotice",
    "HouseholdMember",
    "HouseholdView",
    "PersonDisplay",
    "PersonHit",
    "display",
    "displays",
    "freshness",
    "household",
    "recent_deaths",
    "records_for",
    "search",
]
