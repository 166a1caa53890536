"""What Topotun's writers keep at hand, and a draft two of them have been at."""

import datetime as dt

from agency.permissions import Role
from content.models import DraftRevision, HashtagGroup, LinkTagging, Post, PostTemplate
from content.services import drafts
from reports.demo.calendar import Clock
from reports.demo.projects import House

SLUG = "topotun"
GROUPS = (("First food", "#прикорм #первыйприкорм #малыш"), ("Mothers", "#мамавдекрете #топотун #спросимаму"))
TEMPLATES = (
    (
        "Question of the week",
        "question",
        "emotional",
        "{brand} спрашивает: {вопрос}?\n\nЛучшие ответы покажем в пятницу.",
    ),
    (
        "A sign and what to do",
        "post",
        "informational",
        "Как понять, что {признак}\n\n1. \n2. \n3. \n\nА как было у вас?",
    ),
)
LINK = "https://topotun.example/first-spoon"


def build_writing(house: House, clock: Clock) -> None:
    """Hashtags, templates, how links are tagged; an undated draft with a tagged link and three earlier states."""
    project = house.projects[SLUG]
    HashtagGroup.objects.bulk_create(HashtagGroup(project=project, name=name, tags=tags) for name, tags in GROUPS)
    PostTemplate.objects.bulk_create(
        PostTemplate(project=project, title=title, format=kind, value_kind=value, text=text)
        for title, kind, value, text in TEMPLATES
    )
    LinkTagging.objects.create(project=project, sources={"playground": "square"}, content="{format}")
    _rewrite(house, clock)


def _rewrite(house: House, clock: Clock) -> None:
    post = Post.objects.filter(project=house.projects[SLUG], status=Post.Status.DRAFT, day=None).first()
    if post is None:
        return
    writer, manager = (house.people[house.seated(SLUG, role)] for role in (Role.COPYWRITER, Role.MANAGER))
    whole = post.text
    for by, text in ((writer, whole.partition("\n")[0]), (manager, f"{whole}\n\n#топотун"), (writer, whole)):
        post = drafts.save(post=post, revision=post.revision, by=by, changes={"text": text, "link": LINK})
    rows = list(DraftRevision.objects.filter(post=post))
    for hours, row in enumerate(rows, 1):
        row.at = clock.now - dt.timedelta(hours=3 * hours)
    DraftRevision.objects.bulk_update(rows, ["at"])
