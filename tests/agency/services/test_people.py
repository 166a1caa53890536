import threading

import pytest
from django.db import connection
from knox.models import get_token_model

from agency.models import Event, User
from agency.permissions import Role
from agency.services.invitations import invite
from agency.services.people import activate, change_role, deactivate
from agency.transitions import MovedMeanwhile
from tests.factories.agency import HeadFactory, UserFactory


@pytest.mark.django_db
def test_change_role_is_written_down():
    head, olena = HeadFactory(), UserFactory(name="Olena Savchuk")

    change_role(user=olena, role=Role.HEAD, by=head)

    assert User.objects.get(pk=olena.pk).is_head
    assert Event.objects.about(olena).get().data == {"name": "Olena Savchuk", "role": "SMM head"}


@pytest.mark.django_db
def test_the_only_head_cannot_step_down():
    head = HeadFactory()

    with pytest.raises(MovedMeanwhile, match="the only head"):
        change_role(user=head, role=Role.STAFF, by=head)


@pytest.mark.django_db
def test_the_only_head_cannot_be_locked_out():
    head = HeadFactory()
    HeadFactory(is_active=False)

    with pytest.raises(MovedMeanwhile, match="the only head"):
        deactivate(user=head, by=head)


@pytest.mark.django_db(transaction=True)
def test_two_heads_removing_each_other_leave_one():
    first, second = HeadFactory(), HeadFactory()
    said = []

    def remove(user, by):
        try:
            deactivate(user=user, by=by)
        except MovedMeanwhile:
            said.append("the only head")
        connection.close()

    threads = [threading.Thread(target=remove, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    assert User.objects.heads().count() == 1
    assert said == ["the only head"]


@pytest.mark.django_db
def test_deactivate_ends_sessions_and_tokens(client):
    head, olena = HeadFactory(), UserFactory()
    get_token_model().objects.create(user=olena)
    client.force_login(olena)

    deactivate(user=olena, by=head)

    assert not olena.auth_token_set.exists()
    assert client.get("/people/").url.startswith("/accounts/login/")


@pytest.mark.django_db
def test_deactivate_closes_an_open_invitation():
    head = HeadFactory()
    invitation = invite(email="nina@example.org", name="Nina", role=Role.STAFF, by=head)

    deactivate(user=invitation.user, by=head)

    invitation.refresh_from_db()
    assert not invitation.is_open


@pytest.mark.django_db
def test_activate_lets_somebody_in_again():
    head, olena = HeadFactory(), UserFactory(is_active=False)

    activate(user=olena, by=head)

    assert User.objects.get(pk=olena.pk).is_active


@pytest.mark.django_db
def test_doing_it_twice_is_written_down_once():
    head, olena = HeadFactory(), UserFactory()

    deactivate(user=olena, by=head)
    deactivate(user=olena, by=head)

    assert Event.objects.about(olena).count() == 1
