"""Campaigns of a project: all of them, one with its posts, and keeping them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from agency.http import HttpRequest
from agency.pages import keyset_page
from agency.permissions import Permission
from content.forms import CampaignForm
from content.models import Campaign, Post
from content.refusal import Refusal
from content.selectors.agenda import LISTED
from content.selectors.campaign import as_it_runs, summary_of
from content.selectors.items import items_of
from content.services import campaigns
from projects.access import project_or_404, require


def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    """The project's campaigns, and a form for another one."""
    project = project_or_404(request, slug, Permission.VIEW_INSIDE)
    if request.method == "POST":
        require(request.user, Permission.PLAN_POST, project)
    form = CampaignForm(request.POST or None, project=project)
    if form.is_bound and form.is_valid():
        try:
            return redirect(campaigns.add(project=project, by=request.user, **form.cleaned_data))
        except Refusal as refusal:
            form.refuse(refusal.errors)
    page = keyset_page(project.campaigns.all(), by=("-starts_on", "-id"), after=request.GET.get("after"))
    context = {
        "project": project,
        "form": form,
        "page": page,
        "may_plan": request.user.has_perm(Permission.PLAN_POST, project),
    }
    return render(request, "content/campaigns.html", context, status=422 if form.is_bound else 200)


@require_safe
def campaign(request: HttpRequest, pk: int) -> HttpResponse:
    """Its posts by day with their state, and the mix of value."""
    campaign = _campaign_or_404(request, pk, Permission.VIEW_INSIDE)
    posts = Post.objects.visible_to(request.user).kept().filter(campaign=campaign)
    rows = posts.select_related("author").only(*LISTED[:-3], "author__name")
    page = keyset_page(as_it_runs(rows), by=("falls_on", "hour", "id"), after=request.GET.get("after"), size=50)
    context = {
        "campaign": campaign,
        "project": campaign.project,
        "summary": summary_of(posts),
        "items": items_of(page.rows, {campaign.project_id: campaign.project}),
        "next": page.next,
        "may_plan": request.user.has_perm(Permission.PLAN_POST, campaign),
    }
    return render(request, "content/campaign.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = _campaign_or_404(request, pk, Permission.PLAN_POST)
    form = CampaignForm(request.POST or None, instance=campaign, project=campaign.project)
    if form.is_bound and form.is_valid():
        try:
            return redirect(campaigns.change(campaign=campaign, changes=form.cleaned_data, by=request.user))
        except Refusal as refusal:
            form.refuse(refusal.errors)
    context = {"campaign": campaign, "project": campaign.project, "form": form}
    return render(request, "content/campaign_edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = _campaign_or_404(request, pk, Permission.PLAN_POST)
    campaigns.remove(campaign=campaign, by=request.user)
    messages.success(request, f"“{campaign}” is gone. Its posts stay.")
    return redirect("content:campaigns", campaign.project.slug)


def _campaign_or_404(request: HttpRequest, pk: int, permission: str) -> Campaign:
    rows = Campaign.objects.visible_to(request.user).select_related("project__client", "goal")
    campaign: Campaign = get_object_or_404(rows, pk=pk)
    require(request.user, permission, campaign)
    return campaign
