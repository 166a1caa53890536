"""The client's page: posts to say yes to, by a link without an account or signed in.

Opening the page decides nothing, ever: mail scanners open every link they see. Answers are posts.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from agency.guessing import has_tried_too_often
from agency.pages import keyset_page
from agency.permissions import Permission
from agency.transitions import MovedMeanwhile
from content.forms import AnswerForm
from content.models import Approval, Media, Post, Version
from content.refusal import Refusal
from content.selectors import cards
from content.selectors.cards import Card
from content.selectors.conversation import conversation_of
from content.services import approvals, comments, letters
from content.services.approvals import Voice
from content.views.pictures import film, network_picture, small_picture
from projects.access import require_somewhere


@dataclass(frozen=True)
class Desk:
    """Where somebody answers: whose voice it is, and the addresses of their page."""

    voice: Voice
    token: str = ""

    def cards(self) -> list[Card]:
        batch = self.voice.batch
        return cards.of_batch(batch) if batch else cards.of_person(self.voice.user)

    def url(self, name: str, *args: Any) -> str:
        if self.token:
            return reverse(f"content:client-{name}", args=[self.token, *args])
        return reverse(f"content:approvals-{name}", args=args)

    @property
    def page(self) -> str:
        return self.url("approval") if self.token else reverse("content:approvals")

    @property
    def answer(self) -> str:
        return self.url("answer")

    @property
    def answer_all(self) -> str:
        return self.url("answer-all")

    def say(self, post: Post) -> str:
        """Where a sentence about ``post`` goes."""
        if self.token:
            return self.url("say", post.pk)
        return reverse("content:conversation", args=[post.pk])

    @property
    def undo(self) -> str:
        return self.url("undo")

    def version(self, pk: str) -> Version:
        """A version of a post on this desk; 404 for any other."""
        posts = [card.post.pk for card in self.cards()]
        versions = Version.objects.select_related("post__project").filter(post__in=posts)
        return get_object_or_404(versions, pk=_number(pk))


View = Callable[..., HttpResponseBase]


def by_link(view: View) -> View:
    """Open the link or say why it does not open and what to do; never cached, never in the other site's referrer."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        batch = letters.open_batch(token)
        if batch is None:
            status = 429 if has_tried_too_often(request) else 404
            return _private(render(request, "content/link_unknown.html", status=status))
        if not batch.is_open:
            return _private(render(request, "content/link_closed.html", {"batch": batch}, status=410))
        with timezone.override(batch.project.zone):
            return _private(view(request, Desk(Voice(batch=batch), token), **kwargs))

    return opened


