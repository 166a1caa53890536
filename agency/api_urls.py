"""/api/: one router for the nouns of every floor, the schema and its pages."""

from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from agency.api.nothing import NothingHereView

urlpatterns = [
    path("v1/", include("agency.api.urls")),
    path("v1/", include("projects.api")),
    path("v1/", include("content.api")),
    path("v1/", include("monitoring.api")),
    path("v1/", include("moderation.api")),
    path("v1/", include("reports.api")),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(template_name="agency/api_docs.html"), name="docs"),
    re_path("", NothingHereView.as_view()),
]
