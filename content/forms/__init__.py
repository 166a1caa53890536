from content.forms.answers import AnswerForm, LetterForm, ReviewForm
from content.forms.draft import DraftForm
from content.forms.feeds import FeedForm
from content.forms.formats import details_form
from content.forms.plans import NewPostForm, PlanForm, SlotForm, day_or

__all__ = [
    "AnswerForm",
    "DraftForm",
    "FeedForm",
    "LetterForm",
    "NewPostForm",
    "PlanForm",
    "ReviewForm",
    "SlotForm",
    "day_or",
    "details_form",
]
