"""Simultaneous callers on real lines."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from playground.models import Comment, Page, Post
from playground.services.comments import comment as say
from tests.factories.playground import AccountFactory, PlaygroundCommentFactory, PlaygroundPostFactory


def at_once(number, work):
    """Runs ``work`` in so many threads that begin together."""
    barrier = Barrier(number)

    def run(index):
        barrier.wait()
        return work(index)

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))


def test_twenty_publishes_with_one_key_make_one_post(wire, brand):
    def publish(_):
        return wire(brand).post("posts", json={"text": "One"}, headers={"Idempotency-Key": "k"})

    answers = at_once(20, publish)
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
    assert {answer.json()["id"] for answer in answers} == {str(Post.objects.get().pk)}


def test_twenty_replies_with_one_key_make_one_reply(wire, brand):
    comment = PlaygroundCommentFactory(post=PlaygroundPostFactory(page=brand))

    def reply(_):
        return wire(brand).post(
            f"comments/{comment.pk}/replies", json={"text": "Так"}, headers={"Idempotency-Key": "k"}
        )

    assert len({answer.json()["id"] for answer in at_once(20, reply)}) == 1
    comment.post.refresh_from_db()
    assert (Comment.objects.count(), comment.post.comments) == (2, 2)
    assert Page.objects.get(pk=brand.pk).comments == 2


def test_reader_with_a_cursor_misses_no_comment_of_busy_people(wire, brand):
    posts = [PlaygroundPostFactory(page=brand) for _ in range(4)]
    people = [AccountFactory() for _ in range(4)]
    reader, seen, cursor = wire(brand), [], ""

    def talk(index):
        for _ in range(10):
            reply = {"text": "Так"}
            wire(brand).post(f"posts/{posts[index].pk}/comments", json=reply)

    with ThreadPoolExecutor(4) as pool:
        talks = [pool.submit(talk, index) for index in range(4)]
        while True:
            over = all(one.done() for one in talks)
            answer = reader.get("comments", params={"cursor": cursor} if cursor else {}).json()
            seen += [item["id"] for item in answer["items"]]
            cursor = answer["next"]
            if over and not answer["items"]:
                break
    said, _ = say(post=posts[0], text="Last", by=people[0])
    last = reader.get("comments", params={"cursor": cursor}).json()["items"]
    assert len(seen) == len(set(seen)) == 40
    assert [item["id"] for item in last] == [str(said.pk)]
