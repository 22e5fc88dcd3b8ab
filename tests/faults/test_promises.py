"""Two promises by the whole bot: an unlinked report has no reporter anywhere, and only the reporter gives a verdict."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain import life
from bot.domain.challenge import Challenge
from bot.domain.changes import Assigned, RemovalReported, Reported, StepAdded
from bot.domain.vocabulary import Move, Platform, Role, Status, Verdict, Visibility
from bot.handlers.challenges.announce import announce
from bot.handlers.people.founding import District, Member
from bot.ports import Session
from tests.faults import slack_people, teams_people
from tests.faults.answer import Answer
from tests.faults.house import ORG, USERS, House, everybody, settled_in
from tests.faults.sentences import not_yours

WORDS = "The quibberflint in the gymnasium hums"
LENA = USERS["lena"]
WHO = frozenset({"person", "handle", "membership", "place"})
"""The directory, which does not say who reported what."""

Walk = Callable[[House, str], Awaitable[list[Answer]]]
STRANGER = ("U0NEVERSEEN", "5f0c33aa-0000-4000-8000-0000000000ff")
KNOWN = USERS["tess"]


def code_of(answer: Answer) -> str:
    """The code, as the receipt's buttons carry it along."""
    found = re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", answer.text)
    assert found
    return found[0]


async def on_slack(house: House, user: str) -> list[Answer]:
    """From the report to the verdict; each time nothing but the code says whose it is."""
    form = (await house.slack.say(user, "")).form
    receipt = await house.slack.submit(user, form, {"summary": WORDS, "visibility": "unlinked"})
    code = code_of(receipt)
    house.logs.hide(code)
    await house.settle()
    opened = await house.slack.say(user, f"code {code}", channel="D0NEVERSEEN", channel_name="directmessage")
    details = (await house.slack.press(user, slack_people.values(opened.body, "code_details")[0])).form
    added = await house.slack.submit(user, details, {"tried": "Asked the caretaker about the quibberflint"})
    await house.bot.store.write(lambda session: _remove(session, house))
    await house.settle()
    verdict = (await house.slack.press(user, slack_people.value("code_verdict", "", 0, code=code))).form
    said = await house.slack.submit(user, verdict, {"verdict": "partly", "comment": "It wobblestones now"})
    await house.settle()
    return [receipt, opened, added, said]


async def on_teams(house: House, user: str) -> list[Answer]:
    form = (await house.teams.open(user, teams_people.act("report"))).form
    receipt = await house.teams.submit(user, form, {"summary": WORDS, "visibility": "unlinked"})
    code = code_of(receipt)
    house.logs.hide(code)
    await house.settle()
    opened = await house.teams.say(user, f"code {code}")
    details = (await house.teams.open(user, teams_people.act("code_details", "", 0, code=code))).form
    added = await house.teams.submit(user, details, {"tried": "Asked the caretaker about the quibberflint"})
    await house.bot.store.write(lambda session: _remove(session, house))
    await house.settle()
    verdict = (await house.teams.open(user, teams_people.act("code_verdict", "", 0, code=code))).form
    said = await house.teams.submit(user, verdict, {"verdict": "partly", "comment": "It wobblestones now"})
    await house.settle()
    return [receipt, opened, added, said]


def _remove(session: Session, house: House) -> None:
    """The team assigns it and removes it."""
    work = session.work(ORG)
    row, team = work.challenges.numbered(1), work.teams.get("elm")
    assert row is not None and team is not None
    for change in (Assigned("omar"), RemovalReported("Done")):
        after, event = life.move(
            row, change, team=team, calendar=work.calendar(), actor="lena", platform=None, now=house.clock.now()
        )
        work.challenges.save(after, event)
        announce(row, after, event, work)
        row = after


def _told_to_others(house: House, user: tuple[str, str]) -> str:
    """Everything that either platform was sent, but for what only the caller reads."""
    own = {user[0], f"D0{user[0][2:]}", user[1]}
    shown = [one.body for one in (*house.slack_api.shown, *house.connector.shown) if one.place not in own]
    asked = [body for kind, body in house.slack_api.asked if kind.startswith(("chat.", "users."))]
    asked = [body for body in asked if body.get("channel", body.get("user")) not in own]
    return str([shown, asked])


