"""What there is to look at: my reports, what I owe, the log, one challenge whole, and its messages."""

from collections.abc import Mapping, Sequence

from bot.domain.challenge import Challenge
from bot.domain.team import Place
from bot.handlers.desk import scenes, whose_team
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply
from bot.ports import Delivery, DeliveryState, LogFilter
from bot.ui.limits import cut
from bot.ui.views import history as history_view
from bot.ui.views import lists as view
from bot.ui.views.lists import PAGE

AT_HOME = 5
LONGEST_FILTER = 60
LAST_PAGE = 9999
LEDGER = 20


def mine(desk: Desk) -> Reply:
    rows, total = _of_me(desk, LogFilter(follower=_me(desk)), PAGE)
    told = desk.work.successes.of_person(_me(desk), limit=AT_HOME)
    return Reply(card=view.mine(rows, scenes.of_desk(desk), total=total, now=desk.now, told=told))


def log(desk: Desk, wanted: LogFilter, page: int) -> Reply:
    """A page of the log; one beyond the last is empty and says so."""
    page = min(max(1, page), LAST_PAGE)
    rows, total = desk.work.challenges.find(wanted, limit=PAGE, offset=(page - 1) * PAGE)
    asked = _asked(wanted)
    team = whose_team.own_here(desk)
    card = view.log(
        rows, scenes.of_desk(desk), total=total, page=page, asked=asked, now=desk.now, review=team.id if team else ""
    )
    return Reply(card=card)


def show(row: Challenge, desk: Desk) -> Reply:
    """The whole challenge, privately, with the moves that the caller may make."""
    places = {d.intent.place: d for d in desk.work.outbox.ledger(row.id) if d.state is DeliveryState.FAILED}
    lost = _lost(row, desk)
    undelivered = [(place.name, place.gone or "") for place in lost.values()]
    undelivered += [(_name(delivery, desk), delivery.reason) for id, delivery in places.items() if id not in lost]
    events = desk.work.challenges.history(row.id)
    return Reply(card=history_view.all_of(row, events, scenes.of_desk(desk, row), undelivered=undelivered))


def mine_pressed(_: Press, desk: Desk) -> Reply:
    return mine(desk)


def show_pressed(request: Press, desk: Desk) -> Reply:
    return show(desk.row(request.subject), desk)


def log_pressed(request: Press, desk: Desk) -> Reply:
    """Another page, in place of the one whose button was pressed."""
    reply = log(desk, _wanted(request.args, desk), _page(request))
    return Reply(card=reply.card, replace="page" in request.args)


def history(request: Press, desk: Desk) -> Reply:
    """A page of all that happened to one challenge."""
    row = desk.row(request.subject)
    events = desk.work.challenges.history(row.id)
    card = history_view.happened(row, events, scenes.of_desk(desk, row), page=_page(request))
    return Reply(card=card, replace="page" in request.args)


def _page(request: Press) -> int:
    page = request.args.get("page", "")
    return int(page) if page.isascii() and page.isdigit() and len(page) <= 4 else 1


def ledger(request: Press, desk: Desk) -> Reply:
    """What was sent about a challenge; whom in private is not said."""
    row = desk.row(request.subject)
    w = desk.words
    states = {
        DeliveryState.WAITING: w("waiting to be sent"),
        DeliveryState.SENDING: w("being sent"),
        DeliveryState.SENT: w("sent"),
        DeliveryState.DROPPED: w("no longer needed"),
        DeliveryState.FAILED: w("not delivered"),
    }
    newest = list(desk.work.outbox.ledger(row.id))[-LEDGER:]
    lines = [(_name(d, desk), states[d.state], d.reason if d.state is DeliveryState.FAILED else "") for d in newest]
    lines += [(place.name, states[DeliveryState.FAILED], place.gone or "") for place in _lost(row, desk).values()]
    return Reply(card=history_view.ledger(row, lines, w))


def _me(desk: Desk) -> str:
    return desk.known.id if desk.known else ""


def _of_me(desk: Desk, wanted: LogFilter, limit: int) -> tuple[Sequence[Challenge], int]:
    """Nothing for somebody who never did anything: an empty filter would find everything."""
    return desk.work.challenges.find(wanted, limit=limit) if desk.known else ((), 0)


def _name(delivery: Delivery, desk: Desk) -> str:
    """A channel's name; a private conversation has none here, since it would tell who follows."""
    place = desk.work.places.get(delivery.intent.place)
    return place.name if place and place.person is None else ""


def _lost(row: Challenge, desk: Desk) -> dict[str, Place]:
    """Channels of the team, by id, that get nothing of an open row any more."""
    return {place.id: place for place in desk.work.places.lost(row.team)} if row.open else {}


def _asked(wanted: LogFilter) -> tuple[tuple[str, str], ...]:
    """The filters as a button carries them."""
    asked = {
        "open": {True: "yes", False: "no"}.get(wanted.open, "") if wanted.open is not None else "",
        "overdue": "yes" if wanted.overdue_at else "",
        "school": wanted.school,
        "type": wanted.type,
        "words": wanted.words,
    }
    return tuple((name, cut(text, LONGEST_FILTER)) for name, text in asked.items() if text)


def _wanted(args: Mapping[str, str], desk: Desk) -> LogFilter:
    open_ = {"yes": True, "no": False}.get(args.get("open", ""))
    return LogFilter(
        open=open_,
        overdue_at=desk.now if args.get("overdue") else None,
        school=args.get("school", ""),
        type=args.get("type", ""),
        words=args.get("words", ""),
    )
