"""Addresses of the client's yes: letters, the client's page, who must say yes, and who waited for whom."""

from django.urls import path

from content.views import client, letters, rounds, waits

AS = "pictures/<int:pk>/as/<slug:network>/"
urlpatterns = [
    path("projects/<slug:slug>/client-letter/", letters.letter, name="letter"),
    path("projects/<slug:slug>/who-says-yes/", rounds.of_project, name="rounds"),
    path("projects/<slug:slug>/who-says-yes/people/", rounds.add, name="approver-add"),
    path("approvers/<int:pk>/remove/", rounds.remove, name="approver-remove"),
    path("waits/", waits.everywhere, name="waits"),
    path("projects/<slug:slug>/waits/", waits.of_project, name="waits-project"),
    path("clients/<int:pk>/waits/", waits.of_client, name="waits-client"),
    path("client-letters/<int:pk>/revoke/", letters.revoke, name="letter-revoke"),
    path("client-letters/<int:pk>/resend/", letters.resend, name="letter-resend"),
    path("approvals/", client.signed_in(client.show), name="approvals"),
    path("approvals/answer/", client.signed_in(client.answer), name="approvals-answer"),
    path("approvals/answer/all/", client.signed_in(client.answer_all), name="approvals-answer-all"),
    path("approvals/undo/", client.signed_in(client.undo), name="approvals-undo"),
    path("approvals/pictures/<int:pk>/", client.signed_in(client.picture), name="approvals-picture"),
    path("approvals/videos/<int:pk>/", client.signed_in(client.video), name="approvals-video"),
    path(f"approvals/{AS}", client.signed_in(client.picture_as), name="approvals-picture-as"),
    path("approvals/answered/", client.signed_in(client.history), name="approvals-history"),
    path("approvals/seen/", client.signed_in(client.seen), name="approvals-seen"),
    path("a/<str:token>/say/<int:pk>/", client.by_link(client.say), name="client-say"),
    path("a/<str:token>/", client.by_link(client.show), name="client-approval"),
    path("a/<str:token>/answer/", client.by_link(client.answer), name="client-answer"),
    path("a/<str:token>/answer/all/", client.by_link(client.answer_all), name="client-answer-all"),
    path("a/<str:token>/undo/", client.by_link(client.undo), name="client-undo"),
    path("a/<str:token>/seen/", client.by_link(client.seen), name="client-seen"),
    path("a/<str:token>/pictures/<int:pk>/", client.by_link(client.picture), name="client-picture"),
    path("a/<str:token>/videos/<int:pk>/", client.by_link(client.video), name="client-video"),
    path(f"a/<str:token>/{AS}", client.by_link(client.picture_as), name="client-picture-as"),
]