@pytest.mark.parametrize("engine", ["sqlite", "postgres"])
@pytest.mark.parametrize("walk", [on_slack, on_teams])
async def test_a_strangers_unlinked_report_leaves_no_trace_of_them_anywhere(house: House, walk: Walk) -> None:
    before = await house.dump("alembic_version")
    assert STRANGER[0] not in before
    at = 0 if walk is on_slack else 1
    answers = await walk(house, STRANGER[at])
    assert {answer.status for answer in answers} <= {200, 202}
    after = await house.dump()
    traces = (*STRANGER, f"29:{STRANGER[1]}", STRANGER[0].lower(), "D0NEVERSEEN", "1334522", "of-a-conversation")
    assert WORDS in after
    assert "caretaker" in after
    assert "wobblestones" in after
    assert not [trace for trace in traces if trace in after]
    assert not [trace for trace in traces if trace in _told_to_others(house, STRANGER)]
    assert not [trace for trace in traces if trace in "".join(house.logs.lines)]
    assert await house.events() == ["report", "details", "assign", "removed", "verdict"]
    asked = [kind for kind, _ in house.slack_api.asked]
    assert asked.count("users.info") == [1, 0][at]  # whether they are a guest, before anything is reported


@pytest.mark.parametrize("walk", [on_slack, on_teams])
async def test_a_known_persons_unlinked_report_changes_nothing_about_them(house: House, walk: Walk) -> None:
    """They stand in the directory, and it is as it was; nothing else knows them."""
    directory = [line for line in (await house.dump()).splitlines() if line.split()[0] in WHO]
    await walk(house, KNOWN[0 if walk is on_slack else 1])
    after = (await house.record()).splitlines()
    now = [line for line in after if line.split()[0] in WHO]
    assert [line for line in now if "tess" in line.lower()] == [line for line in directory if "tess" in line.lower()]
    rest = "\n".join(line for line in after if line.split()[0] not in WHO)
    assert not [trace for trace in (*KNOWN, "tess", "Tess Okoro") if trace in rest]
    assert not [trace for trace in (*KNOWN, "Tess Okoro") if trace in _told_to_others(house, KNOWN)]


OTHERS = ("lena", "omar", "cora", "ari", "dee", "stan", "ada", "max", "lili")
"""Lead, coordinator, coach, assignee, decision maker, step's owner, administrator, member, liaison."""


def ids(name: str) -> tuple[str, str]:
    number = f"{OTHERS.index(name):02}" if name in OTHERS else "tt"
    return USERS.get(name, (f"U0{name.upper()}", f"5f0c33aa-0000-4000-8000-0000000001{number}"))


def full_house() -> District:
    small = everybody()
    more = tuple(
        Member(name, name.title(), {Platform.SLACK: ids(name)[0], Platform.TEAMS: ids(name)[1]}, "en", name == "ada")
        for name in OTHERS
        if name not in USERS
    )
    roles = {
        Role.LEAD: ("lena",),
        Role.COORDINATOR: ("omar",),
        Role.COACH: ("cora",),
        Role.LIAISON: ("lili",),
        Role.MEMBER: ("max", "tess", "ari"),
    }
    (elm,) = small.teams
    return replace(small, people=(*small.people, *more), teams=(replace(elm, roles=roles),))


@pytest.fixture
async def removed(house: House) -> House:
    """A challenge of Tess's, assigned to Ari and removed by him; Tess was asked."""
    await settled_in(house.bot, full_house(), house.connector.address)

    def live(session: Session) -> None:
        work = session.work(ORG)
        team = work.teams.get("elm")
        assert team is not None
        now = house.clock.now()
        said = Reported(WORDS, Visibility.NAMED)
        row, event = life.start(
            said, id="c1", number=1, team=team, calendar=work.calendar(), actor="tess", platform=Platform.SLACK, now=now
        )
        work.challenges.add(row, event)
        for change, by in ((StepAdded("Look at it", "stan"), "lena"), (Assigned("ari", "dee"), "lena")):
            row, event = life.move(
                row, change, team=team, calendar=work.calendar(), actor=by, platform=Platform.SLACK, now=now
            )
            work.challenges.save(row, event)

    await house.bot.store.write(live)
    await house.slack.say(ids("ari")[0], "1 removed It was replaced")
    await house.settle()
    await house.later(minutes=1)
    assert (await house.row()).status is Status.REMOVED
    return house


