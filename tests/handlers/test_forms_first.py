"""Forms that were sent go first, and keep nobody waiting for ever."""

import asyncio

import pytest

from handlers import forms_first
from handlers.forms_first import FormsFirst


async def test_without_a_form_nobody_waits() -> None:
    waiting = asyncio.ensure_future(FormsFirst().give_way())
    await asyncio.sleep(0)
    assert waiting.done()


async def test_others_wait_until_the_last_form_is_answered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms_first, "GIVES_WAY", 60)
    forms = FormsFirst()
    with forms.sent():
        with forms.sent():
            waiting = asyncio.ensure_future(forms.give_way())
            await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert not waiting.done()
    await waiting


async def test_a_form_that_fails_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms_first, "GIVES_WAY", 60)
    forms = FormsFirst()
    with pytest.raises(ConnectionError), forms.sent():
        raise ConnectionError
    await forms.give_way()


async def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms_first, "GIVES_WAY", 0)
    forms = FormsFirst()
    with forms.sent():
        await forms.give_way()
