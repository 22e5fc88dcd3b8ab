"""Whether Slack takes a token, and what to do when it does not."""

from typing import assert_never

from bot.adapters.slack.calls import Done, Limited, Refused, Unknown, Unreached, Wire


async def token_trouble(api_url: str, token: str, *, variable: str, method: str) -> str:
    """What to do before Slack takes the token of the setting `variable`, as `method` shows; "" when it does."""
    wire = Wire(api_url)
    await wire.start()
    try:
        outcome = await wire.ask(token, method, {})
    finally:
        await wire.stop()
    match outcome:
        case Done():
            return ""
        case Refused(code):
            return f"Slack refuses it ({code}): copy {variable} anew from the app's page at Slack"
        case Limited():
            return "Slack takes no more calls just now: try again in a minute"
        case Unreached(reason) | Unknown(reason):
            return f"no answer from {wire.api_url} ({reason}): see whether this machine reaches it"
        case _:
            assert_never(outcome)
