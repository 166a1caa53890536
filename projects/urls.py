"""Addresses of this floor."""

from django.urls import path

from projects.views import channels, clients, contact, goals, intake, profile, projects, teams

app_name = "projects"
urlpatterns = [
    path("contact/", contact.contact, name="contact"),
    path("contact/thanks/", contact.thanks, name="contact-thanks"),
    path("intake/", intake.leads, name="leads"),
    path("intake/new/", intake.new_lead, name="lead-new"),
    path("intake/<int:pk>/", intake.lead, name="lead"),
    path("intake/<int:pk>/answers/", intake.answers, name="lead-answers"),
    path("intake/<int:pk>/decide/", intake.decide, name="lead-decide"),
    path("intake/<int:pk>/reopen/", intake.reopen, name="lead-reopen"),
    path("clients/", clients.clients, name="clients"),
    path("clients/new/", clients.new_client, name="client-new"),
    path("clients/<int:pk>/", clients.client, name="client"),
    path("clients/<int:pk>/edit/", clients.edit_client, name="client-edit"),
    path("clients/<int:pk>/agreement/", clients.agreement, name="client-agreement"),
    path("clients/<int:pk>/people/", clients.add_member, name="client-people"),
    path("clients/<int:pk>/people/<int:member_pk>/remove/", clients.remove_member, name="client-person-remove"),
    path("projects/", projects.projects, name="projects"),
    path("projects/new/", projects.new_project, name="project-new"),
    path("projects/<slug:slug>/", projects.project, name="project"),
    path("projects/<slug:slug>/edit/", projects.edit_project, name="project-edit"),
    path("projects/<slug:slug>/story/", projects.story, name="project-story"),
    path("projects/<slug:slug>/launch/", projects.stage, {"move": "launch"}, name="project-launch"),
    path("projects/<slug:slug>/pause/", projects.stage, {"move": "pause"}, name="project-pause"),
    path("projects/<slug:slug>/finish/", projects.stage, {"move": "finish"}, name="project-finish"),
    path("projects/<slug:slug>/goals/new/", goals.new_goal, name="goal-new"),
    path("projects/<slug:slug>/goals/<int:pk>/", goals.edit_goal, name="goal-edit"),
    path("projects/<slug:slug>/goals/<int:pk>/tasks/", goals.tasks, name="goal-tasks"),
    path("projects/<slug:slug>/goals/<int:pk>/read/", goals.read, name="goal-read"),
    path("projects/<slug:slug>/channels/new/", channels.connect, name="channel-connect"),
    path("projects/<slug:slug>/channels/<int:pk>/reconnect/", channels.reconnect, name="channel-reconnect"),
    path("projects/<slug:slug>/channels/<int:pk>/disconnect/", channels.disconnect, name="channel-disconnect"),
    path("projects/<slug:slug>/channels/<int:pk>/check/", channels.check, name="channel-check"),
    path("teams/", teams.teams, name="teams"),
    path("teams/seats/<int:pk>/", teams.seat, name="seat"),
    path("teams/seats/<int:pk>/fill/", teams.fill, name="seat-fill"),
    path("teams/seats/<int:pk>/empty/", teams.empty, name="seat-empty"),
    path("teams/seats/<int:pk>/who/", teams.suggestions, name="seat-suggestions"),
    path("teams/seats/<int:pk>/cover/", teams.cover, name="seat-cover"),
    path("teams/covers/<int:pk>/end/", teams.end_cover, name="cover-end"),
    path("me/profile/", profile.profile, name="profile"),
    path("me/wishes/<int:pk>/", profile.wish, name="wish"),
]
