from django.urls import path

from monitoring import views

app_name = "monitoring"
urlpatterns = [
    path("monitoring/", views.mentions, name="mentions"),
    path("monitoring/alerts/<int:pk>/close/", views.alert_close, name="alert-close"),
    path("monitoring/sources/add/", views.source_add, name="source-add"),
    path("monitoring/sources/<int:pk>/switch/", views.source_switch, name="source-switch"),
    path("projects/<slug:slug>/channels/<int:pk>/hearing/", views.hearing, name="hearing"),
    path("hooks/meta/", views.meta_hook, name="hook-meta"),
    path("hooks/<slug:network>/<int:pk>/<str:seal>/", views.hook, name="hook"),
]
