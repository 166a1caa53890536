"""Write the icon sprite anew after a name was added to ``agency/templatetags/glyphs.py``."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from agency import sprite

PATH = Path("agency/static/agency/icons.svg")


class Command(BaseCommand):
    help = "Write the sprite of icons from heroicons, the brand marks and our own drawings."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        text = sprite.build()
        (settings.BASE_DIR / PATH).write_text(text, encoding="utf-8")
        self.stdout.write(f"{PATH}: {text.count('<symbol')} icons, {len(text.encode())} bytes")
