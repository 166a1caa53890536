"""How the audit log speaks: verb → sentence. Apps register theirs while starting, before any table is known::

    register({"content.post.approve": "{actor} approved “{title}”"})

``{actor}`` is who did it; other names come from the event's data.
"""

_sentences: dict[str, str] = {}


class _Missing(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"


def register(sentences: dict[str, str]) -> None:
    """Teach the log these verbs."""
    _sentences.update(sentences)


def is_known(verb: str) -> bool:
    return verb in _sentences


def speak(verb: str, words: dict[str, object]) -> str:
    """The sentence of ``verb`` filled with ``words``; what is missing reads as an ellipsis."""
    return _sentences.get(verb, "{actor}: " + verb).format_map(_Missing(words))
