"""The ground floor: who we are, what one may do, what was done, who was told."""

from agency.celery import app as celery_app

__all__ = ["celery_app"]
