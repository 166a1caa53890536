import agency.drawing
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agency', '__first__'),
        ('content', '0001_initial'),
        ('projects', '0001_initial'),
    ]

    operations = [
        agency.drawing.DrawTables(
            tables=[
                migrations.CreateModel(
                    name='Author',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.CharField(choices=[('vk', 'VKontakte'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('odnoklassniki', 'Odnoklassniki'), ('telegram', 'Telegram'), ('mastodon', 'Mastodon'), ('bluesky', 'Bluesky'), ('playground', 'Playground')], max_length=16)),
                        ('external_id', models.CharField(max_length=120)),
                        ('name', models.CharField(max_length=200)),
                        ('url', models.URLField(blank=True, max_length=300)),
                        ('followers', models.PositiveIntegerField(blank=True, null=True)),
                        ('since', models.DateTimeField(auto_now_add=True)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='projects.project')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('project', 'network', 'external_id'), name='author_once_in_project')],
                    },
                ),
                migrations.CreateModel(
                    name='Mention',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('external_id', models.CharField(max_length=200)),
                        ('parent_external_id', models.CharField(blank=True, max_length=200)),
                        ('text', models.TextField(blank=True)),
                        ('url', models.URLField(blank=True, max_length=500)),
                        ('network', models.CharField(choices=[('vk', 'VKontakte'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('odnoklassniki', 'Odnoklassniki'), ('telegram', 'Telegram'), ('mastodon', 'Mastodon'), ('bluesky', 'Bluesky'), ('playground', 'Playground')], max_length=16)),
                        ('media_type', models.CharField(choices=[('social', 'Social network'), ('messenger', 'Messenger'), ('blog', 'Blog'), ('forum', 'Forum'), ('news', 'News'), ('reviews', 'Review portal'), ('video', 'Video')], max_length=10)),
                        ('language', models.CharField(blank=True, max_length=5)),
                        ('country', models.CharField(blank=True, max_length=2)),
                        ('published_at', models.DateTimeField()),
                        ('collected_at', models.DateTimeField(auto_now_add=True)),
                        ('tonality', models.CharField(choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative')], default='neutral', max_length=8)),
                        ('confidence', models.FloatField(default=0)),
                        ('category', models.CharField(choices=[('quality', 'Complaint: quality'), ('delivery', 'Complaint: delivery'), ('service', 'Complaint: service'), ('price', 'Question: price'), ('availability', 'Question: availability'), ('question', 'Question'), ('praise', 'Praise'), ('spam', 'Spam'), ('other', 'Other')], default='other', max_length=12)),
                        ('is_question', models.BooleanField(default=False)),
                        ('is_promo', models.BooleanField(default=False)),
                        ('is_hidden', models.BooleanField(default=False)),
                        ('is_deleted', models.BooleanField(default=False)),
                        ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='monitoring.author')),
                        ('labelled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='projects.project')),
                        ('publication', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mentions', to='content.publication')),
                        ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='monitoring.source')),
                    ],
                    options={
                        'ordering': ('-published_at', '-id'),
                        'indexes': [models.Index(fields=['project', '-published_at', '-id'], name='mention_of_project'), models.Index(fields=['project', 'author', '-published_at'], name='mention_of_author'), models.Index(condition=models.Q(('parent_external_id', ''), _negated=True), fields=['source', 'parent_external_id'], name='mention_answers')],
                        'constraints': [models.UniqueConstraint(fields=('source', 'external_id'), name='mention_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Correction',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('tonality_before', models.CharField(choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative')], max_length=8)),
                        ('tonality_after', models.CharField(choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative')], max_length=8)),
                        ('category_before', models.CharField(choices=[('quality', 'Complaint: quality'), ('delivery', 'Complaint: delivery'), ('service', 'Complaint: service'), ('price', 'Question: price'), ('availability', 'Question: availability'), ('question', 'Question'), ('praise', 'Praise'), ('spam', 'Spam'), ('other', 'Other')], max_length=12)),
                        ('category_after', models.CharField(choices=[('quality', 'Complaint: quality'), ('delivery', 'Complaint: delivery'), ('service', 'Complaint: service'), ('price', 'Question: price'), ('availability', 'Question: availability'), ('question', 'Question'), ('praise', 'Praise'), ('spam', 'Spam'), ('other', 'Other')], max_length=12)),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('mention', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='monitoring.mention')),
                    ],
                    options={
                        'ordering': ('-id',),
                    },
                ),
                migrations.CreateModel(
                    name='MentionDay',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('media_type', models.CharField(choices=[('social', 'Social network'), ('messenger', 'Messenger'), ('blog', 'Blog'), ('forum', 'Forum'), ('news', 'News'), ('reviews', 'Review portal'), ('video', 'Video')], max_length=10)),
                        ('tonality', models.CharField(choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative')], max_length=8)),
                        ('count', models.PositiveIntegerField(default=0)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mention_days', to='projects.project')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('project', 'day', 'media_type', 'tonality'), name='mention_day_cell')],
                    },
                ),
                migrations.CreateModel(
                    name='MentionHour',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('hour', models.DateTimeField()),
                        ('tonality', models.CharField(choices=[('positive', 'Positive'), ('neutral', 'Neutral'), ('negative', 'Negative')], max_length=8)),
                        ('count', models.PositiveIntegerField(default=0)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mention_hours', to='projects.project')),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('project', 'hour', 'tonality'), name='mention_hour_cell')],
                    },
                ),
                migrations.CreateModel(
                    name='Source',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('comments', 'Comments under our posts'), ('search', 'Mentions on the network')], max_length=10)),
                        ('media_type', models.CharField(choices=[('social', 'Social network'), ('messenger', 'Messenger'), ('blog', 'Blog'), ('forum', 'Forum'), ('news', 'News'), ('reviews', 'Review portal'), ('video', 'Video')], default='social', max_length=10)),
                        ('query', models.CharField(blank=True, help_text='Words to look for', max_length=300)),
                        ('every_seconds', models.PositiveIntegerField(default=5)),
                        ('quiet_hours', models.PositiveIntegerField(default=48, help_text='Silent longer than this: an alarm')),
                        ('cursor', models.JSONField(blank=True, default=dict)),
                        ('is_on', models.BooleanField(default=True)),
                        ('next_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('collected_at', models.DateTimeField(blank=True, null=True)),
                        ('heard_at', models.DateTimeField(blank=True, help_text='When something last came', null=True)),
                        ('failures', models.PositiveSmallIntegerField(default=0)),
                        ('trouble', models.CharField(blank=True, max_length=300)),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='projects.channel')),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sources', to='projects.project')),
                    ],
                    options={
                        'ordering': ('id',),
                        'indexes': [models.Index(condition=models.Q(('is_on', True)), fields=['next_at'], name='source_due')],
                        'constraints': [models.UniqueConstraint(fields=('channel', 'kind', 'query'), name='source_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Alert',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('negative_spike', 'Negative spike'), ('spike', 'Spike'), ('silent_source', 'Silent source')], max_length=16)),
                        ('opened_at', models.DateTimeField(auto_now_add=True)),
                        ('closed_at', models.DateTimeField(blank=True, null=True)),
                        ('count', models.PositiveIntegerField(default=0)),
                        ('usual', models.FloatField(default=0, help_text='Median of the same hours in the 14 days before')),
                        ('top_author', models.CharField(blank=True, max_length=200)),
                        ('top_phrase', models.CharField(blank=True, max_length=200)),
                        ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='projects.project')),
                        ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='monitoring.source')),
                    ],
                    options={
                        'ordering': ('-id',),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('project', 'kind', 'source'), name='alert_one_open', nulls_distinct=False)],
                    },
                ),
            ],
        ),
    ]
