from django.urls import path

from content.views import channels, counts, pauses
from content.views import publications as views

urlpatterns = [
    path("publications/", views.troubled, name="publications"),
    path("publications/send-again/", views.retry_all, name="publications-retry"),
    path("publications/<int:pk>/", views.publication, name="publication"),
    path("publications/<int:pk>/retry/", views.retry, name="publication-retry"),
    path("publications/<int:pk>/send-now/", views.send_now, name="publication-send-now"),
    path("publications/<int:pk>/cancel/", views.cancel, name="publication-cancel"),
    path("publications/<int:pk>/counts/", counts.count, name="publication-count"),
    path("publications/<int:pk>/counts/<int:metric_pk>/take-back/", counts.take_back, name="count-take-back"),
    path("publications/<int:pk>/confirm-by-hand/", views.confirm_by_hand, name="publication-confirm-by-hand"),
    path("publications/<int:pk>/plan-again/", views.plan_again, name="publication-plan-again"),
    path("publications/<int:pk>/answer-captcha/", views.answer_captcha, name="publication-answer-captcha"),
    path("publications/<int:pk>/files/<int:number>/", views.file, name="publication-file"),
    path("channels/", channels.all_of_them, name="channels"),
    path("projects/<slug:slug>/channels/publishing/", channels.of_project, name="project-channels"),
    path("pauses/", pauses.all_of_them, name="pauses"),
    path("pauses/stop/", pauses.stop, name="pause-stop"),
    path("pauses/<int:pk>/", pauses.pause, name="pause"),
    path("pauses/<int:pk>/resume/", pauses.resume, name="pause-resume"),
    path("pauses/<int:pk>/drop/", pauses.drop, name="pause-drop"),
    path("posts/<int:pk>/publications/", views.of_post, name="post-publications"),
    path("projects/<slug:slug>/publications/", views.of_project, name="project-publications"),
]
