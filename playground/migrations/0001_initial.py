import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import playground.models.image
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('key', models.CharField(max_length=200, unique=True)),
                ('hue', models.PositiveSmallIntegerField(default=30)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Page',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('handle', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=100)),
                ('about', models.CharField(blank=True, max_length=500)),
                ('hue', models.PositiveSmallIntegerField(default=230, validators=[django.core.validators.MaxValueValidator(359)])),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('token_expires_at', models.DateTimeField(blank=True, null=True)),
                ('followers', models.PositiveIntegerField(default=0)),
                ('comments', models.PositiveIntegerField(default=0)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Image',
            fields=[
                ('key', models.CharField(default=playground.models.image.image_key, max_length=32, primary_key=True, serialize=False)),
                ('file', models.FileField(upload_to='playground/')),
                ('content_type', models.CharField(max_length=20)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('seconds', models.FloatField(blank=True, null=True)),
                ('alt', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='images', to='playground.page')),
            ],
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(blank=True)),
                ('link', models.URLField(blank=True, max_length=2000)),
                ('media', models.JSONField(blank=True, default=list)),
                ('poll', models.JSONField(blank=True, default=dict)),
                ('idempotency_key', models.CharField(blank=True, max_length=200, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('hidden', models.BooleanField(default=False)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('likes', models.PositiveIntegerField(default=0)),
                ('comments', models.PositiveIntegerField(default=0)),
                ('shares', models.PositiveIntegerField(default=0)),
                ('views', models.PositiveIntegerField(default=0)),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='posts', to='playground.page')),
            ],
            options={
                'indexes': [models.Index(fields=['page', '-created_at', '-id'], name='playground_post_feed'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector(models.Func(models.F('text'), models.Value('[^[:alnum:]]+'), models.Value(' '), models.Value('g'), function='REGEXP_REPLACE', output_field=models.TextField()), config='simple'), name='playground_post_words')],
                'constraints': [models.UniqueConstraint(fields=('page', 'idempotency_key'), name='playground_post_once')],
            },
        ),
        migrations.CreateModel(
            name='Like',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='playground.account')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='playground.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('post', 'account'), name='playground_like_once')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('idempotency_key', models.CharField(blank=True, max_length=200, null=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('hidden', models.BooleanField(default=False)),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='playground.account')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='playground.comment')),
                ('root', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='playground.comment')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='playground.page')),
                ('speaker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='said', to='playground.page')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='thread', to='playground.post')),
            ],
            options={
                'indexes': [models.Index(fields=['page', 'id'], name='playground_comment_arrival'), models.Index(fields=['post', 'id'], name='playground_comment_thread'), models.Index(condition=models.Q(('root', None)), fields=['post', '-id'], name='playground_comment_roots'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.search.SearchVector(models.Func(models.F('text'), models.Value('[^[:alnum:]]+'), models.Value(' '), models.Value('g'), function='REGEXP_REPLACE', output_field=models.TextField()), config='simple'), name='playground_comment_words')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('idempotency_key', None), _negated=True), fields=('page', 'speaker', 'idempotency_key'), name='playground_comment_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('account', None), ('speaker', None), _connector='XOR'), name='playground_comment_has_one_author')],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('options', models.JSONField()),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='playground.account')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='playground.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('post', 'account'), name='playground_vote_once')],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='playground.account')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='playground.post')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('post', 'account'), name='playground_share_once')],
            },
        ),
        migrations.CreateModel(
            name='Follow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='playground.account')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follows', to='playground.page')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('page', 'account'), name='playground_follow_once')],
            },
        ),
        migrations.CreateModel(
            name='FaultSwitch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('latency', 'Answers late'), ('hang', 'Never answers'), ('token_expired', 'Token has expired'), ('rate_limit', 'Too many requests'), ('error', 'Error 500'), ('unavailable', 'Unavailable 503'), ('html', 'A web page instead of JSON'), ('lost_line', 'Accepted, then the line drops'), ('lost_502', 'Accepted, then 502')], max_length=20)),
                ('operations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('publish', 'Publishing'), ('read', 'Reading'), ('comment', 'Commenting'), ('metrics', 'Metrics')], max_length=10), blank=True, default=list, size=None)),
                ('remaining', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100000)])),
                ('latency_ms', models.PositiveIntegerField(default=1000, validators=[django.core.validators.MaxValueValidator(30000)])),
                ('retry_after', models.PositiveIntegerField(default=30, validators=[django.core.validators.MaxValueValidator(3600)])),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='faults', to='playground.page')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('page', 'kind'), name='playground_fault_per_kind')],
            },
        ),
    ]
