"""職員の表を作り、行ごとに守る。"""

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
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('login', models.CharField(max_length=40, verbose_name='職員番号')),
                ('display_name', models.CharField(max_length=60, verbose_name='名前')),
                ('roles', models.JSONField(default=list, verbose_name='役割')),
                ('gyomu', models.JSONField(default=list, verbose_name='業務')),
                ('is_active', models.BooleanField(default=True, verbose_name='在職')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='有効期限')),
                ('counter_place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.counterplace', verbose_name='窓口')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.department', verbose_name='課')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'login'), name='user_login')],
            },
        ),
        migrations.CreateModel(
            name='SignInThrottle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('login', models.CharField(max_length=40, verbose_name='職員番号')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='失敗の回数')),
                ('last_failed_at', models.DateTimeField(verbose_name='最後に失敗した時刻')),
                ('municipality', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='municipalities.municipality')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('municipality', 'login'), name='throttle_login')],
            },
        ),
        EnableRowSecurity('User'),
        EnableRowSecurity('SignInThrottle'),
        CompositeForeignKey('User', 'department'),
        CompositeForeignKey('User', 'counter_place'),
    ]
