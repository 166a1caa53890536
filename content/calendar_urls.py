"""The calendar, what keeps it, and several of its posts at once."""

from django.urls import path

from content.views import bulk, calendar, campaigns, fragments, planning, series, slots

urlpatterns = [
    path("calendar/", calendar.calendar, name="calendar"),
    path("today/", fragments.today, name="today"),
    path("projects/<slug:slug>/calendar/", calendar.of_project, name="project-calendar"),
    path("projects/<slug:slug>/week/", fragments.project_week, name="project-week"),
    path("projects/<slug:slug>/slots/", slots.of_project, name="slots"),
    path("slots/<int:pk>/remove/", slots.remove, name="slot-remove"),
    path("projects/<slug:slug>/campaigns/", campaigns.of_project, name="campaigns"),
    path("campaigns/<int:pk>/", campaigns.campaign, name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.edit, name="campaign-edit"),
    path("campaigns/<int:pk>/remove/", campaigns.remove, name="campaign-remove"),
    path("series/<int:pk>/", series.series, name="series"),
    path("series/<int:pk>/stop/", series.stop, name="series-stop"),
    path("series/<int:pk>/resume/", series.resume, name="series-resume"),
    path("posts/bulk/", bulk.run, name="bulk"),
    path("posts/bulk/put-back/", bulk.put_back, name="bulk-put-back"),
    path("posts/<int:pk>/plan/", planning.plan_post, name="post-plan"),
    path("posts/<int:pk>/move-to/", planning.move_to, name="post-move-to"),
    path("posts/<int:pk>/repeat/", series.repeat, name="post-repeat"),
    path("posts/<int:pk>/spread/", series.spread, name="post-spread"),
]
