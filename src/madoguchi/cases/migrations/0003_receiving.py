"""受け付け・担当課・紙の束の欄を足し、束の表を自治体ごとに守る。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import CompositeForeignKey, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_movers'),
        ('municipalities', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Bundle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, verbose_name='束の番号')),
                ('seq', models.PositiveIntegerField(verbose_name='作った操作の順')),
                ('department', models.CharField(max_length=40, verbose_name='渡す課')),
                ('lines', models.JSONField(default=list, verbose_name='入っている行の鍵')),
                ('no_copies', models.BooleanField(default=False, verbose_name='番号記載あり・写さない')),
                ('made_at', models.DateTimeField(verbose_name='作った時刻')),
                ('made_by', models.CharField(max_length=60, verbose_name='作った職員')),
                ('handed_at', models.DateTimeField(null=True, verbose_name='渡した時刻')),
                ('receiver', models.CharField(blank=True, max_length=60, verbose_name='受け取った職員')),
                ('signature', models.TextField(blank=True, verbose_name='署名')),
            ],
        ),
        migrations.AddField(
            model_name='action',
            name='amount',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='統計に数えるもの'),
        ),
        migrations.AddField(
            model_name='action',
            name='department',
            field=models.CharField(blank=True, max_length=40, verbose_name='行を扱う課'),
        ),
        migrations.AddField(
            model_name='action',
            name='place',
            field=models.CharField(blank=True, max_length=40, verbose_name='どの窓口でか'),
        ),
        migrations.AddField(
            model_name='case',
            name='bundle_count',
            field=models.PositiveIntegerField(default=0, verbose_name='作った束の数'),
        ),
        migrations.AddField(
            model_name='case',
            name='ended_visit',
            field=models.PositiveIntegerField(default=0, verbose_name='今日はここまでとした来庁'),
        ),
        migrations.AddField(
            model_name='case',
            name='receipts',
            field=models.PositiveIntegerField(default=0, verbose_name='付けた受付番号の数'),
        ),
        migrations.AddField(
            model_name='case',
            name='register',
            field=models.CharField(blank=True, max_length=20, verbose_name='届と戸籍の登録の状態'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='acknowledged',
            field=models.DateTimeField(null=True, verbose_name='課が受け取った時刻'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='department',
            field=models.CharField(blank=True, max_length=40, verbose_name='扱う課'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='gone',
            field=models.BooleanField(default=False, verbose_name='いまの判定に出ない'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='holds',
            field=models.BooleanField(default=True, verbose_name='片づくまで件を終えられない'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='note',
            field=models.CharField(blank=True, max_length=400, verbose_name='足りないもの・たずねること・理由'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='path',
            field=models.JSONField(default=list, verbose_name='課が動かす前の状態'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='receipt',
            field=models.CharField(blank=True, max_length=24, verbose_name='受付番号'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='received_on',
            field=models.DateField(null=True, verbose_name='受付の日'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='secured_on',
            field=models.DateField(null=True, verbose_name='返戻のあとも失わない日'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='sent_to',
            field=models.CharField(blank=True, max_length=80, verbose_name='進達の先'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='since',
            field=models.DateTimeField(null=True, verbose_name='いまの状態になった時刻'),
        ),
        migrations.AddField(
            model_name='caseline',
            name='waiting',
            field=models.CharField(blank=True, max_length=12, verbose_name='だれの番か'),
        ),
        migrations.AddField(
            model_name='visit',
            name='place',
            field=models.CharField(blank=True, max_length=40, verbose_name='窓口'),
        ),
        migrations.AddIndex(
            model_name='action',
            index=models.Index(fields=['municipality', 'at'], name='action_by_time'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['municipality', 'touched_at'], name='case_by_time'),
        ),
        migrations.AddIndex(
            model_name='caseline',
            index=models.Index(fields=['municipality', 'department', 'waiting'], name='line_by_department'),
        ),
        migrations.AddConstraint(
            model_name='caseline',
            constraint=models.UniqueConstraint(condition=models.Q(('receipt', ''), _negated=True), fields=('municipality', 'receipt'), name='line_receipt'),
        ),
        migrations.AddField(
            model_name='bundle',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bundles', to='cases.case'),
        ),
        migrations.AddField(
            model_name='bundle',
            name='municipality',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality'),
        ),
        migrations.AddIndex(
            model_name='bundle',
            index=models.Index(fields=['municipality', 'department', 'handed_at'], name='bundle_by_department'),
        ),
        migrations.AddConstraint(
            model_name='bundle',
            constraint=models.UniqueConstraint(fields=('municipality', 'number'), name='bundle_number'),
        ),
        EnableRowSecurity("Bundle"),
        CompositeForeignKey("Bundle", "case"),
    ]
