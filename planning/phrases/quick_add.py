"""A tactic in one sentence, as a command brings it: "List 100 influencers <@U1> by 1 February".

What is read leaves the title: at its end, at its beginning, and in the middle after a preposition. What looks
like a date, a recurrence or a person and is not understood stays in the title, and is named.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from planning.calendar import within_reach
from planning.errors import Code, PlanningError
from planning.phrases import leftovers, when
from planning.phrases.markup import MENTION, to_plain_text
from planning.phrases.people import PLACE, goal_before, is_stranger, known_goal, owners_before, person_of
from planning.phrases.tokens import Sentence
from planning.phrases.when import When
from planning.recurrence import Recurrence

_MENTION = re.compile(MENTION)
_MAX_READ = 12  # things that are read off the end of a sentence
_MAX_TOKENS = 200  # more make no title


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who types, and what their words can mean.

    `people` are ids by handle ("@maya"), `goals` the numbers of the plan's goals. `month_first` says that
    their locale writes 5/6 for 6 May.
    """

    today: date
    id: str = ""
    month_first: bool = False
    people: Mapping[str, str] = field(default_factory=dict)
    goals: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class QuickAdd:
    """What a sentence says about a tactic.

    `title` is plain text, `owners` are user ids in their order, `goal` is its number. `not_read` are words
    that look as if they said something and were not understood. `refusal` is why a date can't be taken:
    only people were read then, and the title has everything else. `is_day_assumed` says that the recurrence
    takes the day of today, `order_read` is a date whose day and month only the locale tells apart.
    """

    title: str
    owners: tuple[str, ...] = ()
    eta: date | None = None
    recurrence: Recurrence | None = None
    goal: int | None = None
    not_read: tuple[str, ...] = ()
    refusal: PlanningError | None = None
    is_day_assumed: bool = False
    order_read: str = ""


def read_quick_add(text: str, speaker: Speaker) -> QuickAdd:
    """The tactic in `text`, which may have Slack's markup for people in it."""
    plain, people = _with_places(text, speaker.people)
    reading = _Reading(Sentence.of(plain), speaker, people)
    try:
        reading.read()
    except PlanningError as refusal:
        return _refused(plain, people, refusal)
    return reading.result()


