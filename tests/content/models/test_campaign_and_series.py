import datetime as dt

import pytest
from django.db import IntegrityError

from tests.factories.content import CampaignFactory, PostFactory, SeriesFactory


def test_a_campaign_does_not_end_before_it_begins(db):
    with pytest.raises(IntegrityError, match="campaign_dates_forward"):
        CampaignFactory(starts_on=dt.date(2027, 3, 2), ends_on=dt.date(2027, 3, 1))


def test_a_project_has_a_campaigns_name_once(db):
    first = CampaignFactory()
    with pytest.raises(IntegrityError, match="campaign_name_once"):
        CampaignFactory(project=first.project, name=first.name)


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"count": None}, "series_has_one_end"),
        ({"until": dt.date(2027, 3, 1)}, "series_has_one_end"),
        ({"count": 53}, "series_count_bounded"),
        ({"every": 0}, "series_moves_on"),
    ],
)
def test_a_series_moves_on_and_has_one_end(db, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        SeriesFactory(**wrong)


def test_an_occurrence_is_there_once(db):
    first = PostFactory(series=SeriesFactory(), series_number=2)
    with pytest.raises(IntegrityError, match="post_occurrence_once"):
        PostFactory(series=first.series, series_number=2)
