"""A tactic in one sentence, as a command brings it: "List 100 influencers <@U1> by 1 February".

What is read leaves the title: at its end, at its beginning, and in the middle after a preposition. What looks
like a date, a recurrence or a person and is not understood stays in the title, and is named.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from planning.calendar import within_reach
from planning.errors import Code, PlanningError
from planning.phrases import leftovers, when
from planning.phrases.people import (
    goal_before,
    is_stranger,
    known_goal,
    named_before,
    owners_before,
    person_of,
)
from planning.phrases.places import PLACE, named, with_places
from planning.phrases.tokens import Sentence
from planning.phrases.values import QuickAdd, Speaker
from planning.phrases.when import When
from planning.text import unmarked

_KEY = re.compile(r"(?<![\w/])(due|by|eta|deadline|owners?|assignee|goal):(?=\S)", re.IGNORECASE)
_COURTESY = re.compile(
    r"(?:pls|plz|please|thanks|thank|you|thx|ty|ok|okay|cheers|possible|if|[^\w\s#@&+<>*\ue000\ue001]+)",
    re.IGNORECASE,
)  # what may come after a date: "by friday pls", "by friday if possible", "by friday?"
_MAX_COURTESIES = 4
_MAX_READ = 12  # things that are read off the end of a sentence
_MAX_TOKENS = 200  # more make no title


def read_quick_add(text: str, speaker: Speaker) -> QuickAdd:
    """The tactic in `text`, which may have Slack's markup for people in it."""
    plain, people, names = with_places(text, speaker.people)
    reading = _Reading(Sentence.of(_KEY.sub(r"\1: ", unmarked(plain))), speaker, people)
    try:
        reading.read()
    except PlanningError as refusal:
        return _refused(plain, people, refusal)
    found = reading.result()
    title, not_read = named(found.title, names), tuple(named(part, names) for part in found.not_read)
    return replace(found, title=title, not_read=not_read)


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
    span: tuple[int, int] = (0, 0)

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
            unmarked(self.sentence.title) if self.sentence.gone else self.sentence.title,
            tuple(dict.fromkeys(self.owners)),
            found.eta,
            found.recurrence,
            self.goal,
            self.sentence.not_read,
            is_day_assumed=found.is_day_assumed,
            order_read=found.order_read,
            ordered_date=found.ordered_date,
        )

    def _read_end(self) -> None:
        end = len(self.sentence.tokens)
        for _ in range(_MAX_READ):
            while end and (self.sentence.tokens[end - 1].is_sign or end - 1 in self.sentence.gone):
                end -= 1
            start = self._read_before(end)
            if start == end and (shorter := self._without_courtesy(end)) < end:
                start = self._read_before(shorter)
                end = shorter if start == shorter else end
            if start == end:
                return
            end = start

    def _without_courtesy(self, end: int) -> int:
        """Before words that are no part of a date but may follow it."""
        for _ in range(_MAX_COURTESIES):
            token = self.sentence.tokens[end - 1] if end else None
            if token is None or not (token.is_sign or _COURTESY.fullmatch(token.text)):
                break
            end -= 1
        return end

    def _read_before(self, end: int) -> int:
        """Read what ends before a token; gives where that begins, `end` if nothing was read."""
        steps: tuple[Callable[[int], int], ...] = (
            self._owners_before,
            self._name_before,
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

    def _name_before(self, end: int) -> int:
        start, id_ = named_before(self.sentence, end, self.people)
        if id_:
            self.owners = [id_, *self.owners]
            self.sentence.take(start, end)
        elif start < end:
            self.sentence.name(start, end)
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
        if found.eta and within_reach(found.eta, "eta") < self.speaker.today:
            words = self.sentence.words(start, end)
            raise PlanningError(Code.DATE_PAST, "eta", date=found.eta, words=words)
        if found.recurrence and self.when and self._limited(start, end, found):
            return start
        is_same_day = self.when is not None and found.eta is not None and found.eta == self.when.eta
        self.when = self.when or found
        if self.when is found or is_same_day:
            self.sentence.take(start, end)
            self.span = self.span if is_same_day else (start, end)
        else:
            self.sentence.name(start, end)
        return start

    def _limited(self, start: int, end: int, found: When) -> bool:
        """Whether the date read before limits this recurrence: "every monday at 10 until 5/6", "in March".

        A period in which it takes place has no place in a recurrence: both are named.
        """
        read, rule = self.when, found.recurrence
        if read is None or rule is None or read.eta is None or rule.until:
            return False
        between = range(end, self.span[0])
        if any(self.sentence.is_free(at, at + 1) and not self.sentence.tokens[at].is_sign for at in between):
            return False
        if read.may_end:
            ended = replace(rule, until=read.eta)
            self.when = replace(read, eta=None, recurrence=ended, is_day_assumed=found.is_day_assumed)
            self.sentence.take(start, end)
        elif read.may_limit:
            self.when = None
            self.sentence.put_back(*self.span)
            self.sentence.name(start, self.span[1])
        return read.may_end or read.may_limit

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
        me = self.speaker.id if words and words[0].text.lower() == "@me" else ""
        if words and self.sentence.is_free(start, start + 1) and person_of(words[0].text, me, self.people):
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
                if start < index or not self._is_needed(index):
                    self.sentence.gone.update(range(start, index + 1))
            elif is_stranger(token.text, self.people):
                self.sentence.name(index, index + 1)

    def _is_needed(self, index: int) -> bool:
        """Whether the title would be broken without this person: "Ask @brian about the photos"."""
        beside = [at for at in (index - 1, index + 1) if 0 <= at < len(self.sentence.tokens)]
        return len(beside) == 2 and not any(
            self.sentence.tokens[at].is_sign or at in self.sentence.gone for at in beside
        )

    def _name_leftovers(self) -> None:
        for start, end in self._leftovers():
            if self.sentence.is_free(start, end):
                self.sentence.name(start, end)

    def _leftovers(self) -> Iterator[tuple[int, int]]:
        yield from leftovers.dates_within(self.sentence)
        if self.when:
            yield from leftovers.said_before(self.sentence, self._today, self.speaker.month_first)
        yield from leftovers.at_the_end(self.sentence, self._today, self.speaker.month_first)
        yield from leftovers.days_alone(self.sentence)

    @property
    def _today(self) -> date:
        return self.speaker.day_written
