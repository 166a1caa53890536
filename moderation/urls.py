from django.urls import path

from moderation import views

app_name = "moderation"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<int:pk>/", views.case, name="case"),
    path("inbox/<int:pk>/claim/", views.case_claim, name="case-claim"),
    path("inbox/<int:pk>/take-over/", views.case_take_over, name="case-take-over"),
    path("inbox/<int:pk>/release/", views.case_release, name="case-release"),
    path("inbox/<int:pk>/reply/", views.case_reply, name="case-reply"),
    path("inbox/<int:pk>/note/", views.case_note, name="case-note"),
    path("inbox/<int:pk>/escalate/", views.case_escalate, name="case-escalate"),
    path("inbox/<int:pk>/resolve/", views.case_resolve, name="case-resolve"),
    path("inbox/<int:pk>/dismiss/", views.case_dismiss, name="case-dismiss"),
    path("inbox/<int:pk>/reopen/", views.case_reopen, name="case-reopen"),
    path("inbox/<int:pk>/hide/", views.case_hide, name="case-hide"),
    path("inbox/<int:pk>/show/", views.case_show, name="case-show"),
    path("inbox/<int:pk>/correct/", views.case_correct, name="case-correct"),
    path("replies/<int:pk>/answer-captcha/", views.reply_answer_captcha, name="reply-answer-captcha"),
    path("replies/<int:pk>/retry/", views.reply_retry, name="reply-retry"),
    path("replies/<int:pk>/cancel/", views.reply_cancel, name="reply-cancel"),
    path("questions/", views.facts, name="facts"),
    path("projects/<slug:slug>/waiting/", views.project_waiting, name="project-waiting"),
]
