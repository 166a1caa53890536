"""Two clients of one agency, everything an address can name on both sides, and everybody who may come by.

Every text of a side carries its bird (LAPWING is ours, BITTERN is theirs), what stays inside the agency carries WREN,
so that whatever is shown to somebody who should not see it is found on the page.
"""

import datetime as dt
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from agency import audit, links
from agency.models import Invitation, Notification, User
from agency.permissions import Role
from agency.services.account import make_token
from content.models import Answer, Draw, Metric, Post, Promotion
from content.services import approvals, comments, feeds, ideas, letters, remarks, reviews, rounds, submission
from content.services.taking_part import drawing
from projects.models import ClientMember, Lead, Pause, Project, Seat
from projects.services import connection_links, goals
from tests.access.rules import HATS
from tests.factories.agency import UserFactory
from tests.factories.content import (
    AnswerFactory,
    CampaignFactory,
    FilmFactory,
    FolderFactory,
    HashtagGroupFactory,
    MediaFactory,
    PictureFactory,
    PostTemplateFactory,
    SeriesFactory,
    SlotFactory,
    draft,
    submitted,
    tomorrow,
    with_client,
)
from tests.factories.exchange import read_in, table
from tests.factories.moderation import CaseFactory, EscalationFactory, NoteFactory, ReplyFactory, SavedReplyFactory
from tests.factories.monitoring import AlertFactory, AuthorFactory, MentionFactory, SourceFactory
from tests.factories.people import people_around
from tests.factories.projects import (
    AgreementFactory,
    ChannelFactory,
    ClearLeadFactory,
    ClientFactory,
    ClientMemberFactory,
    DelegationFactory,
    GoalFactory,
    LeadFactory,
    ProjectFactory,
    SeatFactory,
)
from tests.factories.publishing import ready

BIRDS = {"own": "Lapwing", "foreign": "Bittern"}
INSIDE = "Wren"


@dataclass(frozen=True)
class Side:
    """One client: its project and one of everything. ``things`` is asked by name: ``side.case``."""

    name: str
    project: Project
    things: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        try:
            return self.things[name]
        except KeyError:
            raise AttributeError(f"There is no {name} in tests/access/world.py") from None


@dataclass(frozen=True)
class World:
    people: dict[str, User | None]
    sides: dict[str, Side]
    own_things: dict[str, dict[str, Any]]

    def side(self, name: str, who: str) -> Side:
        """The side as ``who`` tries it: with things of their own, or of somebody else."""
        return self._mixed() if name == "mixed" else self._with_personal(name, who)

    def _mixed(self) -> Side:
        own, foreign = self.sides["own"], self.sides["foreign"]
        return replace(foreign, name="mixed", project=own.project)

    def _with_personal(self, name: str, who: str) -> Side:
        things = self.own_things["nobody" if name == "foreign" or who == "anonymous" else who]
        return replace(self.sides[name], things=self.sides[name].things | things)


def build() -> World:
    people = people_around(_project("own"))
    foreign = Project.objects.get(seats__user=people.outsider)
    foreign.name = foreign.client.name = BIRDS["foreign"]
    foreign.save(update_fields=["name"])
    foreign.client.save(update_fields=["name"])
    everybody: dict[str, User | None] = {who: getattr(people, who, None) for who in HATS}
    return World(
        people=everybody,
        sides={"own": _side("own", people), "foreign": _side("foreign", _other_team(foreign, people))},
        own_things={who: _personal(user) for who, user in everybody.items() if user}
        | {"nobody": _personal(UserFactory())},
    )


def _project(side: str) -> Project:
    return ProjectFactory(name=BIRDS[side], client=ClientFactory(name=BIRDS[side]))


def _other_team(project: Project, people: Any) -> SimpleNamespace:
    """The outsider's colleagues and client."""
    return SimpleNamespace(
        project=project,
        head=people.head,
        manager=people.outsider,
        copywriter=SeatFactory(project=project, role=Role.COPYWRITER).user,
        moderator=SeatFactory(project=project, role=Role.MODERATOR).user,
        approver=people.foreign_client,
        expert=ClientMemberFactory(client=project.client, role=Role.EXPERT).user,
    )


def _side(name: str, people: Any) -> Side:
    bird, project = BIRDS[name], people.project
    things = _agreed(bird, people) | _written(bird, people) | _heard(bird, people) | _kept(people)
    audit.record("projects.project.pause", project, by=people.head, title=f"{bird} {INSIDE}")
    return Side(name, project, things | {"client": project.client, "people": people})


