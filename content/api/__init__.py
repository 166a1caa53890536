"""The content floor's API: one room per noun, one router."""

from rest_framework.routers import SimpleRouter

from content.api import desk, exports
from content.api.campaigns import CampaignViewSet
from content.api.comments import ClientCommentViewSet
from content.api.decisions import ApprovalViewSet, ReviewViewSet, VersionViewSet
from content.api.feeds import FeedViewSet
from content.api.folders import FolderViewSet
from content.api.ideas import IdeaViewSet
from content.api.imports import PostImportViewSet
from content.api.letters import LetterViewSet
from content.api.media import MediaViewSet
from content.api.metrics import MetricViewSet
from content.api.pauses import PauseViewSet
from content.api.phrases import HashtagGroupViewSet, LinkTaggingViewSet, PostTemplateViewSet
from content.api.posts import PostViewSet
from content.api.publications import PublicationViewSet
from content.api.remarks import RemarkViewSet
from content.api.rounds import ApproverViewSet, RoundsViewSet
from content.api.series import SeriesViewSet
from content.api.slots import SlotViewSet
from content.api.taking_part import AnswerViewSet, DrawViewSet
from content.api.waits import WaitViewSet

router = SimpleRouter()
router.register("posts", PostViewSet)
router.register("versions", VersionViewSet)
router.register("reviews", ReviewViewSet)
router.register("approvals", ApprovalViewSet)
router.register("client-letters", LetterViewSet)
router.register("approvers", ApproverViewSet)
router.register("rounds", RoundsViewSet, basename="rounds")
router.register("waits", WaitViewSet)
router.register("media", MediaViewSet)
router.register("folders", FolderViewSet)
router.register("slots", SlotViewSet)
router.register("campaigns", CampaignViewSet)
router.register("series", SeriesViewSet)
router.register("feeds", FeedViewSet)
router.register("imports", PostImportViewSet)
router.register("hashtag-groups", HashtagGroupViewSet)
router.register("post-templates", PostTemplateViewSet)
router.register("link-tags", LinkTaggingViewSet)
router.register("publications", PublicationViewSet)
router.register("metrics", MetricViewSet)
router.register("pauses", PauseViewSet)
router.register("answers", AnswerViewSet)
router.register("draws", DrawViewSet)
router.register("ideas", IdeaViewSet)
router.register("remarks", RemarkViewSet)
router.register("client-comments", ClientCommentViewSet)
urlpatterns = [*desk.urlpatterns, *exports.urlpatterns, *router.urls]
