from content.forms.answers import AnswerForm, LetterForm, ReviewForm
from content.forms.bulk import BulkForm, PutBackForm
from content.forms.campaigns import CampaignForm
from content.forms.draft import DraftForm
from content.forms.feeds import FeedForm
from content.forms.plans import NewPostForm, PlanForm, SlotForm, day_or
from content.forms.repeats import RepeatForm, StopForm

__all__ = [
    "AnswerForm",
    "BulkForm",
    "CampaignForm",
    "DraftForm",
    "FeedForm",
    "LetterForm",
    "NewPostForm",
    "PlanForm",
    "PutBackForm",
    "RepeatForm",
    "ReviewForm",
    "SlotForm",
    "StopForm",
    "day_or",
]