def _agreed(bird: str, people: Any) -> dict[str, Any]:
    """What was agreed with the client, and who does the work."""
    project = people.project
    goal = GoalFactory(project=project, title=f"{bird} goal", is_main=True)
    goals.plan_tasks(goal=goal, by=people.manager, tasks=[])
    seat = Seat.objects.get(project=project, role=Role.COPYWRITER)
    Seat.objects.filter(project=project).update(reason=f"{INSIDE}: knows the brand")
    return {
        "agreement": AgreementFactory(client=project.client, we_answer=f"{bird} sizes"),
        "member": ClientMember.objects.get(client=project.client, role=Role.EXPERT),
        "goal": goal,
        "seat": seat,
        "cover": DelegationFactory(seat=Seat.objects.get(project=project, role=Role.MODERATOR)),
        "channel": ChannelFactory(project=project, name=f"{bird} page"),
        "page": ChannelFactory(project=project, name=f"{bird} shop", network="marketplace"),
        "connected": ChannelFactory(project=project, name=f"{bird} second page"),
    }


def _written(bird: str, people: Any) -> dict[str, Any]:
    """Posts on their way: a draft, one with the client, one that is to go out."""
    project = people.project
    post = draft(people, title=f"{bird} asked", text=f"{bird} text for the client")
    picture = PictureFactory(post=post, media=MediaFactory(project=project, alt=f"{bird} picture"))
    film = PictureFactory(post=post, media=FilmFactory(project=project, alt=f"{bird} film"))
    asked = submission.submit(post=post, by=people.copywriter)
    reviews.approve(version=asked, value="informational", by=people.manager)
    said, said_by_link = (with_client(people, title=f"{bird} said {n}", text=f"{bird} agreed") for n in range(2))
    posts = [post, said.post, said_by_link.post]
    batch, address = letters.ask(
        project=project, posts=posts, to_name="Hanna", to_email="hanna@example.org", by=people.manager
    )
    remark = remarks.write(post=post, text=f"{bird} {INSIDE} remark", quote=bird, by=people.copywriter)
    comment = comments.say(post=post, voice=approvals.Voice(batch=batch), text=f"{bird} asks about the price")
    handed_in = submitted(people, title=f"{bird} handed in", text=f"{bird} text to review")
    drafted = draft(people, title=f"{bird} with a picture", text=f"{bird} unfinished")
    on_draft = PictureFactory(post=drafted, media=MediaFactory(project=project, alt=f"{bird} other picture"))
    promoted, entry, drawn = _promoted(bird, people)
    series = SeriesFactory(project=project)
    shown = {"media": picture.media.pk, "sha256": picture.media.sha256, "alt": f"{bird} picture"}
    sends = ChannelFactory(project=project, name=f"{bird} sends")
    publication = ready(channel=sends, due_in=3600, text=f"{bird} sent", snapshot={"pictures": [shown]})
    unsent = draft(people, title=f"{bird} draft", text=f"{bird} draft text")
    link, way_in = connection_links.make(project=project, network="playground", to_name=bird, by=people.manager)
    return {
        "promoted": promoted,
        "entry": entry,
        "draw": drawn,
        "idea": ideas.add(project=project, text=f"{bird} {INSIDE} idea", by=people.moderator),
        "post": unsent,
        "earlier": {"pk": unsent.pk, "row": unsent.revisions.get().pk},
        "hashtag_group": HashtagGroupFactory(project=project, name=f"{bird} tags"),
        "post_template": PostTemplateFactory(project=project, title=f"{bird} beginning"),
        "drafted": drafted,
        "drafted_picture": {"pk": drafted.pk, "picture": on_draft.pk},
        "asked": post,
        "version": asked,
        "approval": approvals.approve(version=said, voice=approvals.Voice(user=people.approver)),
        "approval_by_link": approvals.approve(version=said_by_link, voice=approvals.Voice(batch=batch)),
        "batch": batch,
        "approver": rounds.name_approver(
            project=project, by=people.manager, name=f"{bird} director", email="director@example.org"
        ),
        "wait": asked.post.waits.open().get(),
        "handed_in": handed_in.post,
        "handed_in_version": handed_in,
        "remark": remark,
        "comment": comment,
        "review": asked.reviews.get(),
        "letter": address.rpartition("/a/")[2].strip("/"),
        "media": picture.media,
        "film": film.media,
        "asked_picture": {"pk": post.pk, "picture": picture.pk, "network": "instagram"},
        "unused": MediaFactory(project=project, alt=f"{bird} {INSIDE} unused"),
        "folder": FolderFactory(project=project, name=f"{bird} {INSIDE} folder"),
        "picture": picture,
        "slot": SlotFactory(project=project),
        "postimport": read_in(people, table(f"{bird} row;{bird} text;nonsense;;")),
        "campaign": CampaignFactory(project=project, name=f"{bird} autumn"),
        "series": series,
        "repeated": draft(people, title=f"{bird} again", text=f"{bird} once more", series=series, series_number=1),
        "client_feed": feeds.make(client=project.client, by=people.manager)[1].rpartition("/")[2].removesuffix(".ics"),
        "connection": way_in.rstrip("/").rpartition("/")[2],
        "connection_link": link,
        "publication": publication,
        "pause": _over(project, people),
        "metric": Metric.objects.create(publication=publication, at=dt.datetime.now(dt.UTC), likes=3),
    }


