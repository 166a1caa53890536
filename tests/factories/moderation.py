import datetime as dt

import factory

from moderation.models import Case, Escalation, Note, Reply, SavedReply
from tests.factories.agency import UserFactory
from tests.factories.monitoring import MentionFactory
from tests.factories.projects import ProjectFactory


class CaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Case

    mention = factory.SubFactory(MentionFactory)
    project = factory.SelfAttribute("mention.project")
    reason = Case.Reason.NEGATIVE
    answer_due_at = factory.LazyFunction(lambda: dt.datetime.now(dt.UTC) + dt.timedelta(hours=1))
    solve_due_at = factory.LazyFunction(lambda: dt.datetime.now(dt.UTC) + dt.timedelta(hours=24))


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    case = factory.SubFactory(CaseFactory)
    text = "She wrote twice last year; be kind"
    by = factory.SubFactory(UserFactory)


class EscalationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Escalation

    case = factory.SubFactory(CaseFactory)
    reason = "At how many degrees may it be washed?"
    to = factory.SubFactory(UserFactory)
    by = factory.SubFactory(UserFactory)


class ReplyFactory(factory.django.DjangoModelFactory):
    """On its way: waiting for the next tick."""

    class Meta:
        model = Reply

    case = factory.SubFactory(CaseFactory)
    project = factory.SelfAttribute("case.project")
    channel = factory.SelfAttribute("case.mention.source.channel")
    text = "Write us the size, and we send a new one"
    by = factory.SubFactory(UserFactory)


class SavedReplyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedReply

    project = factory.SubFactory(ProjectFactory)
    title = factory.Sequence(lambda n: f"Shrunk, {n}")
    text = "{name}, write us the size, and we send a new one"
