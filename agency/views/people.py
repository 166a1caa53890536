"""Who works here: kept by the head."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agency.forms import render_form
from agency.forms.people import InviteForm, RoleForm
from agency.http import HttpRequest
from agency.models import Invitation, User
from agency.pages import keyset_page
from agency.permissions import Permission
from agency.selectors import story_of, with_standing
from agency.services import invitations
from agency.services import people as verbs

keeps_people = permission_required(Permission.MANAGE_PEOPLE, raise_exception=True)


def _person(request: HttpRequest, pk: int) -> User:
    return get_object_or_404(with_standing(User.objects.visible_to(request.user)), pk=pk)


@keeps_people
@require_GET
def people(request: HttpRequest) -> HttpResponse:
    rows = with_standing(User.objects.visible_to(request.user))
    page = keyset_page(rows, by=("name", "id"), after=request.GET.get("after"))
    template = "agency/people/list.html"
    if request.htmx and not request.htmx.boosted:
        template += "#rows"
    return render(request, template, {"page": page})


@keeps_people
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    form = InviteForm(request.POST or None)
    if form.is_valid():
        try:
            invitation = invitations.invite(**form.cleaned_data, by=request.user)
            messages.success(request, f"{invitation.user.name} gets a letter with a link for a week.")
            return redirect("agency:people")
        except ValidationError as error:
            form.add_error(None, error)
    return render_form(request, "agency/people/invite.html", form)


@keeps_people
@require_GET
def person(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _person(request, pk))


@keeps_people
@require_POST
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    someone = _person(request, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        return _page(request, someone, form)
    verbs.change_role(user=someone, **form.cleaned_data, by=request.user)
    messages.success(request, f"{someone.name} is now {someone.get_role_display()}.")
    return redirect("agency:person", pk)


@keeps_people
@require_POST
def deactivate(request: HttpRequest, pk: int) -> HttpResponse:
    someone = _person(request, pk)
    verbs.deactivate(user=someone, by=request.user)
    messages.success(request, f"{someone.name} cannot sign in any more. Everything they did stays.")
    return redirect("agency:person", pk)


@keeps_people
@require_POST
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    someone = _person(request, pk)
    verbs.activate(user=someone, by=request.user)
    messages.success(request, f"{someone.name} can sign in again.")
    return redirect("agency:person", pk)


@keeps_people
@require_POST
def invite_again(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = invitations.resend(invitation=_latest(request, pk), by=request.user)
    messages.success(request, f"{invitation.user.name} gets a new letter. Older links are dead.")
    return redirect("agency:person", pk)


@keeps_people
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    invitation = _latest(request, pk)
    invitations.revoke(invitation=invitation, by=request.user)
    messages.success(request, f"The link of {invitation.user.name} opens nothing any more.")
    return redirect("agency:person", pk)


def _latest(request: HttpRequest, pk: int) -> Invitation:
    people = User.objects.visible_to(request.user)
    found = Invitation.objects.filter(user__in=people, user_id=pk).select_related("user").first()
    return found or get_object_or_404(Invitation.objects.none())


def _page(request: HttpRequest, someone: User, form: RoleForm | None = None) -> HttpResponse:
    form = form or RoleForm(initial={"role": someone.role, "job": someone.job})
    story = keyset_page(story_of(someone, user=request.user), by=("-id",))
    return render_form(request, "agency/people/person.html", form, person=someone, story=story)