def signed_in(view: View) -> View:
    """The same desk for an approver with an account; 403 for everybody else."""

    @wraps(view)
    def opened(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        require_somewhere(request.user, Permission.APPROVE_POST)
        return _private(view(request, Desk(Voice(user=request.user)), **kwargs))

    return opened


def _private(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _page(request, desk, desk.cards())


def _page(request: HttpRequest, desk: Desk, shown: list[Card], *, status: int = 200) -> HttpResponse:
    waiting = [card for card in shown if card.state == "waiting"]
    context = {"desk": desk, "cards": shown, "waiting": waiting, "batch": desk.voice.batch}
    context["answered"] = len(shown) - len(waiting)
    context["goes_by_silence"] = any(card.goes_by_silence for card in waiting)
    return render(request, "content/client.html", context, status=status)


@require_POST
def answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    version = desk.version(request.POST.get("version", ""))
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _again(request, desk, version, form.error, form.typed, status=422)
    try:
        _decide(version, form, desk.voice)
    except Refusal as error:
        return _again(request, desk, version, str(error), form.typed, status=422)
    except MovedMeanwhile as error:
        return _again(request, desk, version, str(error), form.typed, status=409)
    return _card_or_page(request, desk, version)


def _decide(version: Version, form: AnswerForm, voice: Voice) -> None:
    if form.is_yes:
        approvals.approve(version=version, voice=voice)
    else:
        approvals.ask_changes(version=version, comment=form.words, voice=voice)


def _again(request: HttpRequest, desk: Desk, version: Version, error: str, typed: str, *, status: int) -> HttpResponse:
    """The page with what was typed and what went wrong; a change made meanwhile is shown against what was seen."""
    shown = desk.cards()
    for card in shown:
        if card.post.pk == version.post_id:
            card.error, card.comment = error, typed
            cards.compare(card, version)
    if request.headers.get("HX-Request"):
        card = next(card for card in shown if card.post.pk == version.post_id)
        return render(request, "content/client.html#card", {"desk": desk, "card": card}, status=status)
    return _page(request, desk, shown, status=status)


def _card_or_page(request: HttpRequest, desk: Desk, version: Version) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect(f"{desk.page}#post-{version.post_id}")
    shown = desk.cards()
    card = next((card for card in shown if card.post.pk == version.post_id), None)
    waiting = [card for card in shown if card.state == "waiting"]
    context = {"desk": desk, "card": card, "cards": shown, "waiting": waiting, "answered": len(shown) - len(waiting)}
    return render(request, "content/client.html#answered", context)


@require_POST
def answer_all(request: HttpRequest, desk: Desk) -> HttpResponse:
    shown = set(request.POST.getlist("version"))
    asked = [card.version for card in desk.cards() if card.state == "waiting" and str(card.version.pk) in shown]
    said, _ = approvals.approve_all(asked=asked, voice=desk.voice)
    skipped = len(shown) - len(said)
    if skipped:
        messages.warning(request, f"{skipped} changed while you were reading. Look at what is left.")
    elif said:
        messages.success(request, "Approved. Thank you.")
    return redirect(desk.page)


@require_POST
def undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    approval = get_object_or_404(
        Approval.objects.select_related("version__post__project"),
        pk=_number(request.POST.get("approval", "")),
        version__post__in=[card.post.pk for card in desk.cards()],
    )
    try:
        approvals.take_back(approval=approval, voice=desk.voice)
    except MovedMeanwhile as error:
        return _again(request, desk, approval.version, str(error), "", status=409)
    return _card_or_page(request, desk, approval.version)


@require_POST
def seen(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A person's browser says that the letter was opened; a scanner that only fetches pages does not."""
    if desk.voice.batch:
        letters.mark_opened(desk.voice.batch)
    else:
        letters.mark_seen_by(desk.voice.user)
    return HttpResponse(status=204)


@require_POST
def say(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A question or a remark about a post of this letter; it decides nothing."""
    card = next((card for card in desk.cards() if card.post.pk == pk), None)
    if card is None:
        raise Http404
    typed, error = request.POST.get("text", ""), ""
    try:
        comments.say(post=card.post, voice=desk.voice, text=typed)
    except Refusal as refusal:
        error = str(refusal)
    if not request.headers.get("HX-Request") and not error:
        return redirect(f"{desk.page}#conversation-{pk}")
    said = {"post": card.post, "comments": conversation_of(card.post), "say_url": desk.say(card.post)}
    said |= {"error": error, "typed": typed if error else "", "desk": desk, "batch": desk.voice.batch}
    page = "content/conversation.html" if request.headers.get("HX-Request") else "content/client_talk.html"
    return render(request, page, said, status=422 if error else 200)


@require_safe
def history(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What this approver has answered, newest first."""
    mine = Approval.objects.filter(by=desk.voice.user).select_related("version__post__project")
    page = keyset_page(mine, by=("-id",), after=request.GET.get("after"))
    context = {"desk": desk, "rows": page.rows, "next": page.next}
    partial = request.GET.get("after") and request.headers.get("HX-Request")
    return render(request, f"content/client_history.html{'#rows' if partial else ''}", context)


@require_safe
def picture(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A picture of the posts in this letter, and of nothing else."""
    if not any(pk == media.pk for card in desk.cards() for media in card.pictures):
        raise Http404
    return small_picture(get_object_or_404(Media, pk=pk))


@require_safe
def video(request: HttpRequest, desk: Desk, pk: int) -> HttpResponseBase:
    """A video of the posts in this letter, whole or in parts."""
    return film(request, _row(desk, pk)[0])


@require_safe
def picture_as(request: HttpRequest, desk: Desk, pk: int, network: str) -> HttpResponse:
    """The very file ``network`` gets of a picture in this letter, cropped as it was shown."""
    media, focus = _row(desk, pk)
    return network_picture(media, network, focus)


def _row(desk: Desk, pk: int) -> tuple[Media, tuple[int, int]]:
    """A medium in this letter and its spot in the version that is shown; 404 for any other."""
    for card in desk.cards():
        for media in card.pictures:
            if media.pk == pk:
                return media, card.focus_of(media)
    raise Http404


def _number(text: str) -> int:
    """The number of a row; 0, which is nobody's, for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0
