"""What a network would refuse, said before anything is sent: to the writer while typing, again by the adapter."""

from projects.networks import counting
from projects.networks.base import Limits, Outgoing, OutgoingPost, Poll, Rejected
from projects.networks.picture_objections import to_files, to_pictures
from projects.networks.video_objections import to_videos


def objections(outgoing: Outgoing, limits: Limits) -> list[str]:
    """Everything the network would refuse in ``outgoing``, each in a sentence; empty when it takes it."""
    if isinstance(outgoing, OutgoingPost):
        found = [
            *_to_text(outgoing, limits),
            *to_pictures(outgoing, limits),
            *to_videos(outgoing, limits.video),
            *_to_first_comment(outgoing, limits),
        ]
        return [*found, *_to_poll(outgoing.poll, outgoing, limits)] if outgoing.poll else found
    if not outgoing.text.strip():
        return ["An answer needs words."]
    return _too_long("The answer", outgoing.text, limits=limits, limit=limits.comment)


def refuse_early(outgoing: Outgoing, limits: Limits) -> None:
    """Raise Rejected with every objection, before the network is asked; now the very files are looked at as well."""
    found = objections(outgoing, limits)
    if isinstance(outgoing, OutgoingPost):
        found += to_files(outgoing, limits)
    if found:
        raise Rejected(" ".join(found))


def _to_text(post: OutgoingPost, limits: Limits) -> list[str]:
    body = limits.body(post.text, post.link, media=post.media_count)
    what = "The text" if body == post.text else "The text with its link"
    found = _too_long(what, body, limits=limits, limit=limits.text_limit(pictures=post.media_count))
    weight = counting.weight(body)
    if limits.text_bytes and weight > limits.text_bytes:
        found.append(f"{what} takes {weight} bytes, the network takes {limits.text_bytes}.")
    found += _too_many("hashtags", counting.hashtags(post.text), most=limits.hashtags)
    found += _too_many("mentions", counting.mentions(post.text), most=limits.mentions)
    if not post.text.strip() and not post.media_count:
        found.append("A post needs words or a picture.")
    return found


def _to_first_comment(post: OutgoingPost, limits: Limits) -> list[str]:
    return _too_long("The first comment", post.first_comment, limits=limits, limit=limits.comment)


def _to_poll(poll: Poll, post: OutgoingPost, limits: Limits) -> list[str]:
    takes = limits.poll
    if takes is None:
        return ["The network has no polls of its own."]
    found = _too_long("The question", poll.question, limits=limits, limit=takes.question)
    if not 2 <= len(poll.options) <= takes.options:
        found.append(f"The poll has {len(poll.options)} options, the network takes 2 to {takes.options}.")
    for number, option in enumerate(poll.options, 1):
        found += _too_long(f"Option {number}", option, limits=limits, limit=takes.option)
    if poll.several and not takes.several:
        found.append("The network takes one answer a person.")
    if post.media_count and not takes.pictures:
        found.append("The network takes no pictures beside a poll.")
    return found


def _too_long(what: str, text: str, *, limits: Limits, limit: int) -> list[str]:
    length = limits.length(text)
    return [f"{what} has {length} characters, the network takes {limit}."] if length > limit else []


def _too_many(what: str, found: list[str], *, most: int | None) -> list[str]:
    if most is None or len(found) <= most:
        return []
    return [f"The text has {len(found)} {what}, the network takes {most}."]