def _promoted(bird: str, people: Any) -> tuple[Post, Answer, Draw]:
    """A promotion whose entries are closed, and a draw of it."""
    prizes = [{"name": f"{bird} prize", "winners": 1}]
    details = {"rules": f"{bird} rules", "prizes": prizes, "closes_on": tomorrow(people.project)}
    post = with_client(people, title=f"{bird} promotion", format="promotion", details={"promotion": details}).post
    Promotion.objects.filter(post=post).update(closes_at=post.created_at)
    entry = AnswerFactory(post=post, person_name=f"{bird} entrant")
    drawn = drawing.draw(post=post, by=people.copywriter)
    AnswerFactory(post=post, person_name=f"{bird} second entrant")
    return post, entry, drawn


def _over(project: Project, people: Any) -> Pause:
    """A pause that ended by itself."""
    now = dt.datetime.now(dt.UTC)
    times = {"since": now - dt.timedelta(hours=2), "until": now - dt.timedelta(hours=1)}
    return Pause.objects.create(scope="project", project=project, reason=f"{INSIDE}: a leak", by=people.head, **times)


def _heard(bird: str, people: Any) -> dict[str, Any]:
    """What people said about it, and what the moderators do."""
    project = people.project
    source = SourceFactory(channel=ChannelFactory(project=project, name=f"{bird} wall"), query=f"{bird} word")
    author = AuthorFactory(project=project, name=f"{bird} reader")
    case = CaseFactory(mention=MentionFactory(source=source, author=author, text=f"{bird} shrank in the wash"))
    NoteFactory(case=case, text=f"{bird} {INSIDE} note", by=people.moderator)
    return {
        "source": source,
        "mention": MentionFactory(source=source, author=author, text=f"{bird} is warm"),
        "case": case,
        "alert": AlertFactory(project=project, top_phrase=f"{bird} shrank"),
        "reply": ReplyFactory(case=case, text=f"{bird} answer", by=people.moderator),
        "saved_reply": SavedReplyFactory(project=project, text=f"{bird} {INSIDE} good answer"),
        "escalation": EscalationFactory(case=case, to=people.expert, by=people.moderator),
    }


def _kept(people: Any) -> dict[str, Any]:
    """What belongs to the agency as a whole, and is the same on both sides."""
    link = links.make()
    invited = UserFactory()
    Invitation.objects.create(
        user=invited,
        invited_by=people.head,
        token_digest=link.digest,
        expires_at=dt.datetime.now(dt.UTC) + dt.timedelta(days=1),
    )
    return {
        "lead": LeadFactory(words=f"{INSIDE}: they want it"),
        "clear_lead": ClearLeadFactory(),
        "decided_lead": LeadFactory(status=Lead.Status.DECLINED, reason=f"{INSIDE}: no purpose"),
        "person": invited,
        "face": default_storage.save("avatars/face.webp", ContentFile(b"RIFF"))
        .removesuffix(".webp")
        .rpartition("/")[2],
        "invitation": link.token,
    }


def _face() -> str:
    """The name of somebody's picture, as its address has it."""
    return default_storage.save("avatars/face.webp", ContentFile(b"RIFF")).removesuffix(".webp").rpartition("/")[2]


def _personal(user: User) -> dict[str, Any]:
    """What belongs to one person."""
    token, _ = make_token(user=user, name="for a test")
    told = Notification.objects.create(user=user, kind="seat_filled", key="told", title="You were seated")
    return {"token": token, "notification": told, "feed": feeds.make(by=user)[0]}
