"""This floor under /api/v1/."""

from rest_framework.routers import SimpleRouter

from projects.api import channels, clients, connection_links, goals, leads, projects, teams

router = SimpleRouter()
router.register("leads", leads.LeadViewSet)
router.register("clients", clients.ClientViewSet)
router.register("client-members", clients.MemberViewSet)
router.register("agreements", clients.AgreementViewSet)
router.register("projects", projects.ProjectViewSet)
router.register("goals", goals.GoalViewSet)
router.register("seats", teams.SeatViewSet)
router.register("channels", channels.ChannelViewSet)
router.register("connection-links", connection_links.ConnectionLinkViewSet)
urlpatterns = router.urls
