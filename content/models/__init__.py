from content.models.approval import Approval, ApprovalBatch, ApprovalRequest
from content.models.campaign import Campaign
from content.models.comment import ClientComment
from content.models.feed import Feed
from content.models.look import Look
from content.models.media import Media, PostMedia
from content.models.metric import Metric
from content.models.post import Post, Target
from content.models.publication import Attempt, Publication
from content.models.remark import Remark
from content.models.review import Review
from content.models.rules import ProjectRules
from content.models.series import Series
from content.models.slot import Slot
from content.models.version import Version
from content.models.wait import Wait

__all__ = [
    "Approval",
    "ApprovalBatch",
    "ApprovalRequest",
    "Attempt",
    "Campaign",
    "ClientComment",
    "Feed",
    "Look",
    "Media",
    "Metric",
    "Post",
    "PostMedia",
    "ProjectRules",
    "Publication",
    "Remark",
    "Review",
    "Series",
    "Slot",
    "Target",
    "Version",
    "Wait",
]
