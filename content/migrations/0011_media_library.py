
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('content', '0010_waits_deadlines_and_answers'),
        ('projects', '0003_calm_tile'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Folder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
            ],
            options={
                'ordering': ('name', 'id'),
            },
        ),
        migrations.AddField(
            model_name='media',
            name='bytes',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='media',
            name='codecs',
            field=models.CharField(blank=True, help_text='h264, aac', max_length=40),
        ),
        migrations.AddField(
            model_name='media',
            name='focus_x',
            field=models.PositiveSmallIntegerField(default=50),
        ),
        migrations.AddField(
            model_name='media',
            name='focus_y',
            field=models.PositiveSmallIntegerField(default=50),
        ),
        migrations.AddField(
            model_name='media',
            name='frame_rate',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='media',
            name='kind',
            field=models.CharField(choices=[('picture', 'Picture'), ('video', 'Video')], default='picture', max_length=7),
        ),
        migrations.AddField(
            model_name='media',
            name='poster',
            field=models.ImageField(blank=True, help_text='A still of the video, in its own size', upload_to='media/%Y/%m/'),
        ),
        migrations.AddField(
            model_name='media',
            name='removed_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='media',
            name='seconds',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='media',
            name='tags',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None),
        ),
        migrations.AddField(
            model_name='postmedia',
            name='focus_x',
            field=models.PositiveSmallIntegerField(default=50),
        ),
        migrations.AddField(
            model_name='postmedia',
            name='focus_y',
            field=models.PositiveSmallIntegerField(default=50),
        ),
        migrations.AlterField(
            model_name='media',
            name='file',
            field=models.FileField(upload_to='media/%Y/%m/'),
        ),
        migrations.AddConstraint(
            model_name='postmedia',
            constraint=models.CheckConstraint(condition=models.Q(('focus_x__lte', 100), ('focus_y__lte', 100)), name='picture_focus_is_on_it'),
        ),
        migrations.AddField(
            model_name='folder',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='folders', to='content.folder'),
        ),
        migrations.AddField(
            model_name='folder',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='folders', to='projects.project'),
        ),
        migrations.AddField(
            model_name='media',
            name='folder',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='media', to='content.folder'),
        ),
        migrations.AddIndex(
            model_name='media',
            index=models.Index(condition=models.Q(('removed_at', None)), fields=['project', '-id'], name='media_library'),
        ),
        migrations.AddIndex(
            model_name='media',
            index=models.Index(condition=models.Q(('removed_at', None)), fields=['folder', '-id'], name='media_of_folder'),
        ),
        migrations.AddConstraint(
            model_name='media',
            constraint=models.CheckConstraint(condition=models.Q(('focus_x__lte', 100), ('focus_y__lte', 100)), name='media_focus_is_on_it'),
        ),
        migrations.AddConstraint(
            model_name='media',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'picture'), ('seconds__gt', 0), _connector='OR'), name='media_video_has_length'),
        ),
        migrations.AddConstraint(
            model_name='folder',
            constraint=models.UniqueConstraint(models.F('project'), models.F('parent'), django.db.models.functions.text.Lower('name'), name='folder_name_once_in_its_place', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='folder',
            constraint=models.CheckConstraint(condition=models.Q(('parent', models.F('id')), _negated=True), name='folder_not_in_itself'),
        ),
    ]
