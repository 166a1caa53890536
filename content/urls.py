from django.urls import path

from content import publication_urls
from content.views import client, pictures, posts

app_name = "content"
urlpatterns = [
    *publication_urls.urlpatterns,
    path("posts/<int:pk>/", posts.post, name="post"),
    path("pictures/<int:pk>/", pictures.picture, name="picture"),
    path("a/<str:token>/", client.by_link(client.show), name="client-approval"),
    path("a/<str:token>/answer/", client.by_link(client.answer), name="client-answer"),
    path("a/<str:token>/answer/all/", client.by_link(client.answer_all), name="client-answer-all"),
    path("a/<str:token>/undo/", client.by_link(client.undo), name="client-undo"),
    path("a/<str:token>/seen/", client.by_link(client.seen), name="client-seen"),
    path("a/<str:token>/pictures/<int:pk>/", client.by_link(client.picture), name="client-picture"),
    path("approvals/", client.signed_in(client.show), name="approvals"),
    path("approvals/answer/", client.signed_in(client.answer), name="approvals-answer"),
    path("approvals/answer/all/", client.signed_in(client.answer_all), name="approvals-answer-all"),
    path("approvals/undo/", client.signed_in(client.undo), name="approvals-undo"),
    path("approvals/pictures/<int:pk>/", client.signed_in(client.picture), name="approvals-picture"),
]
