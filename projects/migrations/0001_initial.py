import agency.drawing
import agency.fields
import agency.models.user
import datetime
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_fsm
import projects.models.client
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
                    name='Client',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120, unique=True)),
                        ('about', models.TextField(blank=True)),
                        ('time_zone', models.CharField(default='Europe/Kyiv', max_length=64, validators=[agency.models.user.check_time_zone])),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None)),
                        ('tone_of_voice', models.TextField(blank=True)),
                        ('contact_name', models.CharField(blank=True, max_length=120)),
                        ('contact_email', models.EmailField(blank=True, max_length=254)),
                        ('contact_phone', models.CharField(blank=True, max_length=40)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        'ordering': ('name',),
                    },
                ),
                migrations.CreateModel(
                    name='Goal',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('reputation', 'Reputation'), ('advertising', 'Advertising'), ('sales', 'Sales'), ('support', 'Support'), ('launch', 'Launch'), ('employer', 'Employer PR')], max_length=12)),
                        ('title', models.CharField(help_text='Be the first place young mothers come to ask', max_length=200)),
                        ('why', models.TextField(help_text="The client's own words")),
                        ('audience', models.TextField()),
                        ('kpi_name', models.CharField(max_length=120)),
                        ('kpi_unit', models.CharField(blank=True, help_text='%, ₴, or nothing for a count', max_length=20)),
                        ('source', models.CharField(choices=[('manual', 'Counted by hand'), ('followers', 'Followers of the channels'), ('positive_share', 'Share of positive mentions'), ('solved_share', 'Cases solved in the channel'), ('answered_in_time', 'First answers in time')], default='manual', max_length=20)),
                        ('baseline', models.DecimalField(decimal_places=2, max_digits=14)),
                        ('target', models.DecimalField(decimal_places=2, max_digits=14)),
                        ('current', models.DecimalField(decimal_places=2, max_digits=14)),
                        ('starts_on', models.DateField()),
                        ('due_on', models.DateField()),
                        ('agreed_on', models.DateField(blank=True, null=True)),
                        ('is_main', models.BooleanField(default=True)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='goals', to='projects.project')),
                    ],
                    options={
                        'ordering': ('-is_main', 'due_on'),
                        'constraints': [models.UniqueConstraint(condition=models.Q(('is_main', True)), fields=('project',), name='goal_one_main'), models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('starts_on'))), name='goal_dates_forward'), models.CheckConstraint(condition=models.Q(('target', models.F('baseline')), _negated=True), name='goal_target_moves')],
                    },
                ),
                migrations.CreateModel(
                    name='Channel',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.CharField(choices=[('vk', 'VKontakte'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('odnoklassniki', 'Odnoklassniki'), ('telegram', 'Telegram'), ('mastodon', 'Mastodon'), ('bluesky', 'Bluesky'), ('playground', 'Playground')], max_length=16)),
                        ('name', models.CharField(max_length=120)),
                        ('external_id', models.CharField(max_length=120)),
                        ('url', models.URLField(blank=True, max_length=300)),
                        ('credentials', agency.fields.EncryptedJSONField(blank=True, null=True)),
                        ('credentials_expire_at', models.DateTimeField(blank=True, null=True)),
                        ('state', django_fsm.FSMField(choices=[('connected', 'Connected'), ('expiring', 'Expires soon'), ('broken', 'Access expired'), ('disconnected', 'Disconnected')], default='connected', max_length=50, protected=True)),
                        ('trouble', models.CharField(blank=True, help_text='What the network said when it broke', max_length=300)),
                        ('takes', models.JSONField(blank=True, default=dict, help_text='What its own server takes, where servers differ')),
                        ('followers', models.PositiveIntegerField(default=0)),
                        ('connected_at', models.DateTimeField(auto_now_add=True)),
                        ('connected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='projects.project')),
                    ],
                    options={
                        'ordering': ('id',),
                        'constraints': [models.UniqueConstraint(fields=('project', 'network', 'external_id'), name='channel_once_in_project')],
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name='GoalTask',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('title', models.CharField(max_length=200)),
                        ('measure', models.CharField(blank=True, max_length=120)),
                        ('position', models.PositiveSmallIntegerField(default=0)),
                        ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tasks', to='projects.goal')),
                    ],
                    options={
                        'ordering': ('position', 'id'),
                    },
                ),
                migrations.CreateModel(
                    name='GoalTool',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('content', 'Content'), ('promotion', 'Promotion'), ('survey', 'Survey'), ('interactive', 'Interactive'), ('offline', 'Offline activity'), ('ads', 'Ads'), ('support', 'Support'), ('monitoring', 'Monitoring')], max_length=12)),
                        ('title', models.CharField(max_length=120)),
                        ('task', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tools', to='projects.goaltask')),
                    ],
                    options={
                        'ordering': ('id',),
                    },
                ),
                migrations.CreateModel(
                    name='Project',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=120)),
                        ('slug', models.SlugField(max_length=60, unique=True)),
                        ('about', models.CharField(blank=True, help_text='A few words: Kids’ products', max_length=200)),
                        ('size', models.CharField(choices=[('main', 'Main'), ('small', 'Small')], default='main', max_length=5)),
                        ('stage', django_fsm.FSMField(choices=[('planned', 'Planned'), ('active', 'Active'), ('paused', 'Paused'), ('finished', 'Finished')], default='planned', max_length=50, protected=True)),
                        ('tile', models.CharField(choices=[('coin', 'Coin'), ('plaid', 'Plaid'), ('hop', 'Hop'), ('lane', 'Lane'), ('plus', 'Plus'), ('dots', 'Dots'), ('tee', 'Tee'), ('grid', 'Grid'), ('wave', 'Wave'), ('leaf', 'Leaf'), ('page', 'Page'), ('talk', 'Talk'), ('bean', 'Bean'), ('calm', 'Calm')], default='dots', max_length=8)),
                        ('hue', models.PositiveSmallIntegerField(default=200, validators=[django.core.validators.MaxValueValidator(359)])),
                        ('time_zone', models.CharField(default='Europe/Kyiv', max_length=64, validators=[agency.models.user.check_time_zone])),
                        ('language', models.CharField(default='uk', help_text='What its posts are mostly written in', max_length=5)),
                        ('emotional_target', models.PositiveSmallIntegerField(default=50, help_text='% of emotional posts aimed at', validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)])),
                        ('starts_on', models.DateField(blank=True, null=True)),
                        ('created_at', models.DateTimeField(auto_now_add=True)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='projects.client')),
                    ],
                    options={
                        'ordering': ('name',),
                        'indexes': [models.Index(fields=['stage', 'size'], name='project_stage_size')],
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name='Pause',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('scope', models.CharField(choices=[('agency', 'The whole agency'), ('client', 'One client'), ('network', 'One network'), ('project', 'One project')], max_length=8)),
                        ('network', models.CharField(blank=True, choices=[('vk', 'VKontakte'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('odnoklassniki', 'Odnoklassniki'), ('telegram', 'Telegram'), ('mastodon', 'Mastodon'), ('bluesky', 'Bluesky'), ('playground', 'Playground')], max_length=16)),
                        ('reason', models.CharField(max_length=300)),
                        ('answers_too', models.BooleanField(default=False, help_text='Answers of moderators wait as well')),
                        ('since', models.DateTimeField(default=django.utils.timezone.now)),
                        ('until', models.DateTimeField(blank=True, help_text='Ends by itself; empty: when somebody lifts it', null=True)),
                        ('lifted_at', models.DateTimeField(blank=True, null=True)),
                        ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('client', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='projects.client')),
                        ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='projects.project')),
                    ],
                    options={
                        'ordering': ('-id',),
                        'indexes': [models.Index(condition=models.Q(('lifted_at', None)), fields=['since'], name='pause_not_lifted')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('client', None), ('network', ''), ('project', None), ('scope', 'agency')), models.Q(('client__isnull', False), ('network', ''), ('project', None), ('scope', 'client')), models.Q(('client', None), ('project', None), ('scope', 'network'), models.Q(('network', ''), _negated=True)), models.Q(('client', None), ('network', ''), ('project__isnull', False), ('scope', 'project')), _connector='OR'), name='pause_has_its_scope'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='pause_ends_after_it_began')],
                    },
                ),
                migrations.CreateModel(
                    name='Lead',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('company', models.CharField(max_length=120)),
                        ('contact_name', models.CharField(blank=True, max_length=120)),
                        ('contact_email', models.EmailField(blank=True, max_length=254)),
                        ('about', models.TextField(blank=True, help_text='Who they are: trade, people, place')),
                        ('words', models.TextField(help_text='What they said, as they said it')),
                        ('goal_kind', models.CharField(blank=True, choices=[('reputation', 'Reputation'), ('advertising', 'Advertising'), ('sales', 'Sales'), ('support', 'Support'), ('launch', 'Launch'), ('employer', 'Employer PR')], max_length=12)),
                        ('why', models.TextField(blank=True, help_text="What will be different in a year, in the client's words")),
                        ('audience', models.TextField(blank=True)),
                        ('kpi_name', models.CharField(blank=True, help_text='Of what: applications from fitters', max_length=120)),
                        ('kpi_baseline', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                        ('kpi_target', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                        ('kpi_due_on', models.DateField(blank=True, null=True)),
                        ('tools', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('content', 'Content'), ('promotion', 'Promotion'), ('survey', 'Survey'), ('interactive', 'Interactive'), ('offline', 'Offline activity'), ('ads', 'Ads'), ('support', 'Support'), ('monitoring', 'Monitoring')], max_length=12), blank=True, default=list, help_text='Kinds of tools chosen for the goal', size=None)),
                        ('status', django_fsm.FSMField(choices=[('waiting', 'Waiting'), ('not_now', 'Not now'), ('accepted', 'Accepted'), ('declined', 'Declined'), ('duplicate', 'Duplicate')], default='waiting', max_length=50, protected=True)),
                        ('reason', models.TextField(blank=True, help_text='They will read it')),
                        ('better_purpose', models.TextField(blank=True)),
                        ('until', models.DateField(blank=True, help_text='Not now: when it comes back', null=True)),
                        ('decided_at', models.DateTimeField(blank=True, null=True)),
                        ('received_at', models.DateTimeField(auto_now_add=True)),
                        ('letter_after', models.DateTimeField(blank=True, help_text='Until then the decision can be taken back', null=True)),
                        ('letter_sent_at', models.DateTimeField(blank=True, null=True)),
                        ('brought_by', models.ForeignKey(blank=True, help_text='Empty: they wrote to us themselves', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('duplicate_of', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='duplicates', to='projects.lead')),
                        ('project', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='lead', to='projects.project')),
                    ],
                    options={
                        'ordering': ('-id',),
                        'indexes': [models.Index(fields=['status', '-id'], name='lead_status'), models.Index(condition=models.Q(('letter_after__isnull', False), ('letter_sent_at', None)), fields=['letter_after'], name='lead_letter_due')],
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status', 'not_now'), _negated=True), ('until__isnull', False), _connector='OR'), name='lead_not_now_has_day'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'declined'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='lead_no_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'accepted'), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='lead_yes_has_moment'), models.CheckConstraint(condition=models.Q(('duplicate_of', None), models.Q(('duplicate_of', models.F('id')), _negated=True), _connector='OR'), name='lead_not_its_own_duplicate')],
                    },
                    bases=(django_fsm.FSMModelMixin, models.Model),
                ),
                migrations.CreateModel(
                    name='ConnectionLink',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('network', models.CharField(choices=[('vk', 'VKontakte'), ('facebook', 'Facebook'), ('instagram', 'Instagram'), ('odnoklassniki', 'Odnoklassniki'), ('telegram', 'Telegram'), ('mastodon', 'Mastodon'), ('bluesky', 'Bluesky'), ('playground', 'Playground')], max_length=16)),
                        ('to_name', models.CharField(max_length=120)),
                        ('token_digest', models.CharField(max_length=64, unique=True)),
                        ('made_at', models.DateTimeField(auto_now_add=True)),
                        ('expires_at', models.DateTimeField()),
                        ('revoked_at', models.DateTimeField(blank=True, null=True)),
                        ('used_at', models.DateTimeField(blank=True, null=True)),
                        ('channel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='projects.channel')),
                        ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connection_links', to='projects.project')),
                    ],
                    options={
                        'ordering': ('-id',),
                        'constraints': [models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('made_at'))), name='connection_link_lives'), models.CheckConstraint(condition=models.Q(('used_at', None), ('revoked_at', None), _connector='OR'), name='connection_link_closed_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Seat',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('manager', 'Manager'), ('copywriter', 'Copywriter'), ('moderator', 'Moderator')], max_length=12)),
                        ('reason', models.CharField(blank=True, help_text='Why this person, in words', max_length=300)),
                        ('since', models.DateField(blank=True, null=True)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='projects.project')),
                        ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seats', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('id',),
                        'constraints': [models.UniqueConstraint(fields=('project', 'role'), name='seat_once')],
                    },
                ),
                migrations.CreateModel(
                    name='Delegation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_on', models.DateField()),
                        ('ends_on', models.DateField()),
                        ('reason', models.CharField(blank=True, max_length=200)),
                        ('to', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to=settings.AUTH_USER_MODEL)),
                        ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='delegations', to='projects.seat')),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='delegation_dates_forward')],
                    },
                ),
                migrations.CreateModel(
                    name='Wish',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('feeling', models.CharField(choices=[('want', 'I want it'), ('comfortable', 'Comfortable'), ('rather_not', 'Rather not')], max_length=12)),
                        ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to='projects.project')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='wishes', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('user', 'project'), name='wish_once')],
                    },
                ),
                migrations.CreateModel(
                    name='ClientMember',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('approver', 'Client approver'), ('expert', 'Client expert'), ('author', 'Client author')], default='approver', max_length=12)),
                        ('since', models.DateField(default=datetime.date.today)),
                        ('client', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='projects.client')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='client_memberships', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('client', 'user', 'role'), name='client_member_once')],
                    },
                ),
                migrations.CreateModel(
                    name='FollowerCount',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('count', models.PositiveIntegerField()),
                        ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follower_counts', to='projects.channel')),
                    ],
                    options={
                        'ordering': ('-day',),
                        'constraints': [models.UniqueConstraint(fields=('channel', 'day'), name='follower_count_once_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='InteractionAgreement',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('we_answer', models.TextField(help_text='What the agency answers by itself')),
                        ('client_answers', models.TextField(blank=True, help_text='What goes to the client first')),
                        ('first_answer_minutes', models.PositiveIntegerField(default=60, validators=[django.core.validators.MinValueValidator(1)])),
                        ('solve_hours', models.PositiveIntegerField(default=24, validators=[django.core.validators.MinValueValidator(1)])),
                        ('hours_from', models.TimeField(default=datetime.time(9, 0))),
                        ('hours_until', models.TimeField(default=datetime.time(21, 0))),
                        ('weekdays', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(6)]), default=projects.models.client.every_day, help_text='0 is Monday', size=None)),
                        ('client_approves', models.BooleanField(default=True, help_text='Off: our own review is enough')),
                        ('approve_hours', models.PositiveIntegerField(default=24, help_text='How long the client has for a yes')),
                        ('on_silence', models.CharField(choices=[('hold', 'Hold the post'), ('publish', 'Publish it'), ('deputy', 'Ask the deputy')], default='hold', max_length=8)),
                        ('agreed_on', models.DateField(default=datetime.date.today)),
                        ('client', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='agreement', to='projects.client')),
                        ('deputy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('hours_until__gt', models.F('hours_from'))), name='agreement_hours_forward')],
                    },
                ),
                migrations.CreateModel(
                    name='KpiReading',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('day', models.DateField()),
                        ('value', models.DecimalField(decimal_places=2, max_digits=14)),
                        ('source', models.CharField(choices=[('manual', 'Counted by hand'), ('followers', 'Followers of the channels'), ('positive_share', 'Share of positive mentions'), ('solved_share', 'Cases solved in the channel'), ('answered_in_time', 'First answers in time')], max_length=20)),
                        ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                        ('goal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='projects.goal')),
                    ],
                    options={
                        'ordering': ('-day',),
                        'constraints': [models.UniqueConstraint(fields=('goal', 'day'), name='kpi_reading_once_a_day')],
                    },
                ),
                migrations.CreateModel(
                    name='Profile',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('manager', 'Manager'), ('copywriter', 'Copywriter'), ('moderator', 'Moderator')], max_length=12), blank=True, default=list, help_text='The seats this person takes', size=None)),
                        ('about', models.CharField(blank=True, max_length=300)),
                        ('traits', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                        ('share_traits', models.BooleanField(default=False)),
                        ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=None)),
                        ('languages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, size=None)),
                        ('capacity', models.PositiveSmallIntegerField(default=4, help_text='How many projects at once')),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='profile', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.CheckConstraint(condition=models.Q(('capacity__lte', 20)), name='profile_capacity_humane')],
                    },
                ),
            ],
        ),
    ]
