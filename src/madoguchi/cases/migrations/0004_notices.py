"""届の控えの表を作り、自治体ごとに守る。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import CompositeForeignKey, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_receiving'),
        ('municipalities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_kind', models.CharField(max_length=20, verbose_name='できごと')),
                ('name', models.CharField(max_length=80, verbose_name='届の氏名')),
                ('kana', models.CharField(blank=True, max_length=80, verbose_name='届のふりがな')),
                ('birth', models.DateField(null=True, verbose_name='届の生年月日')),
                ('event_on', models.DateField(null=True, verbose_name='届のできごとの日')),
                ('place', models.CharField(max_length=10, verbose_name='受け取った所')),
                ('place_name', models.CharField(blank=True, max_length=40, verbose_name='ほかの市町村の名')),
                ('received_on', models.DateField(verbose_name='受け取った日')),
                ('state', models.CharField(max_length=20, verbose_name='状態')),
                ('accepted_on', models.DateField(null=True, verbose_name='受理の日')),
                ('registered_on', models.DateField(null=True, verbose_name='登録の済んだ日')),
                ('subject_key', models.CharField(blank=True, max_length=40, verbose_name='職員が決めた住民の鍵')),
                ('not_resident', models.BooleanField(default=False, verbose_name='この市の住民ではないと決めた')),
                ('letter_on', models.DateField(null=True, verbose_name='手紙を出した日')),
                ('seq', models.PositiveIntegerField(default=0, verbose_name='最後の控えの順')),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='cases.case')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='NoticeStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveIntegerField(verbose_name='順')),
                ('kind', models.CharField(max_length=20, verbose_name='したこと')),
                ('body', models.JSONField(null=True, verbose_name='中身')),
                ('actor', models.CharField(max_length=60, verbose_name='職員番号')),
                ('actor_name', models.CharField(max_length=60, verbose_name='職員')),
                ('at', models.DateTimeField(verbose_name='時刻')),
                ('key', models.CharField(max_length=80, verbose_name='送信の鍵')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='cases.notice')),
            ],
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['municipality', 'state', '-received_on'], name='notice_by_state'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(fields=['municipality', 'subject_key'], name='notice_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='noticestep',
            constraint=models.UniqueConstraint(fields=('municipality', 'notice', 'seq'), name='notice_step_seq'),
        ),
        migrations.AddConstraint(
            model_name='noticestep',
            constraint=models.UniqueConstraint(fields=('municipality', 'key'), name='notice_step_key'),
        ),
        EnableRowSecurity("Notice"),
        EnableRowSecurity("NoticeStep"),
        CompositeForeignKey("Notice", "case"),
        CompositeForeignKey("NoticeStep", "notice"),
    ]
