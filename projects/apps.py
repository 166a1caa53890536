from django.apps import AppConfig

from agency import sentences

SENTENCES = {
    "projects.lead.receive": "{actor} brought a lead: {company}",
    "projects.lead.accept": "{actor} said yes to {company}",
    "projects.lead.postpone": "{actor} said “not now” to {company}, until {until}",
    "projects.lead.decline": "{actor} said no to {company}",
    "projects.lead.mark_duplicate": "{actor} marked {company} as a duplicate of {of}",
    "projects.lead.come_back": "{company} waits again: “not now” was until {until}",
    "projects.lead.reopen": "{actor} reopened {company}",
    "projects.client.add": "{actor} added the client {client}",
    "projects.client.change": "{actor} changed {what} of {client}",
    "projects.client.add_member": "{actor} added {person} as {role} of {client}",
    "projects.client.remove_member": "{actor} removed {person}, {role} of {client}",
    "projects.client.agree": "{actor} wrote down the agreement with {client}",
    "projects.client.change_agreement": "{actor} changed the agreement with {client}",
    "projects.project.open": "{actor} opened {project} for {client}",
    "projects.project.change": "{actor} changed {what} of {project}",
    "projects.project.launch": "{actor} launched {project}",
    "projects.project.pause": "{actor} paused {project}",
    "projects.project.finish": "{actor} finished {project}",
    "projects.goal.set": "{actor} set a goal: {goal}",
    "projects.goal.change": "{actor} changed the goal: {goal}",
    "projects.goal.plan": "{actor} planned {tasks} tasks for the goal: {goal}",
    "projects.goal.read": "{actor} counted {kpi}: {value} on {day}",
    "projects.seat.fill": "{actor} seated {person} as {role} of {project}",
    "projects.seat.empty": "{person} is no longer {role} of {project}, by {actor}",
    "projects.seat.cover": "{actor} asked {person} to cover the {role} of {project} from {starts_on} to {ends_on}",
    "projects.seat.end_cover": "{person} no longer covers the {role} of {project}, by {actor}",
    "projects.channel.connect": "{actor} connected {channel} on {network}",
    "projects.channel.reconnect": "{actor} reconnected {channel}",
    "projects.channel.disconnect": "{actor} disconnected {channel}",
    "projects.channel.break_down": "{channel} lost its connection: {text}",
    "projects.connectionlink.make": "{actor} made a link for {name} to connect a page on {network}",
    "projects.connectionlink.revoke": "{actor} closed the link of {name} to connect a page on {network}",
    "projects.connectionlink.use": "{name} connected {channel} by a link",
    "projects.pause.stop": "{actor} stopped publishing, {scope}: “{reason}”",
    "projects.pause.resume": "{actor} let publishing go on, {scope}",
    "projects.channel.add": "{actor} added {channel}, where people publish by hand",
    "projects.channel.change": "{actor} changed the name or the address of {channel}",
    "projects.channel.count": "{actor} counted {count} followers of {channel} on {day}",
    "projects.channel.run_low": "Access to {channel} ends on {day}",
}


class ProjectsConfig(AppConfig):
    name = "projects"

    def ready(self) -> None:
        sentences.register(SENTENCES)
