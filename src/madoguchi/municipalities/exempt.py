"""自治体の列を持たず、行ごとに守らない表の一覧。増やすときは理由を書く。"""

EXEMPT_TABLES = {
    "municipalities_municipality": "自治体そのものの表。どの自治体の仕事かを選ぶ前に読む。",
    "django_migrations": "移行の記録。住民の記録を持たない。",
    "django_content_type": "Django の型の一覧。住民の記録を持たない。",
    "django_session": "ログインの前に読む。中身は署名された番号だけで、自治体は中に書いて毎回確かめる。",
    "auth_permission": "Django が作る空の表。権限は accounts が自分で決める。",
    "auth_group": "同上。",
    "auth_group_permissions": "同上。",
}
