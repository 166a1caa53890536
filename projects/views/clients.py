"""Clients: their facts, the agreement, their people."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from agency.http import HttpRequest
from agency.models import Event, User
from agency.pages import keyset_page
from agency.permissions import Permission
from projects.access import require
from projects.forms.base import add_errors
from projects.forms.clients import AgreementForm, ClientForm, MemberForm
from projects.models import Client, ClientMember, InteractionAgreement, Project
from projects.selectors.story import told
from projects.services import clients as services

EVENTS = 8


@require_GET
def clients(request: HttpRequest) -> HttpResponse:
    seen = Prefetch("projects", Project.objects.visible_to(request.user), to_attr="seen_projects")
    rows = Client.objects.visible_to(request.user).prefetch_related(seen)
    page = keyset_page(rows, by=("name", "id"), after=request.GET.get("after"))
    part = "#rows" if request.htmx and "after" in request.GET else ""
    return render(
        request,
        f"projects/clients/list.html{part}",
        {"page": page, "may_add": request.user.has_perm(Permission.ADD_CLIENT)},
    )


def new_client(request: HttpRequest) -> HttpResponse:
    require(request.user, Permission.ADD_CLIENT)
    form = ClientForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(services.add_client(by=request.user, **form.cleaned_data))
        except ValidationError as error:
            add_errors(form, error)
    return render(request, "projects/clients/form.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def client(request: HttpRequest, pk: int) -> HttpResponse:
    return _client_page(request, client_or_404(request, pk, Permission.VIEW_PROJECT), MemberForm())


def edit_client(request: HttpRequest, pk: int) -> HttpResponse:
    found = client_or_404(request, pk, Permission.EDIT_PROJECT)
    form = ClientForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_client(client=found, by=request.user, facts=form.cleaned_data)
            return redirect(found)
        except ValidationError as error:
            add_errors(form, error)
    context = {"form": form, "client": found}
    return render(request, "projects/clients/form.html", context, status=422 if form.errors else 200)


def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    found = client_or_404(request, pk, Permission.EDIT_PROJECT)
    people = User.objects.filter(client_memberships__client=found, is_active=True).distinct()
    written = InteractionAgreement.objects.filter(client=found).first()
    form = AgreementForm(request.POST or None, instance=written or InteractionAgreement(), people=people)
    if request.method == "POST" and form.is_valid():
        services.agree(client=found, by=request.user, terms=form.cleaned_data)
        messages.success(request, f"The agreement with {found} is written down.")
        return redirect(found)
    context = {"form": form, "client": found}
    return render(request, "projects/clients/agreement.html", context, status=422 if form.errors else 200)


@require_POST
def add_member(request: HttpRequest, pk: int) -> HttpResponse:
    found = client_or_404(request, pk, Permission.EDIT_PROJECT)
    form = MemberForm(request.POST)
    if form.is_valid():
        try:
            member = services.invite_member(client=found, by=request.user, **form.cleaned_data)
            messages.success(request, f"{member.user} is one of the people of {found}.")
            return redirect(found)
        except ValidationError as error:
            add_errors(form, error)
    return _client_page(request, found, form)


@require_POST
def remove_member(request: HttpRequest, pk: int, member_pk: int) -> HttpResponse:
    found = client_or_404(request, pk, Permission.EDIT_PROJECT)
    member = get_object_or_404(found.members.select_related("user", "client"), pk=member_pk)
    services.remove_member(member=member, by=request.user)
    messages.success(request, f"{member.user} sees nothing of {found} any more.")
    return redirect(found)


def client_or_404(request: HttpRequest, pk: int, permission: str) -> Client:
    rows = Client.objects.visible_to(request.user).select_related("agreement__deputy")
    found = get_object_or_404(rows, pk=pk)
    require(request.user, permission, found)
    return found


def _client_page(request: HttpRequest, client: Client, form: MemberForm) -> HttpResponse:
    is_inside = request.user.has_perm(Permission.VIEW_INSIDE, client)
    events = Event.objects.about(client)
    context = {
        "client": client,
        "agreement": getattr(client, "agreement", None),
        "projects": client.projects.visible_to(request.user),
        "members": ClientMember.objects.filter(client=client).select_related("user").order_by("role", "user__name"),
        "events": told((events if is_inside else events.for_client())[:EVENTS]),
        "form": form,
        "is_inside": is_inside,
        "may_edit": request.user.has_perm(Permission.EDIT_PROJECT, client),
    }
    return render(request, "projects/clients/page.html", context, status=422 if form.errors else 200)
