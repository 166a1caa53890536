"""A creating request that may arrive twice and counts once.

The client sends ``Idempotency-Key: anything of its own, up to 200 characters``. The same key with the same content is
answered with the first answer (and ``Idempotency-Replayed: true``), without doing anything; with other content it is
refused. The key is kept in the transaction of the work: a crash between the two cannot leave a key without its work.
"""

import hashlib
import json
import zlib
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.utils.crypto import salted_hmac
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from agency.api.errors import Refused
from agency.models import IdempotentRequest

HEADER = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="A name of your own for this request: sent again with the same content, it is answered, not repeated.",
)


def once(request: Request, work: Callable[[], Response]) -> Response:
    """Run ``work`` unless this request was already answered.

    Raises Refused: 409 while its twin is still being worked on, 422 for a key that belongs to another request.
    """
    key = request.headers.get("Idempotency-Key", "")
    if not key:
        return work()
    if len(key) > 200 or not key.isprintable():
        raise Refused("A key is plain text of at most 200 characters.", code="idempotency_key", status=422)
    user: Any = request.user
    with transaction.atomic():
        _lock(user.pk, key)
        told = IdempotentRequest.objects.filter(user=user, key=key).first()
        return _replay(told, request) if told else _work_and_keep(request, key, work)


def _lock(user_id: int, key: str) -> None:
    """One of two twins goes on (until its transaction ends); the other is told at once."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s, %s)", [user_id % 2**31, zlib.crc32(key.encode()) - 2**31]
        )  # fmt: skip
        if not cursor.fetchone()[0]:
            raise Refused(
                "The same request is being worked on. Ask again in a moment.", code="idempotency_busy", status=409
            )


def _work_and_keep(request: Request, key: str, work: Callable[[], Response]) -> Response:
    response = work()
    user: Any = request.user
    IdempotentRequest.objects.create(
        user=user,
        key=key,
        fingerprint=_fingerprint(request),
        status=response.status_code,
        body=json.loads(JSONRenderer().render(response.data) or "null"),
    )
    return response


def _replay(told: IdempotentRequest, request: Request) -> Response:
    if told.fingerprint != _fingerprint(request):
        raise Refused(
            "This key already belongs to another request. Use a new one.", code="idempotency_conflict", status=422
        )
    return Response(told.body, status=told.status, headers={"Idempotency-Replayed": "true"})


def _fingerprint(request: Request) -> str:
    """Digest of method, path and content; a file counts by its bytes, so a boundary or a space changes nothing.

    Keyed, so that a password among the content cannot be guessed from it.
    """
    files = {name: _digest(file) for name, file in request.FILES.items()}
    data = {name: value for name, value in _plain(request.data).items() if name not in files}
    said = json.dumps([request.method, request.path, data, files], sort_keys=True, default=str)
    return salted_hmac("agency.api.idempotency", said, algorithm="sha256").hexdigest()


def _digest(file: Any) -> str:
    file.seek(0)
    return hashlib.file_digest(file, "sha256").hexdigest()


def _plain(data: Any) -> dict[str, Any]:
    if hasattr(data, "lists"):
        return dict(data.lists())
    return data if isinstance(data, dict) else {"": data}


class CreateOnceMixin(mixins.CreateModelMixin):
    """``create`` that respects ``Idempotency-Key``; goes left of the viewset."""

    @extend_schema(parameters=[HEADER])
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        inherited = super().create
        return once(request, lambda: inherited(request, *args, **kwargs))
