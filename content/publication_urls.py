from django.urls import path

from content.views import publications as views

urlpatterns = [
    path("publications/", views.troubled, name="publications"),
    path("publications/<int:pk>/", views.publication, name="publication"),
    path("publications/<int:pk>/retry/", views.retry, name="publication-retry"),
    path("publications/<int:pk>/send-now/", views.send_now, name="publication-send-now"),
    path("publications/<int:pk>/cancel/", views.cancel, name="publication-cancel"),
    path("publications/<int:pk>/confirm-by-hand/", views.confirm_by_hand, name="publication-confirm-by-hand"),
    path("posts/<int:pk>/publications/", views.of_post, name="post-publications"),
    path("projects/<slug:slug>/publications/", views.of_project, name="project-publications"),
]
