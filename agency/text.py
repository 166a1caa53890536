"""Text from outside, made fit to be stored."""

from urllib.parse import urlsplit


def storable(text: str) -> str:
    """Without NUL and lone surrogates, which PostgreSQL cannot hold; everything else stays as it was said."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def web_address(text: str, longest: int) -> str:
    """``text`` where it is an http or https address of at most ``longest`` characters, empty where it is not.

    What others tell becomes a link somebody presses: no script, no file, no page of ours may stand there.
    """
    address = storable(text).strip()
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return address if is_one and len(address) <= longest and address.isprintable() else ""
