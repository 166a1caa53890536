"""Pages of the ground floor."""

from django.urls import path

from agency.health import healthz
from agency.views import account, events, gallery, join, media, notifications, people

app_name = "agency"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("me/", account.account, name="account"),
    path("me/avatar/", account.avatar, name="set_avatar"),
    path("me/notifications/", account.preferences, name="preferences"),
    path("me/tokens/", account.tokens, name="tokens"),
    path("me/tokens/<slug:token_key>/revoke/", account.revoke_token, name="revoke_token"),
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/bell/", notifications.bell, name="bell"),
    path("notifications/read/", notifications.read_all, name="read_all"),
    path("notifications/<int:pk>/open/", notifications.open_notification, name="open_notification"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/role/", people.change_role, name="change_role"),
    path("people/<int:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:pk>/activate/", people.activate, name="activate"),
    path("people/<int:pk>/invite-again/", people.invite_again, name="invite_again"),
    path("people/<int:pk>/take-back/", people.take_back, name="take_back"),
    path("join/<str:token>/", join.join, name="join"),
    path("events/<str:label>/<int:pk>/", events.events, name="events"),
    path("media/avatars/<slug:stem>.webp", media.avatar, name="avatar"),
]
