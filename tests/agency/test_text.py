import pytest

from agency.text import web_address


@pytest.mark.parametrize("address", ["https://m.example/@a?b=c#d", "http://m.example", "HTTPS://м.example/пост"])
def test_address_of_the_web_stays_as_it_is(address):
    assert web_address(f" {address}\n", 300) == address


@pytest.mark.parametrize(
    "other",
    ["", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,<p>", "//evil.example/", "/channels/back/",
     "https://", "https:evil.example", "http://[", "https://m.example/a\nb", "ftp://m.example/"],
)  # fmt: skip
def test_anything_else_is_no_address(other):
    assert web_address(other, 300) == ""


def test_address_is_kept_whole_or_not_at_all():
    assert web_address("https://m.example/" + "a" * 300, 300) == ""
