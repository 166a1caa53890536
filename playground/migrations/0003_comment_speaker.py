import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F


def pages_spoke_under_their_own_posts(apps, schema_editor):
    apps.get_model("playground", "Comment").objects.filter(account=None).update(speaker=F("page"))


class Migration(migrations.Migration):
    dependencies = [("playground", "0002_look_for_bare_words")]

    operations = [
        migrations.AddField(
            model_name="comment",
            name="speaker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="said",
                to="playground.page",
            ),
        ),
        migrations.RunPython(pages_spoke_under_their_own_posts, migrations.RunPython.noop),
    ]
