from django.apps import AppConfig

from agency.sentences import register
from projects.delivery_words import delivery_sentences

SENTENCES = {
    "moderation.case.opened": "{author} waits for an answer",
    "moderation.case.claim": "{actor} took it",
    "moderation.case.release": "{actor} left it to others",
    "moderation.case.take_over": "{actor} took it over from {before}",
    "moderation.case.return_to_queue": "{actor} answered: {fact}",
    "moderation.case.escalate": "{actor} asked {to} for help: {reason}",
    "moderation.case.answer": "{actor} answered",
    "moderation.case.resolve": "{actor} solved it for {author}",
    "moderation.case.dismiss": "{actor} said it needs no answer",
    "moderation.case.reopen": "{actor} opened it again",
    "moderation.case.climbed": "{author} reached “{rung}”",
    "moderation.case.reply_written": "{actor} wrote a reply",
    "moderation.case.hidden": "{actor} hid the comment on the page",
    "moderation.case.shown": "{actor} showed the comment again",
}


class ModerationConfig(AppConfig):
    name = "moderation"

    def ready(self) -> None:
        register(SENTENCES | delivery_sentences("moderation.reply"))
