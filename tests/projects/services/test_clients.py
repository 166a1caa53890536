import pytest
from django.core.exceptions import ValidationError

from agency.models import Event
from agency.permissions import Permission, Role
from projects.models import Client, InteractionAgreement
from projects.services import clients
from tests.factories.agency import HeadFactory, OutsideUserFactory, UserFactory
from tests.factories.projects import AgreementFactory, ClientFactory, ClientMemberFactory, ProjectFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def head():
    return HeadFactory()


def test_second_client_of_a_name_is_refused_at_its_name(head):
    clients.add_client(by=head, name="Yavir Bank")
    with pytest.raises(ValidationError) as refused:
        clients.add_client(by=head, name="Yavir Bank")
    assert "name" in refused.value.message_dict


def test_client_cannot_take_anothers_name(head):
    ClientFactory(name="Yavir Bank")
    other = ClientFactory(name="Brama")
    with pytest.raises(ValidationError, match="There is a client called Yavir Bank"):
        clients.change_client(client=other, by=head, facts={"name": "Yavir Bank"})


def test_only_what_changed_is_saved_and_told(head):
    client = ClientFactory(name="Brama")
    Client.objects.update(about="Beer, since 1998")
    clients.change_client(client=client, by=head, facts={"name": "Brama", "tone_of_voice": "Warm, never loud"})
    kept = Client.objects.get()
    assert (kept.about, kept.tone_of_voice) == ("Beer, since 1998", "Warm, never loud")
    assert Event.objects.get().data["what"] == "tone of voice"


def test_member_approves_for_their_client_and_no_other(head):
    mine, foreign = ProjectFactory(), ProjectFactory()
    person = OutsideUserFactory()
    clients.add_member(client=mine.client, user=person, role=Role.APPROVER, by=head)
    assert (person.has_perm(Permission.APPROVE_POST, mine), person.has_perm(Permission.APPROVE_POST, foreign)) == (
        True,
        False,
    )


def test_person_of_the_agency_is_nobodys_client(head):
    with pytest.raises(ValidationError, match="works in the agency"):
        clients.add_member(client=ClientFactory(), user=UserFactory(), role=Role.APPROVER, by=head)


def test_member_added_twice_is_one_member_and_one_event(head):
    client, person = ClientFactory(), OutsideUserFactory()
    for _ in range(2):
        clients.add_member(client=client, user=person, role=Role.EXPERT, by=head)
    assert (client.members.count(), Event.objects.count()) == (1, 1)


def test_removed_member_sees_nothing_and_is_no_deputy(head):
    member = ClientMemberFactory()
    agreement = AgreementFactory(client=member.client, deputy=member.user)
    project = ProjectFactory(client=member.client)
    clients.remove_member(member=member, by=head)
    assert not member.user.has_perm(Permission.VIEW_PROJECT, project)
    assert InteractionAgreement.objects.get(pk=agreement.pk).deputy is None


def test_first_agreement_is_written_and_the_next_changes_it(head):
    client = ClientFactory()
    clients.agree(client=client, by=head, terms={"we_answer": "Sizes"})
    clients.agree(client=client, by=head, terms={"we_answer": "Sizes and delivery"})
    assert InteractionAgreement.objects.get().we_answer == "Sizes and delivery"
    verbs = list(Event.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["projects.client.agree", "projects.client.change_agreement"]
