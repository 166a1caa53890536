"""Addresses of what comes in after a post is out, and of the ideas before there is one."""

from django.urls import path

from content.views import ideas, results

urlpatterns = [
    path("posts/<int:pk>/result/", results.result, name="result"),
    path("posts/<int:pk>/result/read/", results.read_now, name="result-read"),
    path("posts/<int:pk>/result/note/", results.note, name="result-note"),
    path("posts/<int:pk>/result/draw/", results.draw, name="result-draw"),
    path("posts/<int:pk>/result/follow-up/", results.follow_up, name="result-follow-up"),
    path("posts/<int:pk>/answers/", results.add_entries, name="answers-add"),
    path("answers/<int:pk>/<slug:verb>/", results.mark, name="answer-mark"),
    path("draws/<int:pk>/", results.protocol, name="draw"),
    path("ideas/waiting/", ideas.unscheduled, name="ideas-waiting"),
    path("ideas/<int:pk>/<slug:verb>/", ideas.move, name="idea-move"),
    path("projects/<slug:slug>/ideas/", ideas.of_project, name="ideas"),
]
