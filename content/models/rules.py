"""How a project wants its content to be."""

from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models

from content.models.visible import OfProject
from projects.models import Project


class ProjectRules(models.Model):
    """One row a project, made when somebody first changes a rule; until then the defaults hold (:meth:`of`).

    The mix of added value a project aims at is its own fact (``Project.emotional_target``); here is how strictly it is
    meant.
    """

    class Rounds(models.TextChoices):
        AGREED = "agreed", "As the agreement with the client says"
        INSIDE = "inside", "Our review is enough"
        ANY = "any", "Our review, then a yes from one of the client’s people"
        ALL = "all", "Our review, then a yes from each of the people named"

    project = models.OneToOneField(Project, models.CASCADE, related_name="rules")
    mix_slack = models.PositiveSmallIntegerField(
        default=15,
        validators=[MaxValueValidator(100)],
        help_text="Points the mix may be away from its target before a page says so",
    )

    rounds = models.CharField(max_length=6, choices=Rounds, default=Rounds.AGREED)

    objects = OfProject.as_manager()

    class Meta:
        verbose_name_plural = "project rules"
        constraints = (models.CheckConstraint(condition=models.Q(mix_slack__lte=100), name="rules_slack_is_a_share"),)

    def __str__(self) -> str:
        return f"Rules of {self.project}"

    def roles_of(self, user: Any) -> frozenset[str]:
        return self.project.roles_of(user)

    @staticmethod
    def rounds_of(project: Project) -> str:
        """What holds in ``project``: inside, any or all; a client is asked until somebody agreed otherwise."""
        rules = getattr(project, "rules", None)
        if rules and rules.rounds != ProjectRules.Rounds.AGREED:
            return str(rules.rounds)
        agreement = getattr(project.client, "agreement", None)
        asks = agreement is None or agreement.client_approves
        return ProjectRules.Rounds.ANY if asks else ProjectRules.Rounds.INSIDE

    @classmethod
    def of(cls, project: Project) -> "ProjectRules":
        """The rules of ``project``; not yet saved ones with the defaults where nobody changed any."""
        return cls.objects.filter(project=project).first() or cls(project=project)
