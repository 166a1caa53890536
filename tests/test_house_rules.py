import socket

import pytest

from tests.conftest import ReachedOut


@pytest.mark.parametrize(
    "reach", [lambda: socket.create_connection(("192.0.2.1", 80)), lambda: socket.getaddrinfo("example.com", 80)]
)
def test_tests_cannot_reach_the_outside_world(reach):
    with pytest.raises(ReachedOut, match="A test tried to reach"):
        reach()
