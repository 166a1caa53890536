import datetime as dt

import pytest

from content.models import Post
from content.refusal import Refusal
from content.services import campaigns
from tests.factories.content import CampaignFactory, draft
from tests.factories.projects import GoalFactory

SAID = {"name": "Autumn", "starts_on": dt.date(2027, 9, 1), "ends_on": dt.date(2027, 9, 30)}


def test_a_campaign_is_added_changed_and_let_go_while_its_posts_stay(people):
    campaign = campaigns.add(project=people.project, by=people.manager, **SAID)
    post = draft(people, campaign=campaign)
    campaigns.change(campaign=campaign, changes={"name": "Late autumn"}, by=people.copywriter)
    assert Post.objects.get(pk=post.pk).campaign.name == "Late autumn"
    campaigns.remove(campaign=campaign, by=people.manager)
    assert Post.objects.get(pk=post.pk).campaign is None


@pytest.mark.parametrize(
    ("said", "field"), [({"name": "Taken"}, "name"), ({"ends_on": dt.date(2027, 8, 1)}, "ends_on")]
)
def test_what_cannot_be_is_refused_beside_its_field(people, said, field):
    CampaignFactory(project=people.project, name="Taken")
    with pytest.raises(Refusal) as refused:
        campaigns.add(project=people.project, by=people.manager, **(SAID | said))
    assert list(refused.value.errors) == [field]


def test_a_goal_of_another_project_is_refused(people):
    with pytest.raises(Refusal, match="another project"):
        campaigns.add(project=people.project, by=people.manager, goal=GoalFactory(), **SAID)
