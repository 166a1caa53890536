"""What people keep about themselves: /me/."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agency.forms import render_form
from agency.forms.account import AvatarForm, PreferencesForm, ProfileForm, TokenForm
from agency.http import HttpRequest
from agency.services import account as verbs

PAGE = "agency/account.html"


@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    user = request.user
    now = {name: getattr(user, name) for name in verbs.PROFILE}
    form = ProfileForm(request.POST or None, initial=now)
    if form.is_valid():
        verbs.update_profile(user=user, **form.cleaned_data)
        messages.success(request, "Saved.")
        return redirect("agency:account")
    return render_form(request, PAGE, form, avatar_form=AvatarForm())


@require_POST
def avatar(request: HttpRequest) -> HttpResponse:
    """A new picture, or none with ``remove``."""
    if "remove" in request.POST:
        verbs.set_avatar(user=request.user, picture=None)
        return redirect("agency:account")
    form = AvatarForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            verbs.set_avatar(user=request.user, picture=form.cleaned_data["picture"])
            return redirect("agency:account")
        except ValidationError as error:
            form.add_error("picture", error)
    profile = ProfileForm(initial={name: getattr(request.user, name) for name in verbs.PROFILE})
    return render(request, PAGE, {"form": profile, "avatar_form": form}, status=422)


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    form = PreferencesForm(request.POST or None, user=request.user)
    if form.is_valid():
        said = form.cleaned_data
        verbs.choose_notifications(
            user=request.user,
            quiet_from=said["quiet_from"],
            quiet_until=said["quiet_until"],
            choices=form.choices(),
        )
        messages.success(request, "Saved.")
        return redirect("agency:preferences")
    return render_form(request, "agency/preferences.html", form)


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Keys for programs. The text of a new one is on the page that answers its making, and nowhere later."""
    form, made = TokenForm(request.POST or None), ""
    if form.is_valid():
        _, made = verbs.make_token(user=request.user, name=form.cleaned_data["name"])
        form = TokenForm()
    mine = request.user.auth_token_set.all()[:100]
    return render_form(request, "agency/tokens.html", form, made=made, tokens=mine)


@require_POST
def revoke_token(request: HttpRequest, token_key: str) -> HttpResponse:
    token = get_object_or_404(request.user.auth_token_set, token_key=token_key)
    verbs.revoke_token(token=token, by=request.user)
    messages.success(request, f"“{token}” opens nothing any more.")
    return redirect("agency:tokens")
