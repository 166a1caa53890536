"""What I tell about myself, so that teams fit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from agency.http import HttpRequest
from projects.forms.teams import ProfileForm
from projects.models import Profile
from projects.services import profiles


def profile(request: HttpRequest) -> HttpResponse:
    mine = Profile.objects.filter(user=request.user).first()
    form = ProfileForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        profiles.describe(by=request.user, facts=form.cleaned_data)
        messages.success(request, "Kept. Teams are put together with it from now on.")
        return redirect("projects:profile")
    return render(request, "projects/profile.html", {"form": form}, status=422 if form.errors else 200)
