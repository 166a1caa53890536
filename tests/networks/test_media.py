"""Files of ours that cannot be read: whatever it is, nobody doubts whether something was sent."""

import errno

import pytest
from PIL import UnidentifiedImageError

from projects.networks.base import Picture, Rejected, Unavailable, opened, size_of, unread
from tests.networks.unreadable import UNREADABLE, on_linux


def picture(path):
    return Picture(path=path, mime="image/jpeg", alt="A cradle")


def test_file_that_is_there_is_read(tmp_path):
    (tmp_path / "a.jpg").write_bytes(b"cradle")
    with opened(picture(tmp_path / "a.jpg")) as file:
        assert (file.read(3), file.read(), size_of(picture(tmp_path / "a.jpg"))) == (b"cra", b"dle", 6)


@pytest.mark.parametrize("ask", [opened, size_of])
def test_file_that_is_gone_is_refused_for_good(tmp_path, ask):
    with pytest.raises(Rejected, match="The file of a picture is missing"):
        ask(picture(tmp_path / "gone.jpg"))


@pytest.mark.parametrize("ask", [opened, size_of])
def test_folder_that_is_gone_is_a_disk_that_may_come_back(tmp_path, ask):
    with pytest.raises(Unavailable):
        ask(picture(tmp_path / "2026" / "11" / "a.jpg"))


@on_linux
@pytest.mark.parametrize("read", [lambda file: file.read(), lambda file: file.read(9)])
def test_disk_that_fails_while_it_is_read_may_come_back(read):
    with opened(picture(UNREADABLE)) as file, pytest.raises(Unavailable, match="Input/output error"):
        read(file)


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (OSError(errno.ENOSPC, "full"), Unavailable),
        (OSError(errno.ESTALE, "stale"), Unavailable),
        (PermissionError(errno.EACCES, "denied"), Unavailable),
        (UnidentifiedImageError("no picture"), Rejected),
        (OSError("image file is truncated"), Rejected),
        (FileNotFoundError(errno.ENOENT, "gone"), Rejected),
    ],
)
def test_every_trouble_says_whether_it_can_pass(tmp_path, error, meant):
    assert type(unread("picture 1", tmp_path / "gone.jpg", error)) is meant
