from content.models import Wait
from content.services import approvals, ledger, letters
from content.services.approvals import Voice
from tests.factories.content import submitted, with_client


def spans():
    return [
        (wait.post_id, wait.kind, wait.ended_at is None) for wait in Wait.objects.order_by("post", "began_at", "id")
    ]


def test_what_was_not_written_is_computed_as_the_moves_would_have_written_it(people):
    reviewed, waits, asked, answered = submitted(people), *(with_client(people) for _ in range(3))
    batch, _ = letters.ask(project=people.project, posts=[asked.post, answered.post], to_name="Hanna",
                           to_email="hanna@example.org", by=people.manager)  # fmt: skip
    approvals.approve(version=answered, voice=Voice(batch=batch))
    written = spans()
    Wait.objects.all().delete()
    assert ledger.fill(ledger.unwritten()) == len(written)
    assert spans() == written
    assert ledger.fill(ledger.unwritten()) == 0
    assert {reviewed.post_id, waits.post_id} <= {post for post, _, is_open in written if is_open}
