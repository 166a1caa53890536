from projects.models.channel import Channel, FollowerCount
from projects.models.client import Client, ClientMember, InteractionAgreement
from projects.models.connection_link import ConnectionLink
from projects.models.goal import Goal, GoalTask, GoalTool, KpiReading
from projects.models.hook import Hook
from projects.models.lead import Lead
from projects.models.pause import Pause
from projects.models.profile import Profile, Wish
from projects.models.project import Project
from projects.models.team import Delegation, Seat

__all__ = [
    "Channel",
    "Client",
    "ClientMember",
    "ConnectionLink",
    "Delegation",
    "FollowerCount",
    "Goal",
    "GoalTask",
    "GoalTool",
    "Hook",
    "InteractionAgreement",
    "KpiReading",
    "Lead",
    "Pause",
    "Profile",
    "Project",
    "Seat",
    "Wish",
]
