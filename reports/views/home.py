"""Where somebody lands: each kind of person on the page they came for."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from agency.http import HttpRequest
from agency.models import User
from agency.permissions import Permission, Role
from projects.models import ClientMember, Seat

# the first row that fits decides
LANDINGS = (
    (Role.MANAGER, "reports:evening"),
    (Role.COPYWRITER, "content:calendar"),
    (Role.MODERATOR, "moderation:inbox"),
    (Role.APPROVER, "content:approvals"),
    (Role.EXPERT, "moderation:facts"),
    (Role.AUTHOR, "content:calendar"),
)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return redirect(landing_of(request.user))


def landing_of(user: User) -> str:
    """The name of the page ``user`` starts on."""
    if user.has_perm(Permission.SEE_PICTURE):
        return "reports:picture"
    hats = set(Seat.objects.filter(user=user).values_list("role", flat=True))
    hats |= set(ClientMember.objects.filter(user=user).values_list("role", flat=True))
    return next((page for role, page in LANDINGS if role in hats), "projects:projects")
