from django.core import mail

from content.models import ApprovalBatch, ProjectRules
from content.services import rounds
from tests.factories.content import with_client
from tests.factories.projects import ClientMemberFactory


def path(people):
    return f"/projects/{people.project.slug}/who-says-yes/"


def test_the_manager_chooses_the_rule_and_names_people(people, signed_in):
    browser = signed_in(people.manager)
    browser.post(path(people), {"rounds": "all"})
    browser.post(f"{path(people)}people/", {"user": people.approver.pk})
    browser.post(f"{path(people)}people/", {"name": "Oksana", "email": "oksana@example.org"})
    assert ProjectRules.objects.get().rounds == "all"
    assert [approver.name for approver in people.project.approvers.all()] == [str(people.approver), "Oksana"]
    browser.post(f"/approvers/{people.project.approvers.last().pk}/remove/")
    assert "Oksana" not in browser.get(path(people)).content.decode().split("<aside")[1].split("</aside>")[0]


def test_a_name_without_an_address_is_asked_for_it(people, signed_in):
    answer = signed_in(people.manager).post(f"{path(people)}people/", {"name": "Oksana"})
    assert answer.status_code == 422
    assert "without an account" in answer.content.decode()


def test_one_letter_each_goes_to_whoever_must_say_yes(people, signed_in):
    ClientMemberFactory(client=people.project.client)
    rounds.set_rounds(project=people.project, rounds="all", by=people.manager)
    version = with_client(people)
    answer = signed_in(people.manager).post(
        f"/projects/{people.project.slug}/client-letter/", {"posts": [version.post_id], "everybody": "on"}
    )
    assert answer.content.decode().count("is on its way") == 2
    assert {letter.to[0] for letter in mail.outbox} == set(ApprovalBatch.objects.values_list("to_email", flat=True))
