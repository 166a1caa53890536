"""The content floor's API: one room per noun, one router."""

from rest_framework.routers import SimpleRouter

from content.api.campaigns import CampaignViewSet
from content.api.decisions import ApprovalViewSet, ReviewViewSet, VersionViewSet
from content.api.feeds import FeedViewSet
from content.api.letters import LetterViewSet
from content.api.media import MediaViewSet
from content.api.posts import PostViewSet
from content.api.publications import MetricViewSet, PublicationViewSet
from content.api.series import SeriesViewSet
from content.api.slots import SlotViewSet

router = SimpleRouter()
router.register("posts", PostViewSet)
router.register("versions", VersionViewSet)
router.register("reviews", ReviewViewSet)
router.register("approvals", ApprovalViewSet)
router.register("client-letters", LetterViewSet)
router.register("media", MediaViewSet)
router.register("slots", SlotViewSet)
router.register("campaigns", CampaignViewSet)
router.register("series", SeriesViewSet)
router.register("feeds", FeedViewSet)
router.register("publications", PublicationViewSet)
router.register("metrics", MetricViewSet)
urlpatterns = router.urls
