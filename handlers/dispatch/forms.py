"""Forms: the class of their metadata, who may submit them, and what that does."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, TypeVar

from slack_sdk.models.views import View

from handlers.dispatch.form_metadata import FormMetadata
from handlers.dispatch.interaction import Interaction, Submission
from handlers.dispatch.permissions import for_changes

Found = TypeVar("Found")
Metadata = TypeVar("Metadata", bound=FormMetadata)


class Form(NamedTuple):
    """A form: the class of its metadata, and what its submission does."""

    metadata: type[FormMetadata]
    submit: Callable[[Interaction, Submission[Any]], Awaitable[View | None]]


def form(
    metadata: type[Metadata],
    may: Callable[[Interaction, str], Awaitable[Found]],
    submit: Callable[[Interaction, Submission[Metadata], Found], Awaitable[View | None]],
) -> Form:
    """A form that only those `may` submit who may open it; `submit` gets what `may` returns."""

    async def submit_checked(interaction: Interaction, submission: Submission[Metadata]) -> View | None:
        interaction = await for_changes(interaction)
        return await submit(interaction, submission, await may(interaction, submission.metadata.about))

    return Form(metadata, submit_checked)
