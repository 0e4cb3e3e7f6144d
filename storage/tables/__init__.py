"""The tables, without behaviour.

Every key starts with the workspace, and so does every reference, so that no row can point into another one.
Instants are aware UTC. Columns that only serve to sort or to search say so.
"""

from storage.tables.base import NumberedRow, Row, VersionedRow
from storage.tables.calendar_feeds import FeedRow
from storage.tables.check_ins import AnswerRow, CheckInPersonRow, CheckInRow
from storage.tables.coordination import TopicRow, TurnRow
from storage.tables.deliveries import DeliveryRow
from storage.tables.homes import HomePlanRow, HomeRow
from storage.tables.installations import InstallationRow, InstallStateRow
from storage.tables.people import DigestRow, PersonRow, PreferencesRow, SnoozeRow
from storage.tables.pictures import PictureRow, SightingRow
from storage.tables.plans import CompanyGoalRow, EntryRow, GoalRow, PlanRow, ReadingRow
from storage.tables.tactics import OccurrenceRow, RatingRow, TacticOwnerRow, TacticRow

__all__ = [
    "AnswerRow",
    "CheckInPersonRow",
    "CheckInRow",
    "CompanyGoalRow",
    "DeliveryRow",
    "DigestRow",
    "EntryRow",
    "FeedRow",
    "GoalRow",
    "HomePlanRow",
    "HomeRow",
    "InstallStateRow",
    "InstallationRow",
    "NumberedRow",
    "OccurrenceRow",
    "PersonRow",
    "PictureRow",
    "PlanRow",
    "PreferencesRow",
    "RatingRow",
    "ReadingRow",
    "Row",
    "SightingRow",
    "SnoozeRow",
    "TacticOwnerRow",
    "TacticRow",
    "TopicRow",
    "TurnRow",
    "VersionedRow",
]
