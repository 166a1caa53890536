from monitoring.models.alert import Alert
from monitoring.models.author import Author
from monitoring.models.mention import Correction, Mention
from monitoring.models.rollup import MentionDay, MentionHour
from monitoring.models.source import Source

__all__ = ["Alert", "Author", "Correction", "Mention", "MentionDay", "MentionHour", "Source"]
