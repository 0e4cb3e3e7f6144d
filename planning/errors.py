"""Errors of the planning rules: a code, a field, and values for the message."""

from enum import StrEnum


class Code(StrEnum):
    """All error codes; `handlers.views.common.errors` has a message for each."""

    # input
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    NUMBER_AMBIGUOUS = "number_ambiguous"
    UNIT_OTHER = "unit_other"
    OUT_OF_RANGE = "out_of_range"
    ZONE_UNKNOWN = "zone_unknown"
    COUNTRY_UNKNOWN = "country_unknown"
    REGION_UNKNOWN = "region_unknown"
    NO_REGIONS = "no_regions"
    HOURS_REVERSED = "hours_reversed"
    DATE_UNREADABLE = "date_unreadable"
    DATE_PAST = "date_past"
    DATE_FUTURE = "date_future"
    DATE_TOO_FAR = "date_too_far"
    DATE_AMBIGUOUS = "date_ambiguous"
    DATES_REVERSED = "dates_reversed"
    RECURRENCE_UNREADABLE = "recurrence_unreadable"
    RECURRENCE_NO_DAY = "recurrence_no_day"
    ETA_AND_RECURRENCE = "eta_and_recurrence"
    TOO_MANY = "too_many"
    REASON_MISSING = "reason_missing"
    FILTER_UNKNOWN = "filter_unknown"
    REFERENCE_MISSING = "reference_missing"
    REFERENCE_UNKNOWN = "reference_unknown"
    REFERENCE_AMBIGUOUS = "reference_ambiguous"

    # spreadsheets
    SHEET_EMPTY = "sheet_empty"
    SHEET_TWICE = "sheet_twice"
    SHEET_TOO_LARGE = "sheet_too_large"
    SHEET_TOO_LONG = "sheet_too_long"
    SHEET_TOO_WIDE = "sheet_too_wide"
    CELL_DAMAGED = "cell_damaged"
    SHEET_NOT_TEXT = "sheet_not_text"
    ENCODING_WRONG = "encoding_wrong"
    SHEET_GOALLESS = "sheet_goalless"
    SHEET_HEADLESS = "sheet_headless"
    SHEET_BROKEN = "sheet_broken"
    FILE_UNREADABLE = "file_unreadable"
    STATE_UNKNOWN = "state_unknown"
    SERVED_UNKNOWN = "served_unknown"
    SERVES_ANOTHER = "serves_another"

    # permissions
    NOT_IN_CHANNEL = "not_in_channel"
    BOT_NOT_IN_CHANNEL = "bot_not_in_channel"
    NOT_A_CHANNEL = "not_a_channel"
    MEMBERS_ONLY = "members_only"
    OWNERS_ONLY = "owners_only"
    LOOK_ONLY = "look_only"
    DEACTIVATED = "deactivated"
    STILL_OWNED = "still_owned"
    OWNERS_UNREAD = "owners_unread"

    # ownership
    OWNER_UNKNOWN = "owner_unknown"
    OWNER_NOT_FOUND = "owner_not_found"
    OWNER_AMBIGUOUS = "owner_ambiguous"
    OWNER_BY_EMAIL = "owner_by_email"
    NAMES_UNREAD = "names_unread"
    OWNER_DEACTIVATED = "owner_deactivated"
    OWNER_IS_BOT = "owner_is_bot"
    OWNER_NOT_IN_CHANNEL = "owner_not_in_channel"

    # state
    PLAN_MISSING = "plan_missing"
    NONE_OPEN = "none_open"
    PLAN_EXISTS = "plan_exists"
    PLAN_CLOSED = "plan_closed"
    PLAN_STILL_OPEN = "plan_still_open"
    GOALS_MISSING = "goals_missing"
    METRICS_MISSING = "metrics_missing"
    GONE = "gone"
    UNREADABLE = "unreadable"
    CHANGED_MEANWHILE = "changed_meanwhile"
    STATE_WRONG = "state_wrong"
    NOT_DONE = "not_done"
    NOTHING_TO_ANSWER = "nothing_to_answer"
    NOT_YOURS = "not_yours"
    NEWER_CLOSED = "newer_closed"
    STILL_SERVED = "still_served"
    STILL_HAS_TACTICS = "still_has_tactics"
    NOT_CONTESTED = "not_contested"
    ROUND_UNDER_WAY = "round_under_way"
    ROUND_OVER = "round_over"
    SOMETHING_SINCE = "something_since"
    NOTHING_TO_UNDO = "nothing_to_undo"


class PlanningError(Exception):
    """A planning rule was violated.

    `field` is the name of the invalid input, or None for the whole. `values` are plain values (dates, counts,
    titles, ids) for the message, never secrets.
    """

    def __init__(self, code: Code, field: str | None = None, **values: object) -> None:
        super().__init__(code.value)
        self.code = code
        self.field = field
        self.values = values

    def about(self, field: str) -> "PlanningError":
        """The same error, about another field."""
        return PlanningError(self.code, field, **self.values)
