"""/api/v1/: the picture and a project's thirty days, as JSON."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agency.permissions import Permission
from projects.access import require
from projects.models import Project
from reports.goal_report import report_of
from reports.hands import hands_of
from reports.picture import Row, the_picture


class TroubleSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(source="kind.name")
    sentence = serializers.CharField()
    url = serializers.CharField()


class RowSerializer(serializers.Serializer[Row]):
    """One project of the picture; ``current``, ``target`` and ``pace`` are in the unit of its KPI."""

    project = serializers.CharField(source="project.slug")
    waiting = serializers.IntegerField(source="project.waiting")
    late = serializers.IntegerField(source="project.late")
    kpi = serializers.CharField(source="goal.kpi_name", default=None)
    current = serializers.DecimalField(14, 2, source="goal.current", default=None)
    target = serializers.DecimalField(14, 2, source="goal.target", default=None)
    pace = serializers.DecimalField(14, 2, default=None)
    emotional_share = serializers.IntegerField(source="emotional", allow_null=True)
    troubles = TroubleSerializer(many=True)


class PictureSerializer(serializers.Serializer[Any]):
    waiting = serializers.IntegerField()
    late = serializers.IntegerField()
    need_hand = RowSerializer(many=True)
    well = RowSerializer(many=True)


class FigureSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    value = serializers.CharField()
    formula = serializers.CharField()


class ReportSerializer(serializers.Serializer[Any]):
    since = serializers.DateField()
    until = serializers.DateField()
    figures = FigureSerializer(many=True)
    unknown = serializers.ListField(child=serializers.CharField())


class PictureView(APIView):
    """Every running project in one row shape, worst first; for those who may see the whole."""

    @extend_schema(responses=PictureSerializer)
    def get(self, request: Request) -> Response:
        require(request.user, Permission.SEE_PICTURE)
        return Response(PictureSerializer(the_picture(hands_of(request))).data)


class ReportView(APIView):
    """Thirty days of a project: each figure with its formula, and what is not known."""

    @extend_schema(responses=ReportSerializer)
    def get(self, request: Request, slug: str) -> Response:
        project = get_object_or_404(Project.objects.visible_to(request.user), slug=slug)
        require(request.user, Permission.VIEW_REPORT, project)
        return Response(ReportSerializer(report_of(project)).data)


urlpatterns = [
    path("picture/", PictureView.as_view(), name="api-picture"),
    path("projects/<slug:slug>/report/", ReportView.as_view(), name="api-report"),
]
