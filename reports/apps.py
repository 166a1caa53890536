from django.apps import AppConfig

from agency.sentences import register

SENTENCES = {"reports.evening.signed": "{actor} signed off for the night"}


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self) -> None:
        register(SENTENCES)
