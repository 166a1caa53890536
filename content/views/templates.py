"""A project's templates, and drafts that start from them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from agency.http import HttpRequest
from agency.permissions import Permission
from content.access import post_or_404
from content.forms import PostTemplateForm
from content.models import Post, PostTemplate
from content.refusal import Refusal
from content.services import phrases
from projects.access import project_or_404, require


def of_project(request: HttpRequest, slug: str) -> HttpResponse:
    project = project_or_404(request, slug, Permission.WRITE_POST)
    form = PostTemplateForm(request.POST or None, initial={"format": Post.Format.POST})
    if form.is_bound and form.is_valid():
        try:
            phrases.add_template(project=project, by=request.user, **form.cleaned_data)
            return redirect("content:post-templates", slug)
        except Refusal as refusal:
            form.refuse(refusal.errors)
    context = {"project": project, "form": form, "templates": project.post_templates.all()}
    return render(request, "content/writing/templates.html", context, status=422 if form.is_bound else 200)


def template(request: HttpRequest, pk: int) -> HttpResponse:
    """Change one."""
    template = _template(request, pk)
    form = PostTemplateForm(request.POST or None, instance=template)
    if form.is_bound and form.is_valid():
        try:
            phrases.change_template(template=template, by=request.user, **form.cleaned_data)
            return redirect("content:post-templates", template.project.slug)
        except Refusal as refusal:
            form.refuse(refusal.errors)
    context = {"project": template.project, "template": template, "form": form}
    return render(request, "content/writing/template.html", context, status=422 if form.is_bound else 200)


@require_POST
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft that begins with it."""
    return redirect(phrases.start(template=_template(request, pk), by=request.user))


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    template = _template(request, pk)
    phrases.remove_template(template=template, by=request.user)
    messages.success(request, "The template is gone. Drafts that started from it stay.")
    return redirect("content:post-templates", template.project.slug)


@require_POST
def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a post's words as a template."""
    post = post_or_404(request, pk, Permission.WRITE_POST)
    try:
        kept = phrases.keep_as_template(post=post, by=request.user)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect(post)
    messages.success(request, "Kept as a template. Change here what differs from post to post.")
    return redirect(kept)


def _template(request: HttpRequest, pk: int) -> PostTemplate:
    templates = PostTemplate.objects.visible_to(request.user).select_related("project__client")
    template: PostTemplate = get_object_or_404(templates, pk=pk)
    require(request.user, Permission.WRITE_POST, template)
    return template
