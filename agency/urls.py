"""The front door. Floors are named only by strings."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("reports.urls")),
    path("", include("agency.paths")),
    path("", include("projects.urls")),
    path("", include("content.urls")),
    path("", include("monitoring.urls")),
    path("", include("moderation.urls")),
    path("accounts/", include("agency.account_urls")),
    path("api/", include("agency.api_urls")),
    path("admin/", admin.site.urls),
]

if settings.PLAYGROUND:
    urlpatterns.append(path("playground/", include("playground.urls")))
if settings.DEMO:
    urlpatterns.insert(0, path("demo/", include("agency.demo_urls")))

handler400 = "agency.views.errors.bad_request"
handler403 = "agency.views.errors.forbidden"
handler404 = "agency.views.errors.not_found"
handler429 = "agency.views.errors.too_many"
handler500 = "agency.views.errors.server_error"
