"""`python -m demo`: the bot in a made-up district, beside a Slack (and a Teams, if wanted) that runs in the browser."""

import argparse
import signal
import sys
import time
import webbrowser
from types import FrameType

from demo import district, local_slack, playground
from demo.processes import Failed
from demo.stage import ROOT, Stage

LOUD = ("warning", "error", "critical", "traceback", "exception")


class Leave(Exception):
    """The person pressed Ctrl-C, or somebody asked us to end."""


def main() -> int:
    wishes = _wishes()
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGINT, _leave)
    folder = ROOT / ".demo"
    folder.mkdir(exist_ok=True)
    stage = Stage(folder, slack_port=wishes.port, bot_port=wishes.bot_port)
    try:
        if wishes.teams:
            print(playground.TERMS, flush=True)
            if not wishes.accept_licence:
                _ask()
        print(f"Opening {district.NAME} …", flush=True)
        stage.start_slack()
        stage.start_bot(_relay)
        if wishes.teams:
            stage.start_playground()
        print(_welcome(stage), flush=True)
        if not wishes.no_browser:
            webbrowser.open(f"{stage.slack_url}/?as=dana&in=general")
        _stay(stage)
    except Leave:
        print("\nClosing …", flush=True)
        return 0
    except Failed as problem:
        print(f"\n{problem}", file=sys.stderr, flush=True)
        return 1
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        stage.stop()
    return 0


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument("--teams", action="store_true", help="also start Microsoft's Agents Playground")
    parser.add_argument("--accept-licence", action="store_true", help="do not ask about the playground's licence")
    parser.add_argument("--port", type=int, default=3000, help="where the local Slack opens (3000)")
    parser.add_argument("--bot-port", type=int, default=3978, help="where the bot listens (3978)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser window")
    return parser.parse_args()


def _leave(_signal: int, _frame: FrameType | None) -> None:
    raise Leave


def _ask() -> None:
    if not sys.stdin.isatty():
        raise Failed("Start it with --accept-licence, or in a terminal where you can answer.")
    try:
        input("Enter starts it, Ctrl-C leaves. ")
    except EOFError:
        raise Leave from None


def _relay(line: str) -> None:
    """The bot's warnings and errors reach the terminal; its everyday lines do not."""
    if any(word in line.lower() for word in LOUD):
        print(f"bot: {line}", flush=True)


def _stay(stage: Stage) -> None:
    while True:
        if gone := stage.dead():
            raise Failed(f"{gone.name} has ended by itself.{gone.quote()}")
        time.sleep(0.5)


def _welcome(stage: Stage) -> str:
    slack = stage.slack_url
    return f"""
{district.NAME} is open. Every start begins with an empty log, and nothing leaves this machine.

  Dana, a teacher    {slack}/?as=dana&in=general
  Lee, who leads     {slack}/?as=lee&in=lincoln-slt

1. As Dana, type     /barrier Chromebooks won't hold a charge in room 12
2. As Lee, in #lincoln-slt, triage the card, then assign it: press its buttons, or answer in its thread with
                     @{local_slack.BOT_NAME} assign @kim in 2 weeks
3. As Lee, say what was done:
                     @{local_slack.BOT_NAME} removed New batteries are in
4. As Dana, look under "Direct messages": you are asked whether it is gone.
5. As Lee, in #lincoln-slt, go over what is open, one challenge at a time:
                     /agenda review
6. As Lee, plan a meeting, press Save, and let a week pass: its agenda comes the school day before.
                     /agenda every Tuesday at 3:30pm
                     /demo skip 1 week

"Act as", top right, changes who you are. /barrier help and /agenda help show the rest.
{_teams(stage)}
Ctrl-C closes everything."""


def _teams(stage: Stage) -> str:
    if stage.playground_url is None:
        return ""
    return f"""
The same district on Teams, where you are {district.TEAMS_TYPIST.name}:
                     {stage.playground_url}
   In the personal chat, type    barrier The reading screener logs us out
   In "{district.TEAMS_CHANNEL}", mention the bot first:    @Barrier help
"""


if __name__ == "__main__":
    sys.exit(main())
