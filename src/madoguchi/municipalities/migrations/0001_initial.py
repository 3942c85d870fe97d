"""自治体・課・窓口の表を作り、行ごとに守る。"""

import django.db.models.deletion
from django.db import migrations, models

from madoguchi.municipalities.operations import CompositeForeignKey, EnableRowSecurity


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('code', models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name='団体コード')),
                ('name', models.CharField(max_length=60, verbose_name='名前')),
                ('prefecture', models.CharField(max_length=20, verbose_name='都道府県')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='綴り')),
            ],
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='略号')),
                ('name', models.CharField(max_length=60, verbose_name='名前')),
                ('short', models.CharField(blank=True, max_length=20, verbose_name='短い名前')),
                ('telephone', models.CharField(blank=True, max_length=20, verbose_name='電話')),
                ('extension', models.CharField(blank=True, max_length=20, verbose_name='内線')),
                ('floor', models.CharField(blank=True, max_length=20, verbose_name='階')),
                ('window', models.CharField(blank=True, max_length=40, verbose_name='窓口の番号')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.CreateModel(
            name='CounterPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, verbose_name='略号')),
                ('name', models.CharField(max_length=60, verbose_name='名前')),
                ('floor', models.CharField(blank=True, max_length=20, verbose_name='階')),
                ('gyomu', models.JSONField(default=list, verbose_name='業務')),
                ('open_classes', models.JSONField(default=list, verbose_name='開いてよい項目区分')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='counter_places', to='municipalities.department')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
        ),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.UniqueConstraint(fields=('municipality', 'key'), name='department_key'),
        ),
        migrations.AddConstraint(
            model_name='counterplace',
            constraint=models.UniqueConstraint(fields=('municipality', 'key'), name='counter_place_key'),
        ),
        EnableRowSecurity('Department'),
        EnableRowSecurity('CounterPlace'),
        CompositeForeignKey('CounterPlace', 'department'),
    ]
