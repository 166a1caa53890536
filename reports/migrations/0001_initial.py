import agency.drawing
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agency', '__first__'),
    ]

    operations = [
        agency.drawing.DrawTables(
            tables=[
                migrations.CreateModel(
                    name='EveningCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('seen', models.JSONField(default=dict, help_text='Project id → the items it showed')),
                        ('signed_at', models.DateTimeField(auto_now_add=True)),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evening_checks', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-day',),
                        'constraints': [models.UniqueConstraint(fields=('user', 'day'), name='evening_check_once')],
                    },
                ),
            ],
        ),
    ]
