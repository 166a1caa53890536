"""What became of the demo's letters: a yes of two, a silence that is a yes, one that holds a post, and the ledger."""

import datetime as dt

from django.utils import timezone

from content.models import ApprovalBatch, ApprovalRequest, Post, Wait
from content.services import approvals, deadlines, ledger
from content.services.approvals import Voice
from projects.models import InteractionAgreement
from reports.demo.asking import EACH
from reports.demo.projects import House

BY_SILENCE = "ovechka"  # whose agreement takes silence for a yes
HELD = "nitka-tees"


def build_answers(house: House) -> None:
    """The ledger first, as if the letters had left yesterday: what the answers end must have begun."""
    ApprovalBatch.objects.update(sent_at=timezone.now() - dt.timedelta(hours=26))
    Wait.objects.all().delete()
    ledger.fill(ledger.unwritten())
    _say_one_yes_of_two(house)
    _let_the_time_pass(house, BY_SILENCE, means="publish")
    _let_the_time_pass(house, HELD, means="hold")
    deadlines.pass_deadlines()


def _say_one_yes_of_two(house: House) -> None:
    batch = house.projects[EACH].approval_batches.order_by("id").first()
    request = batch.requests.select_related("version__post").first() if batch else None
    if request:
        approvals.approve(version=request.version, voice=Voice(batch=batch))


def _let_the_time_pass(house: House, slug: str, *, means: str) -> None:
    """The soonest post of the letter was asked about, the letter was opened, and nobody answered."""
    project, now = house.projects[slug], timezone.now()
    InteractionAgreement.objects.filter(client=project.client).update(on_silence=means)
    ApprovalRequest.objects.filter(batch__project=project).update(on_silence=means)
    waiting = Post.objects.filter(project=project, status=Post.Status.WITH_CLIENT, scheduled_at__gt=now)
    late = ApprovalRequest.objects.filter(version__post=waiting.order_by("scheduled_at").first())
    late.update(answer_by=now - dt.timedelta(hours=1))
    ApprovalBatch.objects.filter(requests__in=late).update(opened_at=now - dt.timedelta(hours=20))
