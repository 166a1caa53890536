"""A colleague's remark on a post that lies before the client: on no page, in no letter, answer or feed of theirs."""

from urllib.parse import urlsplit

from django.core import mail
from django.test import Client

from agency.models import Notification
from content.models import Version
from content.services import comments, feeds, letters, remarks
from content.services.approvals import Voice
from tests.factories.content import with_client

WORD = "Zyzzyva"


def everything_of(version, *, token):
    """Every address at which somebody of the client's can read about the post."""
    pk = version.post_id
    pages = ("/", "/approvals/", "/notifications/", f"/posts/{pk}/", f"/posts/{pk}/conversation/")
    api = ("posts", f"posts/{pk}", "approvals", "client-comments", "remarks", "waiting", "notifications", "versions")
    event = f"/api/v1/events/?object_type=content.post&object_id={pk}"
    project = version.post.project.slug
    of_project = (f"/projects/{project}/", f"/projects/{project}/calendar/", f"/projects/{project}/week/")
    return [*pages, *of_project, *(f"/api/v1/{name}/" for name in api), event, f"/a/{token}/"]


def test_a_remark_is_nowhere_a_client_can_look(people, signed_in, django_capture_on_commit_callbacks):
    version = with_client(people)
    remark = remarks.write(post=version.post, text=f"{WORD} @{people.copywriter}", quote="signs", by=people.manager)
    remarks.answer(remark=remark, text=f"{WORD} again", by=people.copywriter)
    with django_capture_on_commit_callbacks(execute=True):
        _, address = letters.ask(project=people.project, posts=[version.post], to_name="Hanna",
                                 to_email="hanna@example.org", by=people.manager)  # fmt: skip
    comments.say(post=version.post, voice=Voice(user=people.manager), text="We look into it")
    remarks.resolve(remark=remark, by=people.manager)
    _, calendar = feeds.make(by=people.approver, project=people.project)
    addresses = [*everything_of(version, token=address.rpartition("/a/")[2].strip("/")), urlsplit(calendar).path]
    for person in (people.approver, people.author, people.expert, None):
        browser = signed_in(person) if person else Client()
        shown = {path: browser.get(path, follow=True).content.decode() for path in addresses}
        assert [path for path, text in shown.items() if WORD in text] == []
    assert WORD in signed_in(people.moderator).get(f"/posts/{version.post_id}/remarks/").content.decode()
    assert not Notification.objects.filter(user__in=[people.approver, people.author], body__contains=WORD).exists()
    assert [letter.subject for letter in mail.outbox if WORD in str(letter.message())] == []
    assert WORD not in str(Version.objects.get(pk=version.pk).snapshot)
