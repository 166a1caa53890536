from django.urls import path

from content import exchange_urls, library_urls, publication_urls, review_urls, taking_part_urls
from content.views import calendar, client, composer, fragments, letters, posts, slots

app_name = "content"
AS = "pictures/<int:pk>/as/<slug:network>/"
urlpatterns = [
    *library_urls.urlpatterns,
    *publication_urls.urlpatterns,
    *taking_part_urls.urlpatterns,
    *review_urls.urlpatterns,
    *exchange_urls.urlpatterns,
    path("calendar/", calendar.calendar, name="calendar"),
    path("today/", fragments.today, name="today"),
    path("projects/<slug:slug>/calendar/", calendar.of_project, name="project-calendar"),
    path("projects/<slug:slug>/week/", fragments.project_week, name="project-week"),
    path("projects/<slug:slug>/slots/", slots.of_project, name="slots"),
    path("slots/<int:pk>/remove/", slots.remove, name="slot-remove"),
    path("posts/new/", posts.new, name="post-new"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/history/", posts.history, name="post-history"),
    path("posts/<int:pk>/save/", composer.save, name="post-save"),
    path("posts/<int:pk>/submit/", composer.submit, name="post-submit"),
    path("posts/<int:pk>/plan/", calendar.plan_post, name="post-plan"),
    path("posts/<int:pk>/move/<slug:verb>/", posts.move, name="post-move"),
    path("posts/<int:pk>/pictures/", composer.add_picture, name="pictures-add"),
    path("posts/<int:pk>/pictures/<int:picture>/first/", composer.move_picture, name="picture-first"),
    path("posts/<int:pk>/pictures/<int:picture>/remove/", composer.remove_picture, name="picture-remove"),
    path("projects/<slug:slug>/client-letter/", letters.letter, name="letter"),
    path("client-letters/<int:pk>/revoke/", letters.revoke, name="letter-revoke"),
    path("client-letters/<int:pk>/resend/", letters.resend, name="letter-resend"),
    path("approvals/", client.signed_in(client.show), name="approvals"),
    path("approvals/answer/", client.signed_in(client.answer), name="approvals-answer"),
    path("approvals/answer/all/", client.signed_in(client.answer_all), name="approvals-answer-all"),
    path("approvals/undo/", client.signed_in(client.undo), name="approvals-undo"),
    path("approvals/pictures/<int:pk>/", client.signed_in(client.picture), name="approvals-picture"),
    path("approvals/videos/<int:pk>/", client.signed_in(client.video), name="approvals-video"),
    path(
        "approvals/pictures/<int:pk>/as/<slug:network>/",
        client.signed_in(client.picture_as),
        name="approvals-picture-as",
    ),
    path("a/<str:token>/", client.by_link(client.show), name="client-approval"),
    path("a/<str:token>/answer/", client.by_link(client.answer), name="client-answer"),
    path("a/<str:token>/answer/all/", client.by_link(client.answer_all), name="client-answer-all"),
    path("a/<str:token>/undo/", client.by_link(client.undo), name="client-undo"),
    path("a/<str:token>/seen/", client.by_link(client.seen), name="client-seen"),
    path("a/<str:token>/pictures/<int:pk>/", client.by_link(client.picture), name="client-picture"),
    path("a/<str:token>/videos/<int:pk>/", client.by_link(client.video), name="client-video"),
    path(
        f"a/<str:token>/{AS}",
        client.by_link(client.picture_as),
        name="client-picture-as",
    ),
]
