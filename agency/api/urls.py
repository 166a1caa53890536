"""Nouns of the ground floor under /api/v1/."""

from django.urls import include, path
from rest_framework.routers import SimpleRouter

from agency.api.events import EventListView
from agency.api.notifications import NotificationViewSet
from agency.api.people import MeView, PersonViewSet
from agency.api.tokens import TokenViewSet

router = SimpleRouter()
router.register("people", PersonViewSet, basename="person")
router.register("notifications", NotificationViewSet, basename="notification")
router.register("tokens", TokenViewSet, basename="token")

urlpatterns = [
    path("me/", MeView.as_view(), name="me"),
    path("events/", EventListView.as_view(), name="events"),
    path("", include(router.urls)),
]
