"""What the audit log says about posts that come and go."""

SAID = {
    "content.feed.made": "{actor} made a calendar address: {what}",
    "content.feed.rotated": "{actor} gave the calendar a new address: {what}",
    "content.feed.revoked": "{actor} closed the calendar address: {what}",
    "content.post.imported": "{actor} imported “{title}” from {name}, row {row}",
    "content.postimport.started": "{actor} sent {name} to be imported",
    "content.postimport.ask_columns": "{actor} did not know every column of {name}",
    "content.postimport.map_columns": "{actor} said what the columns of {name} are",
    "content.postimport.present": "{actor} read {name}",
    "content.postimport.refuse": "{actor} could not import {name}: “{reason}”",
    "content.postimport.confirm": "{actor} asked for {count} drafts from {name}",
    "content.postimport.finish": "{actor} made {count} drafts from {name}",
    "content.postimport.cancel": "{actor} cancelled the import of {name}",
    "content.postimport.undo": "{actor} took the import of {name} back",
    "content.postimport.finish_undo": "{actor} threw away the untouched drafts from {name}",
}
