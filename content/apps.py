from django.apps import AppConfig

from agency import sentences
from content.exchange import said
from projects.delivery_words import delivery_sentences

SAID = {
    "content.post.created": "{actor} started “{title}”",
    "content.post.deleted": "{actor} deleted the draft “{title}”",
    "content.post.scheduled": "{actor} planned “{title}” for {day} at {time}",
    "content.post.unscheduled": "{actor} took “{title}” out of the calendar",
    "content.post.submit": "{actor} sent version {version} of “{title}” to review",
    "content.post.take_back": "{actor} took “{title}” back to edit it",
    "content.post.return_to_author": "{actor} returned “{title}”: “{reason}”",
    "content.post.pass_review": "{actor} approved version {version} of “{title}” and passed it to the client",
    "content.post.approve_inside": "{actor} approved version {version} of “{title}”",
    "content.post.review_again": "{actor} took the verdict on “{title}” back",
    "content.post.approve": "{actor} said yes to version {version} of “{title}”",
    "content.post.approve_by_rule": "“{title}” is approved: everybody who must has said yes to version {version}",
    "content.post.approve_by_silence": "No answer by {until}: version {version} of “{title}” is approved, as agreed",
    "content.post.held": "{names} did not answer about “{title}” in time; it waits",
    "content.post.yes_of_several": "{actor} said yes to version {version} of “{title}”; {missing}",
    "content.post.yes_withdrawn": "{actor} took the yes to “{title}” back",
    "content.post.ask_changes": "{actor} asked to change “{title}”: “{reason}”",
    "content.post.answer_again": "{actor} took the answer about “{title}” back",
    "content.post.revise": "{actor} edited “{title}” after approval",
    "content.post.ask_again": "{actor} moved “{title}” to another day, so the client is asked again",
    "content.post.archive": "{actor} put “{title}” into the archive",
    "content.post.bring_back": "{actor} took “{title}” out of the archive",
    "content.post.said_by_client": "{actor} wrote about “{title}”",
    "content.post.said_to_client": "{actor} wrote to the client about “{title}”",
    "content.post.remarked": "{actor} left a remark on “{title}”",
    "content.post.remark_deleted": "{actor} deleted a remark on “{title}”",
    "content.post.remark_resolved": "{actor} settled a remark on “{title}”",
    "content.post.remark_reopened": "{actor} opened a remark on “{title}” again",
    "content.rules.changed": "{actor} changed the content rules of {name}",
    "content.folder.added": "{actor} made the folder “{name}”",
    "content.folder.changed": "{actor} changed the folder “{before}” to “{name}”",
    "content.folder.removed": "{actor} removed the empty folder “{name}”",
    "content.media.moved": "{actor} moved {count} pictures and videos to {folder}",
    "content.media.removed": "{actor} took “{name}” out of the library",
    "content.media.brought_back": "{actor} put “{name}” back into the library",
    "content.post.entries_added": "{actor} entered {count} people for “{title}”",
    "content.post.entry_taken_out": "{actor} took {person} out of “{title}”: “{reason}”",
    "content.post.entry_put_back": "{actor} let {person} take part in “{title}” after all",
    "content.post.drawn": "{actor} drew the winners of “{title}” among {count}: {winners}",
    "content.post.drawn_again": "{actor} drew “{title}” again, because “{reason}”: {winners}",
    "content.post.attendance_noted": "{actor} noted that {came} people came to “{title}”",
    "content.post.count_noted": "{actor} noted that {count} people took part in “{title}”",
    "content.idea.added": "{actor} had an idea: “{idea}”",
    "content.idea.take": "{actor} made a draft of the idea “{idea}”",
    "content.idea.set_aside": "{actor} set the idea “{idea}” aside",
    "content.idea.bring_back": "{actor} brought the idea “{idea}” back",
    "content.slot.added": "{actor} added a slot, {when}",
    "content.slot.removed": "{actor} removed the slot {when}",
    "content.projectrules.rounds": "{actor} chose who says yes to posts of {project}: {rule}",
    "content.approver.named": "{actor} named {name}: every post needs their yes",
    "content.approver.removed": "{actor} took {name} off the list: their yes is not needed any more",
    "content.campaign.added": "{actor} added the campaign “{name}”, {days}",
    "content.campaign.changed": "{actor} changed the campaign “{name}”, {days}",
    "content.campaign.removed": "{actor} removed the campaign “{name}”",
    "content.series.started": "{actor} lets “{title}” come {count} times",
    "content.series.stopped": "{actor} ended a series after {day}",
    "content.series.resumed": "{actor} let an ended series go on",
    "content.approvalbatch.sent": "{actor} sent {count} posts to {name} for a yes",
    "content.approvalbatch.reminded": "{name} was reminded of {count} posts that wait for a yes",
    "content.approvalbatch.revoked": "{actor} closed the link sent to {name}",
}


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        sentences.register(SAID | said.SAID | delivery_sentences("content.publication"))
