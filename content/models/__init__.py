from content.models.approval import Approval, ApprovalBatch, ApprovalRequest
from content.models.approver import Approver
from content.models.campaign import Campaign
from content.models.comment import ClientComment
from content.models.feed import Feed
from content.models.folder import Folder
from content.models.formats import (
    DETAILS,
    Activity,
    Answer,
    Details,
    Draw,
    Gathering,
    Interactive,
    Promotion,
    Question,
    Survey,
    Tally,
    Winner,
    details_of,
)
from content.models.idea import Idea, Interest
from content.models.importing import PostImport, PostImportRow
from content.models.look import Look
from content.models.media import Media, PostMedia
from content.models.metric import COUNTS, Metric
from content.models.phrases import HashtagGroup, PostTemplate
from content.models.post import Post, Target
from content.models.publication import Attempt, Publication
from content.models.remark import Remark
from content.models.review import Review
from content.models.revision import DraftRevision
from content.models.rules import ProjectRules
from content.models.series import Series
from content.models.slot import Slot
from content.models.tagging import LinkTagging
from content.models.version import Version
from content.models.wait import Wait

__all__ = [
    "COUNTS",
    "DETAILS",
    "Activity",
    "Answer",
    "Approval",
    "ApprovalBatch",
    "ApprovalRequest",
    "Approver",
    "Attempt",
    "Campaign",
    "ClientComment",
    "Details",
    "DraftRevision",
    "Draw",
    "Feed",
    "Folder",
    "Gathering",
    "HashtagGroup",
    "Idea",
    "Interactive",
    "Interest",
    "LinkTagging",
    "Look",
    "Media",
    "Metric",
    "Post",
    "PostImport",
    "PostImportRow",
    "PostMedia",
    "PostTemplate",
    "ProjectRules",
    "Promotion",
    "Publication",
    "Question",
    "Remark",
    "Review",
    "Series",
    "Slot",
    "Survey",
    "Tally",
    "Target",
    "Version",
    "Wait",
    "Winner",
    "details_of",
]
