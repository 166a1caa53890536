import datetime as dt

import factory

from moderation.models import Case
from tests.factories.monitoring import MentionFactory


class CaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Case

    mention = factory.SubFactory(MentionFactory)
    project = factory.SelfAttribute("mention.project")
    reason = Case.Reason.NEGATIVE
    answer_due_at = factory.LazyFunction(lambda: dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    solve_due_at = factory.LazyFunction(lambda: dt.datetime.now(dt.UTC) + dt.timedelta(hours=24))
