"""What I owe: challenges, steps, and what my teams wait for from me besides."""

from bot.handlers.challenges.dues import dues
from bot.handlers.desk import scenes
from bot.handlers.desk.desk import Desk
from bot.handlers.desk.requests import Press, Reply
from bot.handlers.reminders import team_dues
from bot.ui.views import lists as view
from bot.ui.views.lists import PAGE


def todo(desk: Desk) -> Reply:
    me = desk.known
    due = dues(me.id, desk.time_zone(), desk.work, desk.now) if me else []
    beside, _ = team_dues.of(me.id, desk.work, desk.now) if me else ([], False)
    scene, today = scenes.of_desk(desk), desk.today()
    return Reply(card=view.todo(due[:PAGE], scene, total=len(due), today=today, beside=beside))


def todo_pressed(_: Press, desk: Desk) -> Reply:
    return todo(desk)
