"""Which glyph, word and colour stand for what. Pages never choose these themselves."""

from typing import NamedTuple

OUTLINE = """
adjustments-horizontal archive-box arrow-down arrow-down-tray arrow-left arrow-path arrow-right
arrow-right-start-on-rectangle arrow-top-right-on-square arrow-trending-up arrow-up arrow-up-tray arrow-uturn-left
arrows-right-left at-symbol banknotes bars-3 bell bell-slash bolt book-open bookmark briefcase building-office
calendar calendar-days camera chart-bar chart-pie chat-bubble-left chat-bubble-left-right check check-circle
chevron-down chevron-left chevron-right chevron-up clipboard clipboard-document-list clock cog-6-tooth
computer-desktop cursor-arrow-rays document-chart-bar document-check document-duplicate document-text
ellipsis-horizontal envelope exclamation-circle exclamation-triangle eye eye-slash face-frown face-smile film
finger-print fire flag folder funnel gift globe-alt hand-raised hand-thumb-down hand-thumb-up hashtag heart home
identification inbox information-circle key language light-bulb link list-bullet lock-closed magnifying-glass map-pin
megaphone minus minus-circle moon newspaper no-symbol paper-airplane paper-clip pause pause-circle pencil-square phone
photo play plus plus-circle power printer puzzle-piece question-mark-circle rectangle-stack rss scale server share
shield-check signal sparkles speaker-x-mark squares-2x2 star stop-circle sun table-cells tag trash trophy user
user-circle user-group user-minus user-plus users video-camera wifi wrench-screwdriver x-circle x-mark
""".split()  # noqa: SIM905 - one long list reads best as a paragraph

SOLID = ("check-circle", "star")

# Drawn for Rapport, on a grid of 20, stroked by the stylesheet.
OWN = {
    "status-draft": '<circle cx="10" cy="10" r="6.5" stroke-dasharray="2.6 2.5"/>',
    "status-review": '<circle cx="10" cy="10" r="6.5"/><path d="M10 3.5v13a6.5 6.5 0 0 0 0-13z" fill="currentColor"/>',
    "tone-neutral": '<circle cx="10" cy="10" r="7.5"/><path d="M7 12h6M7.5 8h.01M12.5 8h.01"/>',
}

# The logo fills its square and takes the colour of the text around it.
LOGO = (
    '<rect width="24" height="24" rx="7" fill="currentColor"/>'
    '<path d="M4.5 4.5H12A7.5 7.5 0 0 1 4.5 12zM19.5 19.5H12a7.5 7.5 0 0 1 7.5-7.5z" fill="var(--on-accent)"/>'
)


class Glyph(NamedTuple):
    """``data-<group>="<value>"`` gives the colour; the icon and the word say the same without it."""

    group: str
    value: str
    icon: str
    word: str


