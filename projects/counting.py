"""Counting rows of another table beside each row, without a join that multiplies."""

from typing import Any

from django.db.models import F, Func, IntegerField, QuerySet, Subquery
from django.db.models.functions import Coalesce


def count_of(rows: QuerySet[Any]) -> Coalesce:
    """``annotate(waiting=count_of(Case.objects.filter(project=OuterRef("pk"))))``: 0 where there are none.

    COUNT as a plain function keeps Django from adding a GROUP BY that would hide the zero.
    """
    counted = rows.order_by().annotate(counted=Func(F("pk"), function="COUNT")).values("counted")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
