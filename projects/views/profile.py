"""What I tell about myself, so that teams fit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import AGENCY_ROLES
from projects.forms.teams import ProfileForm, WishForm
from projects.models import Profile, Project, Wish
from projects.selectors.teams import feelings_of
from projects.services import profiles


def profile(request: HttpRequest) -> HttpResponse:
    mine = Profile.objects.filter(user=request.user).first()
    form = ProfileForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        profiles.describe(by=request.user, facts=form.cleaned_data)
        messages.success(request, "Kept. Teams are put together with it from now on.")
        return redirect("projects:profile")
    return _show(request, form)


@require_POST
def wish(request: HttpRequest, pk: int) -> HttpResponse:
    """How I feel about a project: only my own feeling, and only the agency's projects of today."""
    rows = Project.objects.exclude(stage=Project.Stage.FINISHED)
    project = get_object_or_404(rows if request.user.role in AGENCY_ROLES else rows.none(), pk=pk)
    form = WishForm(request.POST)
    if not form.is_valid():
        return _show(request, ProfileForm(), problem="Choose one of: I want it, comfortable, rather not.")
    said = profiles.wish(project=project, by=request.user, feeling=form.cleaned_data["feeling"])
    messages.success(request, f"{project}: {said.get_feeling_display().lower()}.")
    return redirect("projects:profile")


def _show(request: HttpRequest, form: ProfileForm, problem: str = "") -> HttpResponse:
    context = {
        "form": form,
        "problem": problem,
        "wishes": feelings_of(request.user) if request.user.role in AGENCY_ROLES else [],
        "feelings": Wish.Feeling.choices,
    }
    return render(request, "projects/profile.html", context, status=422 if problem or form.errors else 200)
