"""People of a workspace, and their permissions (PRODUCT: Who may)."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from planning.errors import Code, PlanningError
from planning.plan import Plan
from planning.tactics import Tactic


@dataclass(frozen=True, slots=True)
class Person:
    """A person of one workspace. `zone` is an IANA name, `locale` like "en-US".

    `country` is a two-letter ISO 3166 code, "" if unknown. `status_away` is whether their Slack status says
    that they are away (`looks_away`), until `status_until` (aware UTC) if it expires.
    """

    id: str
    name: str
    zone: str = "UTC"
    locale: str = "en-US"
    deleted: bool = False
    bot: bool = False
    guest: bool = False
    stranger: bool = False
    country: str = ""
    status_away: bool = False
    status_until: datetime | None = None

    @property
    def may_edit(self) -> bool:
        """Whether they edit plans, as members do (`require_editor`)."""
        return not (self.guest or self.stranger)

    def is_away(self, at: datetime) -> bool:
        """Whether their Slack status says that they are away at the instant `at`."""
        return self.status_away and (self.status_until is None or at < self.status_until)


# The palm tree and the thermometer are Slack's own suggestions. An airplane may be a business trip.
_AWAY_EMOJI = {
    "palm_tree",
    "desert_island",
    "beach_with_umbrella",
    "umbrella_on_ground",
    "face_with_thermometer",
    "thermometer",
    "face_with_head_bandage",
    "sneezing_face",
    "nauseated_face",
    "hospital",
}
_AWAY = re.compile(
    r"""\b(?:
    ooo | o\.o\.o | pto | out\ of\ (?:the\ )?office | vacation(?:ing)? | vacay | holidays? | sabbatical
    | on\ (?:\w+\ )?leave | (?:annual|sick|medical|family|parental|maternity|paternity|unpaid)\ leave
    | sick | ill | unwell | not\ (?:working|at\ work) | (?:days?|time|week|taking\ \w+)\ off
    | (?:^|i'm\ |am\ )(?:out|off)\ (?:today|tomorrow|work|until|till|this|all|sick)
    | (?<!right\ )(?<!far\ )away(?!\ from\ (?:my\ )?(?:keyboard|desk))
    | atvaļinājum\w* | prombūtn\w* | promesoš\w* | slimo\w* | slimīb\w* | brīvdien\w*
    | urlaub\w* | krank\w* | abwesend | elternzeit | feiertag\w* | im\ frei
    | vacances | congés? | absente? | malade | maladie | vacaciones | ausente | enferm[oa]
    | de\ (?:baja|permiso) | férias | doente | ferie | malattia | assente | vakantie | verlof | ziek
    | urlop\w* | nieobecn\w* | sjuk
    | отпуск\w* | отсутству\w* | болею | больнич\w* | διακοπές | άδεια | άρρωστ\w* | إجازة
    )(?!\w)
    | ^(?:off|out|leave)$""",
    re.VERBOSE,
)
_AT_WORK = re.compile(
    r"\b(?:(?<!not )working|wfh|remotely|no longer|not (?:away|sick|ill|on \w+))\b"
    r"|^(?:remote|back (?:from|at))\b"
    r"|\b(?:holidays?|vacation) (?:campaign|calendar|content|plan|planning|posts?|sale|season)\b"
)


def is_away_status(status_text: str, status_emoji: str) -> bool:
    """Whether a Slack status says that the person is not at work for a day or more: on leave, ill, out.

    Meetings, lunch and travel are work; so is what says "working" under a palm tree. `status_emoji` is as
    Slack has it: ":palm_tree:". Knows the commonest words of a dozen languages.
    """
    name = status_emoji.strip(":").partition("::")[0].lower()
    said = status_text.casefold().replace("\u2019", "'").strip(" .!")
    if _AT_WORK.search(said):
        return False
    return name in _AWAY_EMOJI or any(_AWAY.search(words) for words in (said, name.replace("_", " ")))


def require_viewer(member: bool) -> None:
    """Only members of its channel can see a plan; raises NOT_IN_CHANNEL."""
    if not member:
        raise PlanningError(Code.NOT_IN_CHANNEL)


def require_active(person: Person) -> None:
    """Raises DEACTIVATED for a deactivated account."""
    if person.deleted:
        raise PlanningError(Code.DEACTIVATED)


def require_own(person: Person) -> None:
    """Only people of this workspace can change anything; raises LOOK_ONLY or DEACTIVATED."""
    require_active(person)
    if person.stranger:
        raise PlanningError(Code.LOOK_ONLY)


def require_editor(person: Person) -> None:
    """Members edit; raises MEMBERS_ONLY for guests, and what `require_own` does."""
    require_own(person)
    if not person.may_edit:
        raise PlanningError(Code.MEMBERS_ONLY)


def require_rater(person: Person, tactic: Tactic) -> None:
    """Members rate anything, guests what they own; raises DEACTIVATED, LOOK_ONLY or MEMBERS_ONLY."""
    require_own(person)
    if person.guest and person.id not in tactic.owners:
        raise PlanningError(Code.MEMBERS_ONLY)


require_doer = require_rater  # completing a tactic needs the same permission


def require_plan_owner(person: Person, plan: Plan) -> None:
    """The creator and added plan owners change settings and close; raises OWNERS_ONLY and the editor's.

    If the data of all its owners was deleted, every editor counts as an owner.
    """
    require_editor(person)
    if plan.all_owners and person.id not in plan.all_owners:
        raise PlanningError(Code.OWNERS_ONLY, owners=plan.all_owners, plan=plan.id)


def require_answerer(person: Person, owned: Collection[Tactic], plan: Plan) -> None:
    """Owners answer a check-in, guests too; raises DEACTIVATED, LOOK_ONLY or NOTHING_TO_ANSWER."""
    require_own(person)
    if not owned:
        raise PlanningError(Code.NOTHING_TO_ANSWER, name=plan.name)


def acts_as_plan_owner(person: Person, member: bool) -> bool:
    """Whether a plan owner can act as one: they need to be an active member of the channel."""
    return member and person.may_edit and not person.deleted


def require_taking_over(person: Person, plan: Plan, acting: Collection[str]) -> None:
    """A member can take over a plan if none of its owners can act; `acting` are those who can.

    Raises what `require_editor` does, PLAN_CLOSED, or STILL_OWNED.
    """
    require_editor(person)
    plan.require_open()
    if acting:
        raise PlanningError(Code.STILL_OWNED, owners=tuple(acting))


def require_ownable(owner: Person | None, owner_id: str, member: bool, field: str) -> None:
    """Only an active member of the channel can own a tactic; raises an OWNER_... error about `field`."""
    if owner is None:
        raise PlanningError(Code.OWNER_UNKNOWN, field, person=owner_id)
    refused = _why_not_ownable(owner, member)
    if refused:
        raise PlanningError(refused, field, person=owner_id, name=owner.name)


def _why_not_ownable(owner: Person, member: bool) -> Code | None:
    if owner.deleted:
        return Code.OWNER_DEACTIVATED
    if owner.bot:
        return Code.OWNER_IS_BOT
    if owner.stranger:
        return Code.OWNER_UNKNOWN
    return None if member else Code.OWNER_NOT_IN_CHANNEL
