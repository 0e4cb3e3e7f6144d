"""The tables, without behaviour.

Every key starts with the workspace, and so does every reference, so that no row can point into another one.
Instants are aware UTC. Columns that only serve to sort or to search say so.
"""

from storage.tables.base import NumberedRow, Row, VersionedRow
from storage.tables.calendar_feeds import CalendarFeedRow
from storage.tables.check_ins import AnswerRow, CheckInPersonRow, CheckInRow
from storage.tables.coordination import CacheVersionRow, ImportRow, ScheduleStepRow
from storage.tables.deliveries import DeliveryRow
from storage.tables.homes import HomePlanRow, HomeRow
from storage.tables.installations import InstallationRow, InstallStateRow
from storage.tables.people import DailyMessageRow, NewsRow, PersonRow, PreferencesRow, SnoozeRow
from storage.tables.pictures import PictureRow, SightingRow
from storage.tables.plans import CompanyGoalRow, GoalRow, HistoryRow, PlanRow, ReadingRow
from storage.tables.tactics import OccurrenceRow, RatingRow, TacticOwnerRow, TacticRow

__all__ = [
    "AnswerRow",
    "CacheVersionRow",
    "CalendarFeedRow",
    "CheckInPersonRow",
    "CheckInRow",
    "CompanyGoalRow",
    "DailyMessageRow",
    "DeliveryRow",
    "GoalRow",
    "HistoryRow",
    "HomePlanRow",
    "HomeRow",
    "ImportRow",
    "InstallStateRow",
    "InstallationRow",
    "NewsRow",
    "NumberedRow",
    "OccurrenceRow",
    "PersonRow",
    "PictureRow",
    "PlanRow",
    "PreferencesRow",
    "RatingRow",
    "ReadingRow",
    "Row",
    "ScheduleStepRow",
    "SightingRow",
    "SnoozeRow",
    "TacticOwnerRow",
    "TacticRow",
    "VersionedRow",
]
