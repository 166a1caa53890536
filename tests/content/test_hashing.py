import pytest
from hypothesis import given
from hypothesis import strategies as st

from content import hashing
from tests.factories.content import PictureFactory, PostFactory, TargetFactory

texts = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)
spots = st.lists(st.integers(0, 100), min_size=2, max_size=2)
picture = st.fixed_dictionaries({"media": st.integers(1, 99), "sha256": texts, "alt": texts}, optional={"focus": spots})
pictures = st.lists(picture, max_size=3)
targets = st.lists(
    st.fixed_dictionaries({"channel": st.integers(1, 99), "text": texts, "first_comment": texts}), max_size=3
)
days = st.none() | st.dates().map(str)
covered = {"text": texts, "link": texts, "targets": targets, "pictures": pictures, "day": days}
snapshots = st.fixed_dictionaries(
    covered | {"title": texts, "time": st.none() | st.times().map(str), "language": texts}
)


def without_media_ids(value):
    return [{k: v for k, v in row.items() if k != "media"} for row in value] if isinstance(value, list) else value


@given(snapshot=snapshots, name=st.sampled_from(sorted(covered)), data=st.data())
def test_hash_changes_exactly_when_a_covered_part_does(snapshot, name, data):
    changed = snapshot | {name: data.draw(covered[name])}
    is_same = without_media_ids(changed[name]) == without_media_ids(snapshot[name])
    assert (hashing.hash_of(changed) == hashing.hash_of(snapshot)) == is_same


@given(snapshot=snapshots, title=texts, time=st.times().map(str), language=texts)
def test_hash_does_not_cover_title_hour_and_language(snapshot, title, time, language):
    changed = snapshot | {"title": title, "time": time, "language": language}
    assert hashing.hash_of(changed) == hashing.hash_of(snapshot)


@pytest.mark.django_db
def test_order_of_pictures_is_covered():
    post = PostFactory()
    one, two = PictureFactory(post=post, position=0), PictureFactory(post=post, position=1)
    before = hashing.hash_of(hashing.snapshot_of(post))
    one.position, two.position = 1, 0
    one.save(update_fields=["position"])
    two.save(update_fields=["position"])
    assert hashing.hash_of(hashing.snapshot_of(post)) != before


@pytest.mark.django_db
def test_order_of_channels_is_not():
    post = PostFactory()
    first, second = TargetFactory(post=post), TargetFactory(post=post)
    before = hashing.hash_of(hashing.snapshot_of(post))
    first.delete()
    TargetFactory(post=post, channel=first.channel)
    assert second.pk < post.targets.last().pk
    assert hashing.hash_of(hashing.snapshot_of(post)) == before


@pytest.mark.django_db
def test_snapshot_takes_the_same_queries_for_one_picture_and_for_three(django_assert_num_queries):
    few, many = PictureFactory().post, PostFactory()
    PictureFactory.create_batch(3, post=many)
    TargetFactory.create_batch(3, post=many)
    for post in (few, many):
        with django_assert_num_queries(2):
            hashing.snapshot_of(post)


@pytest.mark.django_db
def test_a_spot_in_the_middle_leaves_the_hash_as_it_always_was():
    picture = PictureFactory()
    snapshot = hashing.snapshot_of(picture.post)
    assert snapshot["pictures"] == [{"media": picture.media_id, "sha256": picture.media.sha256, "alt": picture.alt}]
    picture.focus_x = 20
    picture.save(update_fields=["focus_x"])
    moved = hashing.snapshot_of(picture.post)
    assert moved["pictures"][0]["focus"] == [20, 50]
    assert hashing.hash_of(moved) != hashing.hash_of(snapshot)
