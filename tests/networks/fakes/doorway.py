"""A door in front of a real server: lets everything through, and goes wrong when a test wants it to."""

from urllib.parse import urlsplit

import httpx

from tests.networks.fakes.server import Answer, Asked, FakeNetwork

KEPT = ("content-type", "link", "x-ratelimit-reset", "ratelimit-reset", "retry-after")
OURS = ("host", "content-length", "connection", "accept-encoding")


class Doorway(FakeNetwork):
    """``beyond``: the server's own address, which in its answers becomes the door's."""

    def __init__(self, beyond: str) -> None:
        super().__init__()
        self.beyond = urlsplit(beyond).netloc.encode()
        self.line = httpx.Client(base_url=beyond, trust_env=False, timeout=30)

    def __exit__(self, *error: object) -> None:
        super().__exit__(*error)
        self.line.close()

    def answer(self, asked: Asked) -> Answer:
        headers = {name: value for name, value in asked.headers.items() if name not in OURS}
        answer = self.line.request(
            asked.method, asked.target, headers=headers, content=asked.body, follow_redirects=False
        )
        return Answer(
            answer.content.replace(self.beyond, urlsplit(self.url).netloc.encode()),
            answer.status_code,
            {name: answer.headers[name] for name in KEPT if name in answer.headers},
        )
