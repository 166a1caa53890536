"""Several workers notice the same end of access: a refresh token that works once is used once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from projects import networks
from projects.models import Channel
from projects.networks.base import Renewed
from projects.services import renewals
from tests.factories.projects import ChannelFactory


class Once:
    """A network whose refresh token works once; it waits until the others have had time to come too."""

    def __init__(self):
        self.used, self.come = [], threading.Barrier(3)

    def __call__(self, channel):
        self.token = channel.credentials["token"]
        return self

    def refresh_credentials(self):
        self.used.append(self.token)
        return Renewed(credentials={"token": f"{self.token}+"})


@pytest.mark.django_db(transaction=True)
def test_three_workers_renew_once(monkeypatch):
    network = Once()
    monkeypatch.setitem(networks._loaded, "playground", network)
    channel = ChannelFactory(credentials={"token": "first"})

    def work(_):
        seen = Channel.objects.get(pk=channel.pk)
        network.come.wait(5)
        try:
            return renewals.renew(seen), seen.pk
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(work, range(3)))
    assert done == [(True, channel.pk)] * 3
    assert (network.used, Channel.objects.get().credentials) == (["first"], {"token": "first+"})
