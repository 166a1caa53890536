"""The content floor's API: one room per noun, one router."""

from rest_framework.routers import SimpleRouter

from content.api.publications import MetricViewSet, PublicationViewSet

router = SimpleRouter()
router.register("publications", PublicationViewSet)
router.register("metrics", MetricViewSet)
urlpatterns = router.urls
