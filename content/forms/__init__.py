from content.forms.answers import AnswerForm, LetterForm, ReviewForm
from content.forms.bulk import BulkForm, PutBackForm
from content.forms.campaigns import CampaignForm
from content.forms.draft import DraftForm
from content.forms.exports import ExportForm
from content.forms.feeds import FeedForm
from content.forms.formats import details_form
from content.forms.imports import ColumnsForm, TableForm
from content.forms.phrases import HashtagGroupForm, LinkTaggingForm, PostTemplateForm
from content.forms.plans import NewPostForm, PlanForm, SlotForm, day_or
from content.forms.repeats import RepeatForm, StopForm
from content.forms.rounds import ApproverForm, RoundsForm

__all__ = [
    "AnswerForm",
    "ApproverForm",
    "BulkForm",
    "CampaignForm",
    "ColumnsForm",
    "DraftForm",
    "ExportForm",
    "FeedForm",
    "HashtagGroupForm",
    "LetterForm",
    "LinkTaggingForm",
    "NewPostForm",
    "PlanForm",
    "PostTemplateForm",
    "PutBackForm",
    "RepeatForm",
    "ReviewForm",
    "RoundsForm",
    "SlotForm",
    "StopForm",
    "TableForm",
    "day_or",
    "details_form",
]
