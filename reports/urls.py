from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.home, name="home"),
    path("picture/", views.picture, name="picture"),
    path("before-sleep/", views.evening, name="evening"),
    path("reports/", views.reports, name="reports"),
    path("projects/<slug:slug>/report/", views.project_report, name="project-report"),
]
