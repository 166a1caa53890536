"""Text from outside, made fit to be stored."""


def storable(text: str) -> str:
    """Without NUL and lone surrogates, which PostgreSQL cannot hold; everything else stays as it was said."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()