def _with_places(text: str, people: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The text as it was typed, with a token for each mention, and the ids by token and handle."""
    ids: list[str] = []

    def place(mention: re.Match[str]) -> str:
        ids.append(mention[1])
        return f" \ue000{len(ids) - 1}\ue001 "

    clean = text.replace("\ue000", "").replace("\ue001", "")
    plain = to_plain_text(_MENTION.sub(place, clean))
    return plain, {**people, **{f"\ue000{number}\ue001": id_ for number, id_ in enumerate(ids)}}


def _refused(plain: str, people: Mapping[str, str], refusal: PlanningError) -> QuickAdd:
    owners = tuple(dict.fromkeys(people[mention[0]] for mention in PLACE.finditer(plain)))
    title = " ".join(PLACE.sub(" ", plain).split())
    return QuickAdd(title, owners, refusal=refusal, not_read=(str(refusal.values.get("words", "")),))


@dataclass(slots=True)
class _Reading:
    """A sentence while it is read."""

    sentence: Sentence
    speaker: Speaker
    people: Mapping[str, str]
    owners: list[str] = field(default_factory=list)
    goal: int | None = None
    when: When | None = None

    def read(self) -> None:
        """Read the end, the beginning, the middle, and name what is left."""
        self._read_end()
        self._read_beginning()
        if len(self.sentence.tokens) <= _MAX_TOKENS:
            self._read_middle()
        self._take_mentions()
        if len(self.sentence.tokens) <= _MAX_TOKENS:
            self._name_leftovers()

    def result(self) -> QuickAdd:
        """What was read."""
        found = self.when or When()
        return QuickAdd(
            self.sentence.title,
            tuple(dict.fromkeys(self.owners)),
            found.eta,
            found.recurrence,
            self.goal,
            self.sentence.not_read,
            is_day_assumed=found.is_day_assumed,
            order_read=found.order_read,
        )

    def _read_end(self) -> None:
        end = len(self.sentence.tokens)
        for _ in range(_MAX_READ):
            while end and (self.sentence.tokens[end - 1].is_sign or end - 1 in self.sentence.gone):
                end -= 1
            start = self._read_before(end)
            if start == end:
                return
            end = start

    def _read_before(self, end: int) -> int:
        """Read what ends before a token; gives where that begins, `end` if nothing was read."""
        steps: tuple[Callable[[int], int], ...] = (
            self._owners_before,
            self._goal_before,
            self._when_before,
            self._aside_before,
        )
        return next((start for step in steps if (start := step(end)) < end), end)

    def _owners_before(self, end: int) -> int:
        start, found = owners_before(self.sentence, end, self.speaker.id, self.people)
        if found:
            self.owners = [*found, *self.owners]
            self.sentence.take(start, end)
        return start

    def _goal_before(self, end: int) -> int:
        start, number = goal_before(self.sentence, end)
        if number is None:
            return end
        self._take_goal(start, end, number)
        return start

    def _take_goal(self, start: int, end: int, number: int) -> None:
        if self.goal is None and known_goal(number, self.speaker.goals):
            self.goal = number
            self.sentence.take(start, end)
        else:
            self.sentence.name(start, end)

    def _when_before(self, end: int) -> int:
        start, found = when.before(self.sentence, end, self._today, self.speaker.month_first)
        return self._take_when(start, end, found) if found else end

    def _take_when(self, start: int, end: int, found: When) -> int:
        if found.eta and within_reach(found.eta, "eta") < self._today:
            words = self.sentence.words(start, end)
            raise PlanningError(Code.DATE_PAST, "eta", date=found.eta, words=words)
        is_same_day = self.when is not None and found.eta is not None and found.eta == self.when.eta
        self.when = self.when or found
        if self.when is found or is_same_day:
            self.sentence.take(start, end)
        else:
            self.sentence.name(start, end)
        return start

    def _aside_before(self, end: int) -> int:
        """A time of day or an exception, which is no part of a tactic, beside a date or a recurrence."""
        start = leftovers.aside_before(self.sentence, end)
        if start == end:
            return end
        has_date_before = when.before(self.sentence, start, self._today, self.speaker.month_first)[1]
        if self.when or has_date_before or leftovers.is_clock(self.sentence.words(start, end)):
            self.sentence.name(start, end)
            return start
        return end

    def _read_beginning(self) -> None:
        start = 0
        for _ in range(_MAX_READ):
            start = self._skip_taken(start)
            end = self._read_after(start)
            if end == start:
                return
            start = end

    def _skip_taken(self, start: int) -> int:
        tokens = self.sentence.tokens
        while start < len(tokens) and (start in self.sentence.gone or tokens[start].is_sign):
            start += 1
        return start

    def _read_after(self, start: int) -> int:
        words = self.sentence.tokens[start : start + 1]
        if words and self.sentence.is_free(start, start + 1) and person_of(words[0].text, "", self.people):
            end = start + 1
            while end < len(self.sentence.tokens) and self._is_in_list(end):
                end += 1
            return self._take_owners(start, end)
        for length in (2, 1):
            found, number = goal_before(self.sentence, min(start + length, len(self.sentence.tokens)))
            if number is not None and found == start and self.sentence.is_free(start, start + length):
                self._take_goal(start, start + length, number)
                return start + length
        end, moment = when.after(self.sentence, start, self._today, self.speaker.month_first)
        if moment and self.when is None:
            self._take_when(start, end, moment)
            return end
        return start

    def _is_in_list(self, index: int) -> bool:
        token = self.sentence.tokens[index]
        follows = self.sentence.tokens[index + 1 : index + 2]
        is_person = bool(person_of(token.text, self.speaker.id, self.people)) and not token.fixed
        joins = token.is_sign or token.text.lower() in ("and", "&", "+")
        return is_person or (
            joins and bool(follows) and bool(person_of(follows[0].text, self.speaker.id, self.people))
        )

    def _take_owners(self, start: int, end: int) -> int:
        words = (token.text for token in self.sentence.tokens[start:end])
        self.owners = [
            *filter(None, (person_of(word, self.speaker.id, self.people) for word in words)),
            *self.owners,
        ]
        self.sentence.take(start, end)
        return end

    def _read_middle(self) -> None:
        if self.when is None and (found := when.within(self.sentence, self._today, self.speaker.month_first)):
            start, end, moment = found
            self._take_when(start, end, moment)

    def _take_mentions(self) -> None:
        for index in reversed(range(len(self.sentence.tokens))):
            token = self.sentence.tokens[index]
            if not self.sentence.is_free(index, index + 1):
                continue
            if person_of(token.text, "", self.people):
                start, found = owners_before(self.sentence, index + 1, "", self.people)
                self.owners = [*found, *self.owners]
                self.sentence.gone.update(range(start, index + 1))
            elif is_stranger(token.text, self.people):
                self.sentence.name(index, index + 1)

    def _name_leftovers(self) -> None:
        for start, end in self._leftovers():
            if self.sentence.is_free(start, end):
                self.sentence.name(start, end)

    def _leftovers(self) -> Iterator[tuple[int, int]]:
        yield from leftovers.dates_within(self.sentence)
        yield from leftovers.at_the_end(self.sentence, self._today, self.speaker.month_first)

    @property
    def _today(self) -> date:
        return self.speaker.today
