"""Sign-in buttons of the demo; this module is only routed when demo mode is on."""

from django.urls import URLPattern

app_name = "demo"
urlpatterns: list[URLPattern] = []
