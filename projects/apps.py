from django.apps import AppConfig

from agency import sentences

SENTENCES = {
    "projects.channel.break_down": "{channel} lost its connection: {text}",
}


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        sentences.register(SENTENCES)
