"""Messages to the person who has installed the app."""

from datetime import datetime

from handlers.views.blocks import Message
from handlers.views.installs import reinstall_message, welcome_message
from handlers.visit import House
from planning.deliveries import Delivery


async def draw_welcome(_house: House, _delivery: Delivery) -> Message:
    """The first step."""
    return welcome_message()


async def draw_reinstall(_house: House, delivery: Delivery) -> Message:
    """`items` are where to install it again, and until when the tokens are good (ISO 8601)."""
    install_url, until = delivery.items
    return reinstall_message(install_url, datetime.fromisoformat(until))
