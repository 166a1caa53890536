"""What colleagues say in the margins, a draft that came back and was sent again, and a conversation with a client."""

from typing import Any

from agency.permissions import Role
from content.models import Post
from content.services import comments, drafts, remarks, reviews, submission
from content.services.approvals import Voice
from reports.demo.projects import House

FIRST_TRY = "This opens like a warning. Start with what the reader gains."


def build_margins(house: House) -> None:
    """In every project with a post in review one thread about words of it; the first of them has a history as well."""
    for number, (slug, project) in enumerate(sorted(house.projects.items())):
        post = project.posts.filter(status=Post.Status.IN_REVIEW).order_by("scheduled_at", "id").first()
        manager = house.people.get(house.seated(slug, Role.MANAGER))
        writer = house.people.get(house.seated(slug, Role.COPYWRITER))
        if post and manager and writer and post.author == writer:
            if number % 2 == 0:
                _second_try(post, manager, writer)
            _thread(Post.objects.get(pk=post.pk), manager, writer)
    _with_client(house)


def _second_try(post: Post, manager: Any, writer: Any) -> None:
    """It came back once; now a sentence more is in it."""
    version = post.versions.get()
    reviews.send_back(version=version, value="none", comment=FIRST_TRY, by=manager)
    post = Post.objects.get(pk=post.pk)
    text = f"{post.text}\n\n{post.value_sentence}."
    drafts.save(post=post, revision=post.revision, by=writer, changes={"text": text})
    submission.submit(post=post, by=writer)


def _thread(post: Post, manager: Any, writer: Any) -> None:
    """A question about the first words, answered; and one that names the manager and is still open."""
    words = " ".join(post.text.split()[:3])
    first = remarks.write(post=post, text="Whose advice is it? Say it in the first comment.", quote=words, by=manager)
    remarks.answer(remark=first, text="The client's own expert. I put the name in the first comment.", by=writer)
    remarks.write(post=post, text=f"@{manager} is this price still right on the day it goes out?", by=writer)


def _with_client(house: House) -> None:
    """One approver has a question about a post that waits for the yes, and gets an answer."""
    for slug, project in sorted(house.projects.items()):
        post = project.posts.filter(status=Post.Status.WITH_CLIENT).order_by("scheduled_at", "id").first()
        member = project.client.members.filter(role=Role.APPROVER).select_related("user").first()
        manager = house.people.get(house.seated(slug, Role.MANAGER))
        if post and member and manager:
            comments.say(post=post, voice=Voice(user=member.user), text="Can we say that the shop is open till nine?")
            comments.say(post=post, voice=Voice(user=manager), text="Yes, it comes into the last line before Friday.")
            return
