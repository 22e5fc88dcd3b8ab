"""How words are compared, never how they are kept."""

import unicodedata


def fold(text: str) -> str:
    """Lower case, without accents, each white space one blank."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.lower().split())
