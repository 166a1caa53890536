"""Addresses under /playground/."""

from django.urls import include, path

from playground.views import network, pages, panel, posts, visitors

app_name = "playground"
urlpatterns = [
    path("", network.home, name="home"),
    path("new/", network.register, name="register"),
    path("search/", network.search, name="search"),
    path("media/<slug:key>", network.image, name="image"),
    path("name/", visitors.take_name, name="name"),
    path("name/leave/", visitors.leave_name, name="leave"),
    path("people/<int:account_id>/", visitors.account, name="account"),
    path("@<slug:handle>/", pages.page, name="page"),
    path("@<slug:handle>/followers/", pages.followers, name="followers"),
    path("@<slug:handle>/follow/", pages.follow, name="follow"),
    path("@<slug:handle>/panel/", panel.panel, name="panel"),
    path("@<slug:handle>/panel/comments/", panel.chatter, name="chatter"),
    path("@<slug:handle>/panel/token/", panel.new_token, name="new-token"),
    path("@<slug:handle>/panel/token/expire/", panel.old_token, name="expire-token"),
    path("@<slug:handle>/panel/<slug:kind>/on/", panel.fault_on, name="fault-on"),
    path("@<slug:handle>/panel/<slug:kind>/off/", panel.fault_off, name="fault-off"),
    path("posts/<int:post_id>/", posts.post, name="post"),
    path("posts/<int:post_id>/comments/", posts.comment, name="comment"),
    path("posts/<int:post_id>/like/", posts.like, name="like"),
    path("posts/<int:post_id>/share/", posts.share, name="share"),
    path("posts/<int:post_id>/vote/", posts.vote, name="vote"),
    path("comments/<int:comment_id>/answer/", posts.answer, name="answer"),
    path("api/", include("playground.api.urls")),
]
