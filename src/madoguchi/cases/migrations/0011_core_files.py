"""基幹システムへ渡すファイルの表を足す。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import CompositeForeignKey, EnableRowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0010_practice'),
        ('municipalities', '0002_idle_minutes'),
    ]

    operations = [
        migrations.CreateModel(
            name='CoreFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=24, verbose_name='ファイルの番号')),
                ('system', models.CharField(max_length=20, verbose_name='基幹システム')),
                ('entry', models.CharField(max_length=20, verbose_name='組')),
                ('made_at', models.DateTimeField(verbose_name='渡した時刻')),
                ('made_by', models.CharField(max_length=60, verbose_name='渡した職員番号')),
                ('digest', models.CharField(max_length=64, verbose_name='中身の要約値')),
                ('again_of', models.CharField(blank=True, max_length=24, verbose_name='渡し直したもとの番号')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='渡し直した理由')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='CoreFileRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.CharField(max_length=140, verbose_name='行の鍵')),
                ('receipt', models.CharField(max_length=24, verbose_name='受付番号')),
                ('cells', models.JSONField(default=list, verbose_name='渡した欄')),
                ('state', models.CharField(default='given', max_length=10, verbose_name='結果')),
                ('message', models.CharField(blank=True, max_length=200, verbose_name='結果の内容')),
                ('resulted_at', models.DateTimeField(null=True, verbose_name='結果を読んだ時刻')),
                ('checked_by', models.CharField(blank=True, max_length=60, verbose_name='確かめた職員番号')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='確かめた時刻')),
                ('superseded', models.BooleanField(default=False, verbose_name='渡し直した')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='core_rows', to='cases.case')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='cases.corefile')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.AddConstraint(
            model_name='corefile',
            constraint=models.UniqueConstraint(fields=('municipality', 'number'), name='core_file_number'),
        ),
        migrations.AddIndex(
            model_name='corefilerow',
            index=models.Index(fields=['municipality', 'state'], name='core_row_by_state'),
        ),
        migrations.AddConstraint(
            model_name='corefilerow',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded', False)), fields=('municipality', 'receipt'), name='core_row_once'),
        ),
        EnableRowSecurity("CoreFile"),
        EnableRowSecurity("CoreFileRow"),
        CompositeForeignKey("CoreFileRow", "file"),
        CompositeForeignKey("CoreFileRow", "case"),
    ]