@pytest.mark.parametrize("platform", ["slack", "teams"])
@pytest.mark.parametrize("verdict", Verdict)
async def test_nobody_but_the_reporter_gives_the_verdict(removed: House, platform: str, verdict: Verdict) -> None:
    """By the question's button, by the form and by words, each of the nine other roles."""
    before, row = await removed.record(), await removed.row()
    tries = {"slack": _try_on_slack, "teams": _try_on_teams}[platform]
    answers = {name: await tries(removed, name, row, verdict) for name in OTHERS}
    told = [(name, not_yours(Move.VERDICT) in one.text) for name, three in answers.items() for one in three]
    assert told == [(name, True) for name in OTHERS for _ in range(3)]
    assert await removed.record() == before


async def _try_on_slack(house: House, name: str, row: Challenge, verdict: Verdict) -> list[Answer]:
    user, filled = ids(name)[0], {"verdict": str(verdict), "comment": "Looks fine to me"}
    return [
        await house.slack.press(user, slack_people.value("verdict", row.id, row.version, verdict=str(verdict))),
        await house.slack.submit(user, _view(row.id, row.version, filled), filled),
        await house.slack.say(user, f"1 verdict {_WORDS[verdict]}"),
    ]


async def _try_on_teams(house: House, name: str, row: Challenge, verdict: Verdict) -> list[Answer]:
    user, filled = ids(name)[1], {"verdict": str(verdict), "comment": "Looks fine to me"}
    pressed = teams_people.act("verdict", row.id, row.version, verdict=str(verdict))
    return [
        await house.teams.press(user, pressed),
        await house.teams.invoke(user, "task/submit", _sent(row.id, name, filled)),
        await house.teams.say(user, f"1 verdict {_WORDS[verdict]}"),
    ]


@pytest.mark.parametrize("platform", ["slack", "teams"])
@pytest.mark.parametrize("verdict", Verdict)
async def test_the_reporter_does(removed: House, platform: str, verdict: Verdict) -> None:
    row = await removed.row()
    question = next(one for one in removed.slack_api.cards(USERS["tess"][0]) if "verdict" in one.text)
    by = {
        "slack": lambda: removed.slack.press(
            USERS["tess"][0], _with(slack_people.values(question.body, "verdict"), verdict), on=question
        ),
        "teams": lambda: removed.teams.press(
            USERS["tess"][1], teams_people.act("verdict", row.id, row.version, verdict=str(verdict))
        ),
    }
    await by[platform]()
    given = (await removed.row()).answers
    assert [(answer.person, answer.verdict) for answer in given] == [("tess", verdict)]


_WORDS = {Verdict.SUFFICIENT: "yes", Verdict.PARTLY: "partly", Verdict.NO: "no"}


def _with(values: list[str], verdict: Verdict) -> str:
    return next(value for value in values if f'"{verdict}"' in value)


def _view(subject: str, version: int, filled: dict[str, str]) -> dict[str, object]:
    about = f'{{"s":"{subject}","n":{version},"a":{{}},"w":null}}'
    inputs = [
        {"type": "input", "block_id": id, "element": {"type": "plain_text_input", "action_id": id}} for id in filled
    ]
    return {"type": "modal", "callback_id": "verdict", "private_metadata": about, "blocks": inputs}


def _sent(subject: str, name: str, filled: dict[str, str]) -> dict[str, object]:
    values = {f"t_{id}": value for id, value in filled.items()}
    about = {"f": "verdict", "k": f"key-{name}", "s": subject, "n": 3, "a": {}, "t": None, "i": list(values)}
    return {"data": {"form": about} | values}
