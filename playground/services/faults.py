"""Switching faults on and off."""

from collections.abc import Iterable

from playground.models import FaultSwitch, Page


def switch_on(
    *,
    page: Page,
    kind: str,
    operations: Iterable[str] = (),
    remaining: int | None = None,
    latency_ms: int = 1000,
    retry_after: int = 30,
) -> FaultSwitch:
    """One switch per kind: switching it on again replaces how it was set. Raises ``ValidationError``."""
    fault = FaultSwitch(page=page, kind=kind, operations=list(operations), remaining=remaining)
    fault.latency_ms, fault.retry_after = latency_ms, retry_after
    fault.full_clean(validate_unique=False, validate_constraints=False)
    settings = ("operations", "remaining", "latency_ms", "retry_after")
    stored, _ = FaultSwitch.objects.update_or_create(
        page=page, kind=kind, defaults={name: getattr(fault, name) for name in settings}
    )
    return stored


def switch_off(*, page: Page, kind: str | None = None) -> None:
    faults = page.faults.filter(kind=kind) if kind else page.faults.all()
    faults.delete()
