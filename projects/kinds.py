"""What a client may come for, what it is worked with, in which languages, on which days."""

from django.db import models

LANGUAGES = {"uk": "Ukrainian", "ru": "Russian", "en": "English"}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class GoalKind(models.TextChoices):
    REPUTATION = "reputation", "Reputation"
    ADVERTISING = "advertising", "Advertising"
    SALES = "sales", "Sales"
    SUPPORT = "support", "Support"
    LAUNCH = "launch", "Launch"
    EMPLOYER = "employer", "Employer PR"


class ToolKind(models.TextChoices):
    CONTENT = "content", "Content"
    PROMOTION = "promotion", "Promotion"
    SURVEY = "survey", "Survey"
    INTERACTIVE = "interactive", "Interactive"
    OFFLINE = "offline", "Offline activity"
    ADS = "ads", "Ads"
    SUPPORT = "support", "Support"
    MONITORING = "monitoring", "Monitoring"
