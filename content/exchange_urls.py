"""Calendars and tables: addresses of posts that come and go."""

from django.urls import path

from content.views import feeds

urlpatterns = [
    path("calendar/feeds/", feeds.feeds, name="feeds"),
    path("calendar/feeds/<int:pk>/rotate/", feeds.rotate, name="feed-rotate"),
    path("calendar/feeds/<int:pk>/revoke/", feeds.revoke, name="feed-revoke"),
    path("feeds/<str:token>.ics", feeds.feed, name="feed"),
]
