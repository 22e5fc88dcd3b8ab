"""Whether Microsoft gives the bot a token, and what to do when it does not."""

from bot.adapters.teams.tokens import BotToken, TokenUnavailable

_ADVICE = {
    "invalid_client": "set TEAMS_APP_PASSWORD to a client secret of the application that has not expired",
    "unauthorized_client": "compare TEAMS_APP_ID, TEAMS_TENANT_IDS and TEAMS_CLOUD with the application in Entra",
    "invalid_request": "compare TEAMS_APP_ID, TEAMS_TENANT_IDS and TEAMS_CLOUD with the application in Entra",
}


async def token_trouble(token: BotToken) -> str:
    """What to do before a token is given; "" when one is."""
    try:
        await token.get()
    except TokenUnavailable as fault:
        code = str(fault)
        return f"none given ({code}): " + _ADVICE.get(code, "see whether this machine reaches Microsoft's sign-in")
    return ""
