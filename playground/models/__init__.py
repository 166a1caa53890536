"""Tables of the practice network."""

from playground.models.account import Account
from playground.models.comment import Comment
from playground.models.fault import FaultSwitch, Kind, Operation
from playground.models.image import Image
from playground.models.page import Page
from playground.models.post import Post
from playground.models.reaction import Ballot, Follow, Like, Share

__all__ = [
    "Account",
    "Ballot",
    "Comment",
    "FaultSwitch",
    "Follow",
    "Image",
    "Kind",
    "Like",
    "Operation",
    "Page",
    "Post",
    "Share",
]
