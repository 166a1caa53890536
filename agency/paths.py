"""Pages of the ground floor."""

from django.urls import URLPattern, path

from agency.health import healthz

app_name = "agency"
urlpatterns: list[URLPattern] = [
    path("healthz", healthz, name="healthz"),
]
