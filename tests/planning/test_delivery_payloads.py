"""Payloads of deliveries are stored as lists of strings, which stay readable."""

from datetime import UTC, date, datetime

import pytest

from planning.delivery_payloads import (
    ClosedPayload,
    DailyItem,
    DailyPayload,
    Items,
    LateAnswerPayload,
    MentionPayload,
    Payload,
    ReinstallPayload,
    UndeliverablePayload,
)

STORED: list[tuple[Payload, Items]] = [
    (
        DailyPayload(
            (DailyItem("due", "t1", date(2027, 2, 1)), DailyItem("rating", "t2"), DailyItem("answer", "c1"))
        ),
        ("due:t1:2027-02-01", "rating:t2", "answer:c1"),
    ),
    (LateAnswerPayload("UBRIAN", "1.1"), ("UBRIAN", "1.1")),
    (MentionPayload("UBRIAN", "1.1"), ("UBRIAN", "1.1")),
    (MentionPayload("UBRIAN"), ("UBRIAN",)),
    (ClosedPayload("UMAYA"), ("UMAYA",)),
    (UndeliverablePayload("UBRIAN", "not_in_channel", ("plan",)), ("UBRIAN", "not_in_channel", "plan")),
    (
        ReinstallPayload("https://example.com", datetime(2027, 1, 4, 9, tzinfo=UTC)),
        ("https://example.com", "2027-01-04 09:00:00+00:00"),
    ),
]


@pytest.mark.parametrize(("payload", "items"), STORED)
def test_each_payload_is_stored_and_parsed(payload: Payload, items: Items) -> None:
    assert payload.to_items() == items
    assert type(payload).from_items(items) == payload


@pytest.mark.parametrize("stored", ["due:t1", "due:t1:tomorrow", "answer:c1:2027-02-01", "tactic", ""])
def test_an_item_of_another_form_is_an_error(stored: str) -> None:
    with pytest.raises(ValueError, match=r"items|Invalid"):
        DailyPayload.from_items((stored,))
