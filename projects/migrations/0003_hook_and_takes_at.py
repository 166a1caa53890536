import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('projects', '0002_networks_by_hand'),
    ]

    operations = [
        migrations.AddField(
            model_name='channel',
            name='takes_at',
            field=models.DateTimeField(blank=True, help_text='When its server was last asked what it takes', null=True),
        ),
        migrations.CreateModel(
            name='Hook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agreed_as', models.CharField(blank=True, max_length=64)),
                ('line', models.CharField(blank=True, max_length=120)),
                ('kept', models.JSONField(blank=True, default=dict, help_text='What its adapter needs to end the calls')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('trouble', models.CharField(blank=True, max_length=300)),
                ('called_at', models.DateTimeField(blank=True, help_text='When the network last called', null=True)),
                ('channel', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='hook', to='projects.channel')),
            ],
        ),
    ]
