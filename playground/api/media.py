"""Pictures and videos that a page brings in before it publishes them."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from playground.api.endpoint import Answer
from playground.api.shapes import image_shape
from playground.images import keep_image
from playground.models import Page
from playground.refusals import Refused, bad_value
from playground.videos import is_video, keep_video


def upload(request: HttpRequest, page: Page) -> Answer:
    """A multipart form with ``file`` and, for those who cannot see it, ``alt``."""
    try:
        file = request.FILES.get("file")
    except MultiPartParserError:
        raise Refused(400, "bad_form", "The request's body is not a multipart form.") from None
    if not isinstance(file, UploadedFile):
        raise bad_value("file", "Send the picture or the video as the form's field named file.")
    keep = keep_video if is_video(file) else keep_image
    image = keep(page=page, upload=file, alt=request.POST.get("alt", ""))
    return 201, image_shape(request, image)
