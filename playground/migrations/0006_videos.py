from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("playground", "0005_polls")]

    operations = [
        migrations.AddField(
            model_name="image",
            name="seconds",
            field=models.FloatField(blank=True, null=True),
        ),
    ]