PILLS = {
    # posts and publications
    "draft": Glyph("status", "draft", "status-draft", "Draft"),
    "review": Glyph("status", "review", "status-review", "In review"),
    "changes": Glyph("status", "changes", "arrow-uturn-left", "Changes requested"),
    "approved": Glyph("status", "approved", "check", "Approved"),
    "client": Glyph("status", "client", "paper-airplane", "With client"),
    "scheduled": Glyph("status", "scheduled", "clock", "Scheduled"),
    "published": Glyph("status", "published", "check-circle-solid", "Published"),
    "failed": Glyph("status", "failed", "exclamation-triangle", "Failed"),
    "archived": Glyph("status", "published", "archive-box", "Archived"),
    "waiting": Glyph("status", "draft", "pause-circle", "Waiting"),
    "sending": Glyph("status", "scheduled", "arrow-path", "Sending"),
    "asked": Glyph("status", "changes", "hand-raised", "Waits for a hand"),
    "by_hand": Glyph("status", "draft", "hand-raised", "By hand"),
    "unconfirmed": Glyph("status", "changes", "question-mark-circle", "Unconfirmed"),
    "cancelled": Glyph("status", "published", "no-symbol", "Cancelled"),
    # tonality and added value
    "pos": Glyph("tone", "pos", "face-smile", "Positive"),
    "neu": Glyph("tone", "neu", "tone-neutral", "Neutral"),
    "neg": Glyph("tone", "neg", "face-frown", "Negative"),
    "emo": Glyph("value", "emo", "heart", "Emotional"),
    "inf": Glyph("value", "inf", "light-bulb", "Informational"),
    "none": Glyph("kind", "danger", "no-symbol", "No added value"),
    # leads and projects
    "new": Glyph("kind", "info", "sparkles", "New"),
    "accepted": Glyph("kind", "ok", "check", "Accepted"),
    "not_now": Glyph("kind", "", "clock", "Not now"),
    "declined": Glyph("kind", "", "no-symbol", "Declined"),
    "duplicate": Glyph("kind", "", "document-duplicate", "Duplicate"),
    "planned": Glyph("status", "draft", "status-draft", "Planned"),
    "active": Glyph("status", "published", "play", "Active"),
    "paused": Glyph("status", "review", "pause-circle", "Paused"),
    "finished": Glyph("status", "published", "flag", "Finished"),
    # channels
    "connected": Glyph("status", "published", "link", "Connected"),
    "expiring": Glyph("kind", "warn", "key", "Access expires soon"),
    "expired": Glyph("kind", "danger", "key", "Access expired"),
    "broken": Glyph("kind", "danger", "exclamation-triangle", "Access is broken"),
    "disconnected": Glyph("kind", "", "no-symbol", "Disconnected"),
    # cases
    "open": Glyph("kind", "info", "chat-bubble-left", "Open"),
    "claimed": Glyph("status", "scheduled", "user", "Claimed"),
    "answered": Glyph("status", "approved", "check", "Answered"),
    "escalated": Glyph("status", "changes", "arrow-up", "Escalated"),
    "resolved": Glyph("status", "published", "check-circle-solid", "Solved"),
    "dismissed": Glyph("status", "published", "no-symbol", "Dismissed"),
}
ALIASES = {
    "in_review": "review",
    "with_client": "client",
    "changes_requested": "changes",
    "positive": "pos",
    "neutral": "neu",
    "negative": "neg",
    "emotional": "emo",
    "informational": "inf",
    "accept": "accepted",
    "decline": "declined",
}
PILLS |= {alias: PILLS[key] for alias, key in ALIASES.items()}

SLA_ICONS = {"ok": "clock", "soon": "clock", "late": "exclamation-triangle"}
KIND_ICONS = {"ok": "check", "info": "light-bulb", "warn": "exclamation-circle", "danger": "exclamation-triangle"}


class Mark(NamedTuple):
    """A network has a brand mark in the sprite (``icon``); anything else has letters."""

    label: str
    letters: str = ""
    icon: str = ""


NETWORKS = {
    "vk": Mark("VKontakte", icon="net-vk"),
    "facebook": Mark("Facebook", icon="net-facebook"),
    "instagram": Mark("Instagram", icon="net-instagram"),
    "odnoklassniki": Mark("Odnoklassniki", icon="net-odnoklassniki"),
    "telegram": Mark("Telegram", icon="net-telegram"),
    "mastodon": Mark("Mastodon", icon="net-mastodon"),
    "bluesky": Mark("Bluesky", icon="net-bluesky"),
    "playground": Mark("Playground", "pg"),
    "tiktok": Mark("TikTok", icon="net-tiktok"),
    "youtube": Mark("YouTube", icon="net-youtube"),
    "linkedin": Mark("LinkedIn", "in"),
    "pinterest": Mark("Pinterest", icon="net-pinterest"),
    "threads": Mark("Threads", icon="net-threads"),
    "x": Mark("X", icon="net-x"),
    "viber": Mark("Viber", icon="net-viber"),
    "marketplace": Mark("Marketplace", "mp"),
    "elsewhere": Mark("Another place", "↗"),
    # sources that are not networks
    "social": Mark("Social network", "sn"),
    "messenger": Mark("Messenger", "ms"),
    "news": Mark("News site", "nw"),
    "blog": Mark("Blog", "bl"),
    "forum": Mark("Forum", "fm"),
    "review": Mark("Review portal", "★"),
    "video": Mark("Video", "vd"),
    "feed": Mark("Feed", "rs"),
    "page": Mark("Web page", "wb"),
    "file": Mark("File", "fl"),
    "api": Mark("API", "ap"),
}
NETWORKS |= {
    "fb": NETWORKS["facebook"],
    "ig": NETWORKS["instagram"],
    "ok": NETWORKS["odnoklassniki"],
    "tg": NETWORKS["telegram"],
}

# The path a reader climbs, one step a rung.
LADDER = ("saw", "liked", "commented or shared", "answered by the brand", "problem solved", "ambassador")

# The repeats a project can be told apart by.
TILES = (
    *("dots", "plaid", "tee", "lane", "grid", "hop", "coin"),
    *("page", "talk", "plus", "wave", "leaf", "bean", "calm"),
)
