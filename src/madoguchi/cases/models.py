"""件の表。真実は書き足すだけの操作にあり、件と行の表は、そこから作り直せる見た目。"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from madoguchi.cases.states import CaseState, LineState
from madoguchi.municipalities.scope import ScopedModel


class CaseNumber(ScopedModel):
    """その日に何件めまで番号を出したか。件を開くときの鍵にもなる。"""

    day = models.DateField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "day"], name="case_number_day")]


class Case(ScopedModel):
    """件のいま。操作から作り直せる。"""

    number = models.CharField("件番号", max_length=16)
    event_kind = models.CharField("できごと", max_length=20)
    subject_key = models.CharField("本人の鍵", max_length=40)
    event_on = models.DateField("記録にまだないとき、聞いたできごとの日", null=True)
    state = models.CharField("状態", max_length=20, default=CaseState.OPENED.value)
    version = models.PositiveIntegerField("版", default=0)
    seq = models.PositiveIntegerField("最後の操作の順", default=0)
    household_confirmed = models.BooleanField("世帯を確かめた", default=False)
    movers = models.JSONField("引っ越す人の鍵。えらんでいなければ世帯の全員", null=True)
    entered = models.JSONField("住民記録にいない人と、届に書いたこと", null=True)
    homes = models.JSONField("新しい世帯ごとの世帯主と続柄", default=list)
    also = models.JSONField("いっしょに扱うできごと", default=list)
    current_visit = models.PositiveIntegerField("いまの来庁", default=0)
    receipts = models.PositiveIntegerField("付けた受付番号の数", default=0)
    bundle_count = models.PositiveIntegerField("作った束の数", default=0)
    register = models.CharField("届と戸籍の登録の状態", max_length=20, blank=True)
    ended_visit = models.PositiveIntegerField("今日はここまでとした来庁", default=0)
    opened_at = models.DateTimeField("開いた時刻")
    touched_at = models.DateTimeField("最後に触れた時刻")
    touched_by = models.CharField("最後に触れた職員番号", max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "number"], name="case_number"),
            models.UniqueConstraint(
                fields=["municipality", "event_kind", "subject_key"],
                condition=~Q(state=CaseState.CLOSED.value),
                name="case_one_open_per_event",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "subject_key"], name="case_by_subject"),
            models.Index(fields=["municipality", "touched_by", "-touched_at"], name="case_by_clerk"),
            models.Index(fields=["municipality", "touched_at"], name="case_by_time"),
        ]


class Visit(ScopedModel):
    """来庁。立場・関係・役・本人確認・見た紙。一人の話したことは、その人の来庁にだけ属する。"""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="visits")
    number = models.PositiveIntegerField("何回め")
    voice = models.PositiveIntegerField("同じ人の最初の来庁の番号")
    at = models.DateTimeField("来た時刻")
    standing = models.CharField("立場", max_length=20)
    relation = models.CharField("関係", max_length=20, blank=True)
    person_key = models.CharField("住民の鍵", max_length=40, blank=True)
    name = models.CharField("氏名", max_length=80, blank=True)
    kana = models.CharField("ふりがな", max_length=80, blank=True)
    roles = models.JSONField("役", default=list)
    identity = models.CharField("本人確認", max_length=40, blank=True)
    papers = models.JSONField("見た紙", default=list)
    quiet = models.BooleanField("静かに進める", default=False)
    gives = models.CharField("渡せるもの", max_length=10)
    basis = models.CharField("渡す根拠", max_length=120, blank=True)
    place = models.CharField("窓口", max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case", "number"], name="visit_number")
        ]
        indexes = [models.Index(fields=["municipality", "at"], name="visit_by_time")]


class Action(ScopedModel):
    """一つの操作。消さない、直さない。中身は `Payload` に分け、ここには要約値だけを残す。"""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="actions")
    seq = models.PositiveIntegerField("順")
    kind = models.CharField("操作", max_length=30)
    visit = models.PositiveIntegerField("どの来庁のときか")
    line = models.CharField("どの行か", max_length=140, blank=True)
    actor = models.CharField("職員番号", max_length=60)
    actor_name = models.CharField("職員", max_length=60)
    at = models.DateTimeField("時刻")
    version = models.PositiveIntegerField("この操作のあとの版")
    key = models.CharField("送信の鍵", max_length=80, null=True)
    digest = models.CharField("中身の要約値", max_length=64)
    place = models.CharField("どの窓口でか", max_length=40, blank=True)
    department = models.CharField("行を扱う課", max_length=40, blank=True)
    amount = models.PositiveSmallIntegerField("統計に数えるもの", default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case", "seq"], name="action_seq"),
            models.UniqueConstraint(fields=["municipality", "key"], name="action_key"),
        ]
        indexes = [models.Index(fields=["municipality", "at"], name="action_by_time")]


class Payload(ScopedModel):
    """操作の中身。保存年限が過ぎたら中身だけを消せる。塩があるので、要約値から中身は当てられない。"""

    action = models.OneToOneField(Action, on_delete=models.CASCADE, related_name="payload")
    salt = models.CharField("塩", max_length=32)
    body = models.JSONField("中身", null=True)
    frozen = models.BinaryField("凍らせた判定", null=True)
    erased_at = models.DateTimeField("消した時刻", null=True)


class CaseLine(ScopedModel):
    """行のいま。操作から作り直せる。"""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="lines")
    key = models.CharField("行の鍵", max_length=140)
    procedure = models.CharField("手続き", max_length=80)
    person = models.CharField("だれの", max_length=40, blank=True)
    state = models.CharField("状態", max_length=20, default=LineState.OPEN.value)
    added = models.BooleanField("職員が足した", default=False)
    reason = models.CharField("理由", max_length=200, blank=True)
    by = models.CharField("職員", max_length=60, blank=True)
    department = models.CharField("扱う課", max_length=40, blank=True)
    receipt = models.CharField("受付番号", max_length=24, blank=True)
    received_on = models.DateField("受付の日", null=True)
    secured_on = models.DateField("返戻のあとも失わない日", null=True)
    since = models.DateTimeField("いまの状態になった時刻", null=True)
    acknowledged = models.DateTimeField("課が受け取った時刻", null=True)
    waiting = models.CharField("だれの番か", max_length=12, blank=True)
    note = models.CharField("足りないもの・たずねること・理由", max_length=400, blank=True)
    sent_to = models.CharField("進達の先", max_length=80, blank=True)
    path = models.JSONField("課が動かす前の状態", default=list)
    holds = models.BooleanField("片づくまで件を終えられない", default=True)
    gone = models.BooleanField("いまの判定に出ない", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case", "key"], name="line_key"),
            models.UniqueConstraint(fields=["municipality", "receipt"], condition=~Q(receipt=""), name="line_receipt"),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["municipality", "state"], name="line_by_state"),
            models.Index(fields=["municipality", "department", "waiting"], name="line_by_department"),
            models.Index(fields=["municipality", "waiting", "state", "since"], name="line_by_turn"),
        ]


class Bundle(ScopedModel):
    """紙の束のいま。操作から作り直せる。署名は、画面に書いた線の道。"""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="bundles")
    number = models.CharField("束の番号", max_length=24)
    seq = models.PositiveIntegerField("作った操作の順")
    department = models.CharField("渡す課", max_length=40)
    lines = models.JSONField("入っている行の鍵", default=list)
    no_copies = models.BooleanField("番号記載あり・写さない", default=False)
    made_at = models.DateTimeField("作った時刻")
    made_by = models.CharField("作った職員", max_length=60)
    handed_at = models.DateTimeField("渡した時刻", null=True)
    receiver = models.CharField("受け取った職員", max_length=60, blank=True)
    signature = models.TextField("署名", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="bundle_number")]
        indexes = [
            models.Index(fields=["municipality", "department", "handed_at"], name="bundle_by_department")
        ]


class CasePerson(ScopedModel):
    """件が持つ、住民記録にいない人。同じ人の件を二つ開かないように、さがすための写し。操作から作り直せる。"""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="people")
    key = models.CharField("鍵", max_length=40)
    why = models.CharField("住民記録にいない訳", max_length=12)
    name_key = models.CharField("氏名をさがす鍵", max_length=80, blank=True)
    kana_key = models.CharField("ふりがなをさがす鍵", max_length=80, blank=True)
    birth = models.CharField("生年月日", max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "case", "key"], name="case_person_key")
        ]
        indexes = [models.Index(fields=["municipality", "name_key", "birth"], name="case_person_by_name")]


class Ticket(ScopedModel):
    """引換票の合言葉。件を引くためだけのもので、本人確認の代わりにも、見てよい印にもならない。"""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="ticket")
    token = models.CharField("合言葉", max_length=64)
    issued_at = models.DateTimeField("出した時刻")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "token"], name="ticket_token")]


class KeptRelease(ScopedModel):
    """件が引いている版の中身。件があるかぎり残し、そのときの姿をいつでも見せる。"""

    hash = models.CharField("版", max_length=64)
    content = models.BinaryField("中身")
    kept_at = models.DateTimeField("残した時刻")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "hash"], name="kept_release_hash")]


class Notice(ScopedModel):
    """届の控え。どこで受け取り、いまどの状態か。受理するかどうかは戸籍担当が決める。"""

    event_kind = models.CharField("できごと", max_length=20)
    name = models.CharField("届の氏名", max_length=80)
    kana = models.CharField("届のふりがな", max_length=80, blank=True)
    birth = models.DateField("届の生年月日", null=True)
    event_on = models.DateField("届のできごとの日", null=True)
    place = models.CharField("受け取った所", max_length=10)
    place_name = models.CharField("ほかの市町村の名", max_length=40, blank=True)
    received_on = models.DateField("受け取った日")
    state = models.CharField("状態", max_length=20)
    accepted_on = models.DateField("受理の日", null=True)
    registered_on = models.DateField("登録の済んだ日", null=True)
    subject_key = models.CharField("職員が決めた住民の鍵", max_length=40, blank=True)
    not_resident = models.BooleanField("この市の住民ではないと決めた", default=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="notices", null=True)
    letter_on = models.DateField("手紙を出した日", null=True)
    seq = models.PositiveIntegerField("最後の控えの順", default=0)

    class Meta:
        indexes = [
            models.Index(fields=["municipality", "state", "-received_on"], name="notice_by_state"),
            models.Index(fields=["municipality", "subject_key"], name="notice_by_subject"),
        ]


class NoticeStep(ScopedModel):
    """届の控えに書いたこと。消さない、直さない。"""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="steps")
    seq = models.PositiveIntegerField("順")
    kind = models.CharField("したこと", max_length=20)
    body = models.JSONField("中身", null=True)
    actor = models.CharField("職員番号", max_length=60)
    actor_name = models.CharField("職員", max_length=60)
    at = models.DateTimeField("時刻")
    key = models.CharField("送信の鍵", max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "notice", "seq"], name="notice_step_seq"),
            models.UniqueConstraint(fields=["municipality", "key"], name="notice_step_key"),
        ]


class MonthFigures(ScopedModel):
    """一つの月・できごと・窓口の数。件の記録から毎晩数え直す。人にも職員にも結ばない。"""

    month = models.DateField("月の初め")
    event_kind = models.CharField("できごと", max_length=20)
    place = models.CharField("窓口", max_length=40, blank=True)
    body = models.JSONField("数")
    made_at = models.DateTimeField("数えた時刻")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "month", "event_kind", "place"], name="month_figures_key"
            )
        ]


class Ticks(ScopedModel):
    """打ったそばから残る✓。件の真実ではない。来た人ごとに分け、件を終えれば消す。"""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="ticks")
    voice = models.PositiveIntegerField("だれの来庁の✓か")
    marks = models.JSONField("ついている✓の名", default=list)
    at = models.DateTimeField("最後に変えた時刻")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "case", "voice"], name="ticks_voice")]


class PracticeRun(ScopedModel):
    """練習の一回。点は持たない。本人が見るときに、本人の操作からそのつど数える。"""

    login = models.CharField("職員番号", max_length=60)
    exercise = models.CharField("練習の題", max_length=60)
    event_kind = models.CharField("できごと", max_length=20)
    subject_key = models.CharField("使う家族の本人の鍵", max_length=40)
    key = models.CharField("送信の鍵", max_length=80)
    started_at = models.DateTimeField("始めた時刻")
    finished_at = models.DateTimeField("終えた時刻", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "key"], name="practice_run_key"),
            models.UniqueConstraint(
                fields=["municipality", "event_kind", "subject_key"],
                condition=Q(finished_at__isnull=True),
                name="practice_run_family",
            ),
        ]
        indexes = [
            models.Index(fields=["municipality", "login", "-started_at"], name="practice_run_by_login")
        ]


class CoreFile(ScopedModel):
    """基幹システムへ渡したファイル。中身は行から、いつでも同じに作り直せる。"""

    number = models.CharField("ファイルの番号", max_length=24)
    system = models.CharField("基幹システム", max_length=20)
    entry = models.CharField("組", max_length=20)
    made_at = models.DateTimeField("渡した時刻")
    made_by = models.CharField("渡した職員番号", max_length=60)
    digest = models.CharField("中身の要約値", max_length=64)
    again_of = models.CharField("渡し直したもとの番号", max_length=24, blank=True)
    reason = models.CharField("渡し直した理由", max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "number"], name="core_file_number")]


class CoreFileRow(ScopedModel):
    """渡した一行と、返ってきた結果。渡し直した行（`superseded`）のほかは、一つの受付番号に一つだけ。"""

    file = models.ForeignKey(CoreFile, on_delete=models.CASCADE, related_name="rows")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="core_rows")
    line = models.CharField("行の鍵", max_length=140)
    receipt = models.CharField("受付番号", max_length=24)
    cells = models.JSONField("渡した欄", default=list)
    state = models.CharField("結果", max_length=10, default="given")
    message = models.CharField("結果の内容", max_length=200, blank=True)
    resulted_at = models.DateTimeField("結果を読んだ時刻", null=True)
    checked_by = models.CharField("確かめた職員番号", max_length=60, blank=True)
    checked_at = models.DateTimeField("確かめた時刻", null=True)
    superseded = models.BooleanField("渡し直した", default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "receipt"], condition=Q(superseded=False), name="core_row_once"
            )
        ]
        indexes = [models.Index(fields=["municipality", "state"], name="core_row_by_state")]
