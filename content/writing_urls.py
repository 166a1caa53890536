"""What helps to write: who else has the draft open, its earlier saves, hashtags, templates, tags on links."""

from django.urls import path

from content.views import earlier, hashtags, presence, tagging, templates

urlpatterns = [
    path("posts/<int:pk>/presence/", presence.at, name="post-presence"),
    path("posts/<int:pk>/earlier/", earlier.earlier, name="post-earlier"),
    path("posts/<int:pk>/earlier/<int:row>/", earlier.one, name="post-earlier-one"),
    path("posts/<int:pk>/earlier/<int:row>/bring-back/", earlier.bring_back, name="post-bring-back"),
    path("posts/<int:pk>/as-template/", templates.keep, name="post-as-template"),
    path("projects/<slug:slug>/hashtags/", hashtags.of_project, name="hashtags"),
    path("hashtags/<int:pk>/", hashtags.group, name="hashtag-group"),
    path("hashtags/<int:pk>/remove/", hashtags.remove, name="hashtag-group-remove"),
    path("projects/<slug:slug>/templates/", templates.of_project, name="post-templates"),
    path("templates/<int:pk>/", templates.template, name="post-template"),
    path("templates/<int:pk>/start/", templates.start, name="post-template-start"),
    path("templates/<int:pk>/remove/", templates.remove, name="post-template-remove"),
    path("projects/<slug:slug>/link-tags/", tagging.of_project, name="link-tags"),
]
