"""件の表を作り、自治体ごとに守る。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import CompositeForeignKey, EnableRowSecurity


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('municipalities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=16, verbose_name='件番号')),
                ('event_kind', models.CharField(max_length=20, verbose_name='できごと')),
                ('subject_key', models.CharField(max_length=40, verbose_name='本人の鍵')),
                ('event_on', models.DateField(null=True, verbose_name='記録にまだないとき、聞いたできごとの日')),
                ('state', models.CharField(default='opened', max_length=20, verbose_name='状態')),
                ('version', models.PositiveIntegerField(default=0, verbose_name='版')),
                ('seq', models.PositiveIntegerField(default=0, verbose_name='最後の操作の順')),
                ('household_confirmed', models.BooleanField(default=False, verbose_name='世帯を確かめた')),
                ('current_visit', models.PositiveIntegerField(default=0, verbose_name='いまの来庁')),
                ('opened_at', models.DateTimeField(verbose_name='開いた時刻')),
                ('touched_at', models.DateTimeField(verbose_name='最後に触れた時刻')),
                ('touched_by', models.CharField(max_length=60, verbose_name='最後に触れた職員番号')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField(verbose_name='順')),
                ('kind', models.CharField(max_length=30, verbose_name='操作')),
                ('visit', models.PositiveIntegerField(verbose_name='どの来庁のときか')),
                ('line', models.CharField(blank=True, max_length=140, verbose_name='どの行か')),
                ('actor', models.CharField(max_length=60, verbose_name='職員番号')),
                ('actor_name', models.CharField(max_length=60, verbose_name='職員')),
                ('at', models.DateTimeField(verbose_name='時刻')),
                ('version', models.PositiveIntegerField(verbose_name='この操作のあとの版')),
                ('key', models.CharField(max_length=80, null=True, verbose_name='送信の鍵')),
                ('digest', models.CharField(max_length=64, verbose_name='中身の要約値')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='actions', to='cases.case')),
            ],
        ),
        migrations.CreateModel(
            name='CaseLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=140, verbose_name='行の鍵')),
                ('procedure', models.CharField(max_length=80, verbose_name='手続き')),
                ('person', models.CharField(blank=True, max_length=40, verbose_name='だれの')),
                ('state', models.CharField(default='open', max_length=20, verbose_name='状態')),
                ('added', models.BooleanField(default=False, verbose_name='職員が足した')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='理由')),
                ('by', models.CharField(blank=True, max_length=60, verbose_name='職員')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='cases.case')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='CaseNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='KeptRelease',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hash', models.CharField(max_length=64, verbose_name='版')),
                ('content', models.BinaryField(verbose_name='中身')),
                ('kept_at', models.DateTimeField(verbose_name='残した時刻')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='Payload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('salt', models.CharField(max_length=32, verbose_name='塩')),
                ('body', models.JSONField(null=True, verbose_name='中身')),
                ('frozen', models.BinaryField(null=True, verbose_name='凍らせた判定')),
                ('erased_at', models.DateTimeField(null=True, verbose_name='消した時刻')),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='payload', to='cases.action')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Ticket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=64, verbose_name='合言葉')),
                ('issued_at', models.DateTimeField(verbose_name='出した時刻')),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='ticket', to='cases.case')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='何回め')),
                ('voice', models.PositiveIntegerField(verbose_name='同じ人の最初の来庁の番号')),
                ('at', models.DateTimeField(verbose_name='来た時刻')),
                ('standing', models.CharField(max_length=20, verbose_name='立場')),
                ('relation', models.CharField(blank=True, max_length=20, verbose_name='関係')),
                ('person_key', models.CharField(blank=True, max_length=40, verbose_name='住民の鍵')),
                ('name', models.CharField(blank=True, max_length=80, verbose_name='氏名')),
                ('kana', models.CharField(blank=True, max_length=80, verbose_name='ふりがな')),
                ('roles', models.JSONField(default=list, verbose_name='役')),
                ('identity', models.CharField(blank=True, max_length=40, verbose_name='本人確認')),
                ('papers', models.JSONField(default=list, verbose_name='見た紙')),
                ('quiet', models.BooleanField(default=False, verbose_name='静かに進める')),
                ('gives', models.CharField(max_length=10, verbose_name='渡せるもの')),
                ('basis', models.CharField(blank=True, max_length=120, verbose_name='渡す根拠')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='cases.case')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['municipality', 'subject_key'], name='case_by_subject'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['municipality', 'touched_by', '-touched_at'], name='case_by_clerk'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(fields=('municipality', 'number'), name='case_number'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'closed'), _negated=True), fields=('municipality', 'event_kind', 'subject_key'), name='case_one_open_per_event'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('municipality', 'case', 'seq'), name='action_seq'),
        ),
        migrations.AddConstraint(
            model_name='action',
            constraint=models.UniqueConstraint(fields=('municipality', 'key'), name='action_key'),
        ),
        migrations.AddIndex(
            model_name='caseline',
            index=models.Index(fields=['municipality', 'state'], name='line_by_state'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.UniqueConstraint(fields=('municipality', 'case', 'key'), name='line_key'),
        ),
        migrations.AddConstraint(
            model_name='casenumber',
            constraint=models.UniqueConstraint(fields=('municipality', 'day'), name='case_number_day'),
        ),
        migrations.AddConstraint(
            model_name='keptrelease',
            constraint=models.UniqueConstraint(fields=('municipality', 'hash'), name='kept_release_hash'),
        ),
        migrations.AddConstraint(
            model_name='ticket',
            constraint=models.UniqueConstraint(fields=('municipality', 'token'), name='ticket_token'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.UniqueConstraint(fields=('municipality', 'case', 'number'), name='visit_number'),
        ),
        EnableRowSecurity("CaseNumber"),
        EnableRowSecurity("Case"),
        EnableRowSecurity("Visit"),
        EnableRowSecurity("Action"),
        EnableRowSecurity("Payload"),
        EnableRowSecurity("CaseLine"),
        EnableRowSecurity("Ticket"),
        EnableRowSecurity("KeptRelease"),
        CompositeForeignKey("Visit", "case"),
        CompositeForeignKey("Action", "case"),
        CompositeForeignKey("Payload", "action"),
        CompositeForeignKey("CaseLine", "case"),
        CompositeForeignKey("Ticket", "case"),
    ]
