import agency.drawing
import django.db.models.deletion
import django.utils.timezone
import django_fsm
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('agency', '__first__'),
        ('monitoring', '0001_initial'),
        ('projects', '0001_initial'),
    ]

    operations = [
        agency.drawing.DrawTables(
            tables=[
                migrations.CreateModel(
                    name='Case',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.CharField(choices=[('negative', 'Negative'), ('question', 'Question')], max_length=8)),
                        ('status', django_fsm.FSMField(choices=[('open', 'Waiting'), ('claimed', 'Being answered'), ('escalated', 'Escalated'), ('answered', 'Answered'), ('resolved', 'Solved'), ('dismissed', 'Needs no answer')], default='open', max_length=50, protected=True)),
                        ('priority', models.PositiveSmallIntegerField(default=2)),
                        ('opened_at', models.DateTimeField(auto_now_add=True)),
                        ('answer_due_at', models.DateTimeField()),
                        ('solve_due_at', models.DateTimeField()),
                        ('claimed_at', models.DateTimeField(blank=True, null=True)),
                        ('answered_at', models.DateTimeField(blank=True, null=True)),
                        ('resolved_at', models.DateTimeField(blank=True, null=True)),
                        ('claimed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claimed_cases', to=settings.AUTH_USER_MODEL)),
                        ('mention', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='case', to='monitoring.mention')),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='projects.project')),
                        ('resolved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('answer_due_at', 'id'),
                        'indexes': [models.Index(condition=models.Q(('status__in', ['open', 'claimed', 'escalated'])), fields=['project', 'answer_due_at', 'id'], name='case_queue'), models.Index(fields=['project', '-id'], name='case_of_project')],
                    },
                ),
                migrations.CreateModel(
                    name='Escalation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('reason', models.TextField()),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('answer', models.TextField(blank=True, help_text='The fact, for the moderator')),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='escalations', to='moderation.case')),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='escalations', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('-id',),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case',), name='escalation_one_open')],
                    },
                ),
                migrations.CreateModel(
                    name='Note',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('text', models.TextField()),
                        ('at', models.DateTimeField(auto_now_add=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='moderation.case')),
                    ],
                    options={
                        'ordering': ('id',),
                    },
                ),
                migrations.CreateModel(
                    name='Relationship',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('rung', models.PositiveSmallIntegerField(choices=[(1, 'Saw'), (2, 'Liked'), (3, 'Commented or shared'), (4, 'Answered by the brand'), (5, 'Problem solved'), (6, 'Ambassador')], default=3)),
                        ('since', models.DateTimeField(auto_now=True)),
                        ('author', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='relationship', to='monitoring.author')),
                    ],
                ),
                migrations.CreateModel(
                    name='Reply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('status', django_fsm.FSMField(choices=[('waiting', 'Waiting'), ('sending', 'Sending'), ('asked', 'Waits for a hand'), ('published', 'Published'), ('failed', 'Failed'), ('unconfirmed', 'Not confirmed'), ('cancelled', 'Cancelled')], default='waiting', max_length=50, protected=True)),
                        ('scheduled_for', models.DateTimeField(blank=True, help_text='The promised moment', null=True)),
                        ('due_at', models.DateTimeField(blank=True, help_text='When the engine acts next; moves on retry', null=True)),
                        ('claimed_by', models.BigIntegerField(blank=True, help_text="Advisory-lock key of the worker's session", null=True)),
                        ('lease_until', models.DateTimeField(blank=True, null=True)),
                        ('attempts_made', models.PositiveSmallIntegerField(default=0)),
                        ('idempotency_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ('remote_id', models.CharField(blank=True, max_length=200)),
                        ('remote_url', models.URLField(blank=True, max_length=500)),
                        ('published_at', models.DateTimeField(blank=True, null=True)),
                        ('error_kind', models.CharField(blank=True, max_length=30)),
                        ('error_text', models.CharField(blank=True, max_length=500)),
                        ('captcha', models.JSONField(blank=True, help_text='{sid, image_url} asked, {sid, answer} given', null=True)),
                        ('text', models.TextField()),
                        ('written_at', models.DateTimeField(auto_now_add=True)),
                        ('settled_as', models.CharField(blank=True, help_text='The outcome the case has taken notice of', max_length=12)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to=settings.AUTH_USER_MODEL)),
                        ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='moderation.case')),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='projects.channel')),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='projects.project')),
                    ],
                    options={
                        'ordering': ('id',),
                        'indexes': [models.Index(condition=models.Q(('status', 'waiting')), fields=['due_at'], name='reply_due'), models.Index(condition=models.Q(('status', 'sending')), fields=['lease_until'], name='reply_sending'), models.Index(condition=models.Q(models.Q(('settled_as', models.F('status')), _negated=True), ('status__in', ['published', 'failed', 'unconfirmed'])), fields=['id'], name='reply_unsettled'), models.Index(fields=['case', '-id'], name='reply_of_case')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'published'), _negated=True), models.Q(('remote_id', ''), _negated=True), _connector='OR'), name='reply_success_has_id')],
                    },
                ),
                migrations.CreateModel(
                    name='ReplyAttempt',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('number', models.PositiveSmallIntegerField()),
                        ('is_look', models.BooleanField(default=False, help_text='Only looked whether an earlier attempt had gone out')),
                        ('started_at', models.DateTimeField(default=django.utils.timezone.now)),
                        ('ended_at', models.DateTimeField(blank=True, null=True)),
                        ('outcome', models.CharField(choices=[('started', 'Started'), ('accepted', 'Accepted by the network'), ('found', 'Found on the network'), ('rejected', 'Refused by the network'), ('credentials', 'Access expired'), ('rate_limited', 'Asked to slow down'), ('captcha', 'Asked for a person'), ('unavailable', 'Network did not answer'), ('unconfirmed', 'The answer was lost'), ('absent', 'Not found on the network')], default='started', max_length=12)),
                        ('text', models.CharField(blank=True, max_length=500)),
                        ('reply', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='moderation.reply')),
                    ],
                    options={
                        'ordering': ('number',),
                        'abstract': False,
                        'constraints': [models.UniqueConstraint(fields=('reply', 'number'), name='reply_attempt_number_once')],
                    },
                ),
                migrations.CreateModel(
                    name='SavedReply',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=80)),
                        ('text', models.TextField()),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_replies', to='projects.project')),
                    ],
                    options={
                        'ordering': ('title',),
                        'constraints': [models.UniqueConstraint(fields=('project', 'title'), name='saved_reply_once')],
                    },
                ),
            ],
        ),
    ]
