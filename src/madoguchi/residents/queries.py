"""窓口が住民の記録を読む口。行ではなく値を返し、守られる人の居どころは返さない。"""

from .displays import PersonDisplay, PersonName, display, displays, names, recent_deaths
from .households import HouseholdMember, HouseholdView, household
from .records import freshness, records_for
from .search import DeathNotice, Found, PersonHit, find, search

__all__ = [
    "DeathNotice",
    "Found",
    "HouseholdMember",
    "HouseholdView",
    "PersonDisplay",
    "PersonHit",
    "PersonName",
    "display",
    "displays",
    "find",
    "freshness",
    "household",
    "names",
    "recent_deaths",
    "records_for",
    "search",
]
