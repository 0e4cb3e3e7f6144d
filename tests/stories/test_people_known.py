"""Of people, those who have to do with a plan are kept up to date; of others nothing is kept."""

from storage import cache_versions, people
from tests.stories.begun import a_plan, begun
from tests.stories.stage import Campfire
from tests.transactions import reading

planned = begun(a_plan)


async def known(campfire: Campfire, *ids: str) -> dict[str, str]:
    """The names of those of these people who are kept, by id."""
    with reading(campfire.bot.store, campfire.slack.workspace.team.id) as tx:
        found = people.get(tx, ids)
    return {id_: person.name for id_, person in found.items()}


async def test_of_people_who_have_nothing_to_do_with_a_plan_nothing_is_kept(planned: Campfire) -> None:
    zoe = planned.slack.add_person("Zoe").id
    await planned.slack.change("Zoe", status="On holiday")
    await planned.slack.change("Zoe", deleted=True)
    assert await known(planned, zoe) == {}


async def test_the_comings_and_goings_of_unknown_people_are_not_kept_about_them(planned: Campfire) -> None:
    zoe = planned.slack.add_person("Zoe").id
    await planned.slack.join("Zoe", "#social")
    await planned.slack.leave("Zoe", "#social")
    with reading(planned.bot.store, planned.slack.workspace.team.id) as tx:
        versions = cache_versions.versions(tx, "channels", [zoe])
    assert versions == {zoe: 0}
    assert await known(planned, zoe) == {}


async def test_somebody_unknown_who_joins_can_act_at_once(planned: Campfire) -> None:
    zoe = planned.slack.add_person("Zoe")
    await planned.maya.command("/plan", "#social")  # who is in the channel is known
    await planned.slack.join("Zoe", "#social")
    await zoe.command("/plan", "#social")
    assert "# Social media 2027" in zoe.news()


async def test_whoever_is_known_is_kept_up_to_date(planned: Campfire) -> None:
    await planned.slack.change("Maya", name="Maya B.")
    assert await known(planned, planned.maya.id) == {planned.maya.id: "Maya B."}
