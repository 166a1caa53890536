from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content import utm

TAGS = {"utm_source": "vk", "utm_campaign": "prikorm"}
words = st.sampled_from(["club", "клуб", "їжа-1", "a.b", "%D1%87"])
links = st.builds(
    lambda host, path, query, mark: f"https://{host}.example/{path}{query}{mark}",
    words, words, st.sampled_from(["", "?", "?a=1", "?a=1&b=%D1%87&", "?utm_source=mail", "?UTM_Source=x;b"]),
    st.sampled_from(["", "#part", "#!/way?x=1", "#:~:text=a,b"]),
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no failure
@given(link=links)
def test_tagging_twice_is_tagging_once_and_loses_nothing(link):
    once = utm.tagged(link, TAGS)
    assert utm.tagged(once, TAGS) == once
    before, after = urlsplit(link), urlsplit(once)
    assert (after.netloc, after.path, after.fragment) == (before.netloc, before.path, before.fragment)
    assert after.query.startswith(before.query)
    names = [name.lower() for name, _ in parse_qsl(after.query.replace(";", "&"), keep_blank_values=True)]
    assert names.count("utm_source") == names.count("utm_campaign") == 1


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("https://club.example", "https://club.example?utm_source=vk&utm_campaign=prikorm"),
        ("https://клуб.укр/їжа?а=1#далі", "https://клуб.укр/їжа?а=1&utm_source=vk&utm_campaign=prikorm#далі"),
        ("https://c.example/?utm_source=letter", "https://c.example/?utm_source=letter&utm_campaign=prikorm"),
        ("https://c.example/?utm_source=a&utm_campaign=b", "https://c.example/?utm_source=a&utm_campaign=b"),
    ],
)
def test_a_link_gets_the_tags_it_lacks(link, wanted):
    assert utm.tagged(link, TAGS) == wanted


def test_places_are_filled_with_short_latin_words():
    places = {"campaign": "Прикорм без паники", "network": "vk"}
    assert utm.filled("{campaign}", places) == "prykorm-bez-panyky"
    assert utm.filled("{network}-{format}_{campaign}", places) == "vk-prykorm-bez-panyky"
    assert utm.filled("{format}", places) == ""
    assert utm.unknown_places("{network}{week}", ("network",)) == ["week"]
