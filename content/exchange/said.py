"""What the audit log says about posts that come and go."""

SAID = {
    "content.feed.made": "{actor} made a calendar address: {what}",
    "content.feed.rotated": "{actor} gave the calendar a new address: {what}",
    "content.feed.revoked": "{actor} closed the calendar address: {what}",
}
