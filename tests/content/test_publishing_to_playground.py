"""From the client's yes to the page of the real playground, and what each of its faults leads to."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from content.models import Publication
from content.services import approvals, drafts, media, submission
from content.services.approvals import Voice
from content.tasks import publish_due, sweep_lost
from moderation.models import Reply
from projects import delivery
from projects.models import Channel
from tests.factories.content import PictureFactory, image_file, tomorrow, with_client
from tests.factories.films import film_file
from tests.factories.moderation import CaseFactory
from tests.factories.monitoring import MentionFactory, SourceFactory
from tests.factories.people import people_around
from tests.factories.publishing import fresh, outcomes, ready

pytestmark = pytest.mark.django_db(transaction=True)
Status = Publication.Status


def let_time_come():
    """What waits is due now."""
    Publication.objects.filter(status=Status.WAITING).update(due_at=timezone.now())


def test_approved_post_goes_out_as_it_was_approved(stage):
    people = people_around(stage.channel.project)
    version = with_client(people, channel=stage.channel, day=tomorrow(people.project), time=dt.time(9))
    approvals.approve(version=version, voice=Voice(user=people.approver))
    let_time_come()
    publish_due()
    publication = Publication.objects.get()
    assert stage.texts() == ["Three signs that the baby is ready"]
    assert (publication.status, publication.remote_id) == (Status.PUBLISHED, str(stage.page.posts.get().pk))


def test_post_edited_after_the_yes_stays_at_home(stage):
    people = people_around(stage.channel.project)
    version = with_client(people, channel=stage.channel, day=tomorrow(people.project), time=dt.time(9))
    approvals.approve(version=version, voice=Voice(user=people.approver))
    post = submission.reopen(post=Publication.objects.get().post, by=people.copywriter)
    drafts.save(post=post, revision=post.revision, by=people.copywriter, changes={"text": "Today at half the price"})
    let_time_come()
    publish_due()
    assert stage.texts() == []


def test_a_video_and_a_large_picture_go_out_as_the_network_takes_them(stage):
    people = people_around(stage.channel.project)
    version = with_client(people, channel=stage.channel, pictures=_media(people), format="video", **_soon(people))
    approvals.approve(version=version, voice=Voice(user=people.approver))
    let_time_come()
    publish_due()
    picture, video = stage.page.posts.get().media
    assert (picture["width"], picture["height"]) == (2048, 512)
    assert (video["alt"], video["width"], video["seconds"]) == ("How to hold it", 64, 1.0)


def _media(people):
    wide, film = image_file(size=(2400, 600)), film_file()
    files = [(wide, "A long table"), (film, "How to hold it")]
    kept = [media.upload(project=people.project, file=file, by=people.copywriter, alt=alt) for file, alt in files]
    return [{"media": medium, "alt": medium.alt} for medium in kept]


def _soon(people):
    return {"day": tomorrow(people.project), "time": dt.time(9)}


def test_channel_gets_its_own_words_picture_and_first_comment(stage):
    picture = PictureFactory(post__project=stage.channel.project)
    own = {"channel": stage.channel.pk, "text": "Short", "first_comment": "Sizes below"}
    shown = {"media": picture.media_id, "sha256": picture.media.sha256, "alt": "A green spoon"}
    ready(channel=stage.channel, snapshot={"targets": [own], "pictures": [shown]})
    publish_due()
    there = stage.page.posts.get()
    assert (there.text, there.media[0]["alt"]) == ("Short", "A green spoon")
    assert [said.text for said in there.thread.all()] == ["Sizes below"]


def test_task_that_is_delivered_twice_publishes_once(stage):
    ready(channel=stage.channel)
    publish_due()
    publish_due()
    sweep_lost()
    assert len(stage.texts()) == 1


@pytest.mark.parametrize("fault", ["lost_502", "lost_line"])
def test_accepted_but_answer_lost_is_found_and_published_once(stage, fault):
    publication = ready(channel=stage.channel)
    stage.fault(fault, operations=["publish"])
    publish_due()
    assert (fresh(publication).status, outcomes(publication)) == (Status.PUBLISHED, ["unconfirmed", "found"])
    assert len(stage.texts()) == 1


def test_web_page_instead_of_an_answer_is_looked_into_and_sent_again(stage):
    publication = ready(channel=stage.channel)
    stage.fault("html", operations=["publish"], remaining=1)
    publish_due()
    assert outcomes(publication) == ["unconfirmed", "absent", "accepted"]
    assert len(stage.texts()) == 1


@pytest.mark.parametrize("fault", ["error", "unavailable"])
def test_network_in_trouble_gets_it_when_it_is_well_again(stage, fault):
    publication = ready(channel=stage.channel)
    stage.fault(fault, operations=["publish"], remaining=1)
    publish_due()
    assert (fresh(publication).status, stage.texts()) == (Status.WAITING, [])
    let_time_come()
    publish_due()
    assert (fresh(publication).status, len(stage.texts())) == (Status.PUBLISHED, 1)


def test_rate_limit_is_waited_out(stage):
    publication = ready(channel=stage.channel)
    stage.fault("rate_limit", operations=["publish"], retry_after=90, remaining=1)
    publish_due()
    assert (fresh(publication).due_at - timezone.now()).total_seconds() > 80
    let_time_come()
    publish_due()
    assert fresh(publication).status == Status.PUBLISHED


def test_expired_token_holds_the_posts_until_the_page_is_connected_again(stage):
    publication = ready(channel=stage.channel)
    stage.fault("token_expired", remaining=1)
    publish_due()
    assert (fresh(publication).status, fresh(publication).channel.state) == (Status.WAITING, Channel.State.BROKEN)
    publish_due()
    assert stage.texts() == []
    Channel.objects.update(state=Channel.State.CONNECTED)
    publish_due()
    assert fresh(publication).status == Status.PUBLISHED


def test_proof_by_hand_is_checked_against_the_networks_addresses(stage):
    publication = ready(channel=stage.channel, status=Status.UNCONFIRMED, due_at=None)
    people = people_around(stage.channel.project)
    other = ready(channel=stage.channel, text="The other")
    publish_due()
    delivery.it_is_there(publication, url=fresh(other).remote_url, by=people.manager)
    assert fresh(publication).remote_id == fresh(other).remote_id


def test_answers_of_moderators_go_the_same_way(stage):
    publication = ready(channel=stage.channel)
    publish_due()
    publication = fresh(publication)
    asked = stage.ask(publication.remote_id, "Is it washable?")
    source = SourceFactory(channel=stage.channel)
    mention = MentionFactory(source=source, external_id=str(asked.pk), publication=publication)
    case = CaseFactory(mention=mention)
    reply = Reply.objects.create(
        project=case.project, case=case, channel=stage.channel, text="At 40 degrees", by=people_around().moderator,
        due_at=timezone.now(), idempotency_key=uuid.uuid4(),
    )  # fmt: skip
    stage.fault("lost_line", operations=["comment"], remaining=1)
    delivery.run(Reply)
    reply = Reply.objects.get(pk=reply.pk)
    assert (reply.status, outcomes(reply)) == (Status.PUBLISHED, ["unconfirmed", "found"])
    assert [said.text for said in asked.replies.all()] == ["At 40 degrees"]
