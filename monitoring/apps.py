from django.apps import AppConfig

from agency.sentences import register

SENTENCES = {
    "monitoring.mention.corrected": "{actor} changed the tone from {before} to {after}",
    "monitoring.alert.opened": "{count} mentions within the hour where {usual} is usual",
    "monitoring.alert.closed": "{actor} closed the alarm",
    "monitoring.source.added": "{actor} set up {name}",
    "monitoring.source.switched": "{actor} turned {name} {state}",
}


class MonitoringConfig(AppConfig):
    name = "monitoring"

    def ready(self) -> None:
        register(SENTENCES)
