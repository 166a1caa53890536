"""Calendars and tables: addresses of posts that come and go."""

from django.urls import path

from content.views import exports, feeds, imports

urlpatterns = [
    path("calendar/feeds/", feeds.feeds, name="feeds"),
    path("calendar/feeds/<int:pk>/rotate/", feeds.rotate, name="feed-rotate"),
    path("calendar/feeds/<int:pk>/revoke/", feeds.revoke, name="feed-revoke"),
    path("feeds/<str:token>.ics", feeds.feed, name="feed"),
    path("projects/<slug:slug>/import/", imports.of_project, name="imports"),
    path("projects/<slug:slug>/import/example.csv", exports.example, name="import-example"),
    path("projects/<slug:slug>/what-works/counts.csv", exports.counts, name="counts-table"),
    path("calendar/export/", exports.export, name="export"),
    path("imports/<int:pk>/", imports.one, name="import"),
    path("imports/<int:pk>/rows/", imports.rows, name="import-rows"),
    path("imports/<int:pk>/columns/", imports.columns, name="import-columns"),
    path("imports/<int:pk>/<slug:verb>/", imports.move, name="import-move"),
]
