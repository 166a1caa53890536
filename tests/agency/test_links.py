from agency import links


def test_make_gives_a_different_token_every_time():
    assert links.make().token != links.make().token


def test_digest_finds_the_link_again():
    link = links.make()

    assert links.digest(link.token) == link.digest
    assert len(link.digest) == 64


def test_digest_survives_any_text():
    assert links.digest("\ud800\x00") != links.digest("")


def test_absolute_puts_the_address_of_the_house_before_a_path(settings):
    settings.BASE_URL = "https://rapport.example"

    assert links.absolute("/posts/1/") == "https://rapport.example/posts/1/"
    assert links.absolute("https://vk.example/1") == "https://vk.example/1"
