"""Beat's way in. It only needs the table of ticks, not the house: half the memory of ``agency.celery``.

celery -A agency.beat beat
"""

from celery import Celery

app = Celery("rapport", fixups=[])
app.config_from_object("django.conf:settings", namespace="CELERY")
