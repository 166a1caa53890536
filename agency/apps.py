from django.apps import AppConfig
from django.core import checks

from agency import (
    celery,  # noqa: F401 (the application every @shared_task belongs to)
    sentences,
)
from agency.checks import credentials_keys

SENTENCES = {
    "agency.user.invite": "{actor} invited {name} as {role}",
    "agency.user.invite_again": "{actor} sent {name} a new invitation",
    "agency.user.take_back_invitation": "{actor} took back the invitation of {name}",
    "agency.user.join": "{name} joined",
    "agency.user.change_role": "{actor} made {name} {role}",
    "agency.user.deactivate": "{actor} closed the account of {name}",
    "agency.user.activate": "{actor} opened the account of {name} again",
    "agency.user.make_token": "{actor} made the API token “{token}”",
    "agency.user.revoke_token": "{actor} revoked the API token “{token}”",
}


class AgencyConfig(AppConfig):
    name = "agency"

    def ready(self) -> None:
        sentences.register(SENTENCES)
        checks.register(credentials_keys, checks.Tags.security)
