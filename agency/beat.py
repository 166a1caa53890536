"""Beat's way in. It only needs the table of ticks, not the house, and weighs half of ``agency.celery``.

celery -A agency.beat beat
"""

import os

from celery import Celery

from agency import stamps  # noqa: F401 (every tick is stamped)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "agency.settings")

app = Celery("rapport", fixups=[])
app.config_from_object("django.conf:settings", namespace="CELERY")
