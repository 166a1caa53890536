"""/api/: one router for the nouns of every floor, the schema and its pages."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

urlpatterns = [
    path("v1/", include("projects.api")),
    path("v1/", include("content.api")),
    path("v1/", include("monitoring.api")),
    path("v1/", include("moderation.api")),
    path("v1/", include("reports.api")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="schema"), name="docs"),
]
