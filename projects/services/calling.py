"""Networks are told to call us about a channel, and told to stop; what was agreed stands in its ``Hook``.

Nothing depends on it: whatever goes wrong here, the channel stays connected and Rapport goes on asking. No network is
called inside a transaction, and all of it may be done twice.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from agency.models import User
from agency.permissions import Permission
from projects.access import require
from projects.models import Channel, Hook
from projects.models.hook import HookQuerySet
from projects.networks import Ability, adapter_for, hooks, networks_that_can, patience
from projects.networks.base import NetworkError, Rejected

A_TURN = 20
LEASE = dt.timedelta(minutes=5)
LOOK_AGAIN = dt.timedelta(hours=1)
LONGEST_WAIT = dt.timedelta(hours=6)
NOTED_EVERY = dt.timedelta(seconds=30)
SHARED = "Its bot speaks for another channel, too, and Telegram calls one address about a bot"


def tend(*, now: dt.datetime | None = None) -> int:
    """See to the hooks whose turn it is, at most ``A_TURN``; says to how many."""
    now = now or timezone.now()
    _begin_missing(now)
    claimed = _claim(now)
    for hook in claimed:
        settle(hook)
    return len(claimed)


def try_again(*, channel: Channel, by: User) -> None:
    """Agree on calls now instead of in its turn. ValidationError says why the network does not call."""
    require(by, Permission.CONNECT_CHANNEL, channel)
    if not channel.is_usable:
        raise ValidationError(f"{channel.name} is not connected.")
    if reason := hooks.why_not(channel.network):
        raise ValidationError(f"{channel.get_network_display()} cannot call: {reason}.")
    hook, _ = Hook.objects.get_or_create(channel=channel)
    hook.channel = channel
    with patience.within(patience.WHILE_WAITED_FOR):
        settle(hook)
    hook.refresh_from_db()
    if hook.trouble:
        raise ValidationError(hook.trouble)


def look_soon(channel: Channel) -> None:
    """Its access is new, and with it perhaps the secret: agree once more in the next turn."""
    Hook.objects.filter(channel=channel).update(due_at=timezone.now(), failures=0)


def note_call(channel: Channel) -> None:
    """The network called and was believed."""
    now = timezone.now()
    long_ago = Q(called_at=None) | Q(called_at__lt=now - NOTED_EVERY)
    Hook.objects.filter(long_ago, channel=channel).update(called_at=now)


def stop(channel: Channel) -> None:
    """The page is let go: its network calls no more. One that cannot be told now calls in vain: nobody hears it."""
    hook = Hook.objects.filter(channel=channel).select_related("channel").first()
    if hook is None:
        return
    trouble = ""
    try:
        _end(hook)
    except NetworkError as error:
        trouble = f"{channel.get_network_display()} could not be told to stop calling. {error}"[:300]
    _of_same_line(hook).update(due_at=timezone.now(), failures=0)
    _write(hook, agreed_as="", kept={}, line="", trouble=trouble)


def settle(hook: Hook) -> None:
    """Make the network call, or not, as it should; note how that went."""
    channel = hook.channel
    try:
        if hooks.why_not(channel.network):
            _end(hook)
            _write(hook, agreed_as="", kept={}, failures=0, trouble="", due_at=timezone.now() + LOOK_AGAIN)
        else:
            _agree(hook)
    except NetworkError as error:
        _note_trouble(hook, error)


def _agree(hook: Hook) -> None:
    channel = hook.channel
    adapter = adapter_for(channel)
    hook.line = adapter.called_about()
    _write(hook, line=hook.line)
    if channel.network in hooks.INSTEAD and _end_shared(hook):
        raise Rejected(f"{SHARED}.")
    kept = adapter.ask_for_calls(address=hooks.address_of(channel), kept=hook.kept)
    due_at = timezone.now() + LOOK_AGAIN
    hook.agreed_as, hook.kept = hooks.mark(), kept
    _write(hook, agreed_as=hook.agreed_as, kept=kept, failures=0, trouble="", due_at=due_at)
    if not Channel.objects.usable().filter(pk=channel.pk).exists():  # it was let go meanwhile
        stop(channel)


def _end_shared(hook: Hook) -> bool:
    """Whether another channel has this bot. Then no call is agreed for any of them, and all of them are asked."""
    others = _of_same_line(hook)
    if not others.exists():
        return False
    _end(hook)
    others.exclude(agreed_as="").update(due_at=timezone.now())
    return True


def _end(hook: Hook) -> None:
    """Tell the network, unless it calls about this page for another channel, too."""
    is_shared = hook.channel.network in hooks.META and _of_same_line(hook).exclude(agreed_as="").exists()
    if hook.is_agreed and not is_shared:
        adapter_for(hook.channel).end_calls(kept=hook.kept)


def _of_same_line(hook: Hook) -> HookQuerySet:
    """Hooks of other channels about the same bot or page."""
    family = hooks.META if hook.channel.network in hooks.META else (hook.channel.network,)
    same = Hook.objects.of_usable().filter(line=hook.line, channel__network__in=family)
    return same.exclude(pk=hook.pk) if hook.line else same.none()


def _note_trouble(hook: Hook, error: NetworkError) -> None:
    """Rejected: it does not call. After any other error it does what it did before. The next try comes later."""
    wait = min(dt.timedelta(minutes=2 ** min(hook.failures, 9)), LONGEST_WAIT)
    agreed_as = "" if isinstance(error, Rejected) else hook.agreed_as
    _write(hook, agreed_as=agreed_as, trouble=str(error)[:300], due_at=timezone.now() + wait)


def _begin_missing(now: dt.datetime) -> None:
    able = Channel.objects.usable().filter(network__in=networks_that_can(Ability.WEBHOOK), hook=None)
    Hook.objects.bulk_create([Hook(channel=channel, due_at=now) for channel in able[:A_TURN]], ignore_conflicts=True)


def _claim(now: dt.datetime) -> list[Hook]:
    """Two workers never see to the same one. A try counts as a failure until it has come to its end."""
    with transaction.atomic():
        due = Hook.objects.due(agreed_as=hooks.mark(), now=now).select_related("channel").order_by("due_at")
        claimed = list(due.select_for_update(of=("self",), skip_locked=True)[:A_TURN])
        tried = {"due_at": now + LEASE, "failures": F("failures") + 1}
        Hook.objects.filter(pk__in=[hook.pk for hook in claimed]).update(**tried)
    return claimed


def _write(hook: Hook, **values: object) -> None:
    Hook.objects.filter(pk=hook.pk).update(**values)
