"""The tray of ideas: who may put in, what becomes of one."""

import pytest
from django.core.exceptions import PermissionDenied

from agency.models import Event
from agency.transitions import MovedMeanwhile
from content.models import Idea
from content.refusal import Refusal
from content.services import ideas
from tests.factories.projects import ChannelFactory


@pytest.mark.parametrize("who", ["moderator", "copywriter", "author"])
def test_team_and_the_clients_authors_put_ideas_in(people, who):
    idea = ideas.add(project=people.project, text=" A lullaby a week ", by=getattr(people, who))
    assert (idea.text, idea.status) == ("A lullaby a week", "new")
    assert Event.objects.get(verb="content.idea.added").data == {"idea": "A lullaby a week"}


@pytest.mark.parametrize("who", ["approver", "expert", "outsider"])
def test_others_put_nothing_in(people, who):
    with pytest.raises(PermissionDenied):
        ideas.add(project=people.project, text="A lullaby a week", by=getattr(people, who))


@pytest.mark.parametrize("text", [" ", "x" * 1001])
def test_idea_is_a_sentence(people, text):
    with pytest.raises(Refusal):
        ideas.add(project=people.project, text=text, by=people.copywriter)


@pytest.mark.parametrize(
    ("url", "kept"), [("/inbox/?case=1", "/inbox/?case=1"), ("//evil.example", ""), ("javascript:alert(1)", "")]
)
def test_source_leads_to_a_page_of_ours_or_of_the_web(people, url, kept):
    assert ideas.add(project=people.project, text="One", by=people.moderator, source_url=url).source_url == kept


def test_idea_becomes_a_draft_on_the_projects_pages_once(people):
    channel = ChannelFactory(project=people.project)
    idea = ideas.add(project=people.project, text="A lullaby a week\nand who sings it", by=people.moderator)
    post = ideas.take(idea=idea, by=people.copywriter)
    kept = Idea.objects.get()
    assert (kept.status, kept.post, post.title, [*post.channels.all()]) == (
        "taken",
        post,
        "A lullaby a week",
        [channel],
    )
    with pytest.raises(MovedMeanwhile):
        ideas.take(idea=kept, by=people.copywriter)


def test_moderator_makes_no_draft(people):
    idea = ideas.add(project=people.project, text="A lullaby a week", by=people.moderator)
    with pytest.raises(PermissionDenied):
        ideas.take(idea=idea, by=people.moderator)


def test_interest_is_said_once_and_taken_back(people):
    idea = ideas.add(project=people.project, text="A lullaby a week", by=people.moderator)
    assert [ideas.toggle_interest(idea=idea, by=people.manager) for _ in range(3)] == [True, False, True]
    assert idea.interests.count() == 1


def test_client_author_reads_only_their_own(people):
    ideas.add(project=people.project, text="Ours", by=people.copywriter)
    ideas.add(project=people.project, text="Theirs", by=people.author)
    assert [idea.text for idea in Idea.objects.visible_to(people.author)] == ["Theirs"]
    assert [idea.text for idea in Idea.objects.visible_to(people.manager)] == ["Theirs", "Ours"]
