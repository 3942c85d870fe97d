"""佐藤 松雄さんの家（架空）の、画面に届く値の見本。"""

from __future__ import annotations

from madoguchi.catalogue.releases import load
from madoguchi.counter import pages as p
from madoguchi.counter import receiving_pages as r
from madoguchi.counter.receptions import words_of


def band(here: str = "list") -> p.CaseBand:
    """松雄さんの件の帯。"""
    names = (
        ("visitor", "来た人"),
        ("household", "世帯"),
        ("interview", "聞き取り"),
        ("list", "手続き一覧"),
        ("receive", "受け付け"),
        ("hand_over", "お渡し"),
    )
    at = [key for key, _ in names].index(here)
    steps = tuple(
        p.Step(key, name, "done" if i < at else "now" if i == at else "next")
        for i, (key, name) in enumerate(names)
    )
    return p.CaseBand(
        case_id=14, number="8-1120-014", version=3, name="佐藤　松雄", kana="さとう まつお", age="82歳",
        birth="昭和19年6月5日", sex="男", relation="世帯主", event_label="亡くなった日",
        event_date="令和8年11月12日（木）", notice="死亡届 受理 11月13日、戸籍は登録待ち", visitor="佐藤 晴樹",
        visitor_note="長男・別の世帯・喪主", identity="運転免許証", gives="list", steps=steps,
    )  # fmt: skip


DEATH = words_of(load().definitions, "death")


def search() -> p.SearchPage:
    """よく似た三人。"""

    def hit(
        number: int, last: str, birth: str, age: str, town: str, notice: str = "なし", note: str = ""
    ) -> p.Hit:
        name = (p.NameMark("佐藤　松"), p.NameMark(last, True))
        return p.Hit(f"k{number}", number, name, "さとう まつお", birth, age, town, notice, note)

    hits = (
        hit(1, "雄", "昭和19年6月5日", "82歳　男", "みどり町三丁目", "11月13日 受理", "戸籍は登録待ち"),
        hit(2, "夫", "昭和16年6月15日", "85歳　男", "みどり町一丁目"),
        hit(3, "男", "昭和22年11月2日", "79歳　男", "本町二丁目"),
    )
    recent = (
        p.RecentCase(9, "8-1120-009", "9:12", "聞き取りの途中"),
        p.RecentCase(31, "8-1119-031", "8:40", "今日はここまで（残りは郵送）"),
    )
    return p.SearchPage("さとう まつお", hits, "", recent, DEATH)


RECORDS = (
    p.RecordTime("住民記録", "11月20日 8時30分"), p.RecordTime("国保・後期", "11月20日 6時"),
    p.RecordTime("介護保険", "11月20日 6時"), p.RecordTime("税・固定資産", "11月19日 22時"),
    p.RecordTime("水道・犬", "11月20日 6時"), p.RecordTime("障害福祉", "11月9日", True),
)  # fmt: skip


def household() -> p.HouseholdPage:
    """松雄さんと、妻のフミ子さん。"""
    members = (
        p.HouseholdMember(
            "P1", "佐藤　松雄", "さとう まつお", "昭和19年6月5日", "82歳", "世帯主", "", (), True
        ),
        p.HouseholdMember(
            "P2",
            "佐藤　フミ子",
            "さとう ふみこ",
            "昭和21年2月11日",
            "80歳",
            "妻",
            "配偶者",
            ("残る世帯員は1人",),
        ),
    )
    return p.HouseholdPage(band("household"), "あおば市みどり町三丁目12番5号", members, True, RECORDS)


def interview() -> p.InterviewPage:
    """年金の三問。"""

    def choices(*labels: str, chosen: tuple[int, ...] = ()) -> tuple[p.Choice, ...]:
        return tuple(p.Choice(str(i), label, str(i), i in chosen) for i, label in enumerate(labels, 1))

    questions = (
        p.QuestionView(
            1,
            "ask.pension_kind",
            "松雄さんは、年金を受けていましたか。",
            "年金の種類で、届け先が年金事務所か市役所かに分かれます。市役所は受給の全部を知りません。",
            "choices",
            choices("国民年金", "厚生年金", "共済", "障害・遺族", "受けていない", chosen=(1, 2)),
        ),
        p.QuestionView(
            2,
            "ask.livelihood@P2",
            "奥さまのフミ子さんは、松雄さんの収入といっしょの家計で暮らしていましたか。",
            "遺族厚生年金と未支給年金を請求できるかが、これで決まります。",
            "choice",
            choices("はい", "いいえ"),
        ),
        p.QuestionView(
            3,
            "ask.funeral_on",
            "葬儀は、いつ行いましたか。",
            "葬祭費の期限が、この日から数えられます。",
            "date",
        ),
    )
    topics = tuple(
        p.TopicView(*row)
        for row in (
            ("funeral", "葬儀", 1, "done"),
            ("pension", "年金", 3, "now"),
            ("cards", "証の手元", 1, "todo"),
            ("home", "住まい・犬", 2, "todo"),
            ("estate", "相続のお考え", 1, "todo"),
        )
    )
    decides = tuple(
        p.DecidedLine(*row)
        for row in (
            ("年金受給者の死亡届", "必要", "問1で決まりました"),
            ("未支給年金の請求", "要確認", "問2で決まります"),
            ("遺族厚生年金", "要確認", "問2で決まります"),
            ("寡婦年金、死亡一時金", "不要", "老齢の年金を受けていたため"),
            ("持ち物の案内（年金証書）", "", "問3で決まります"),
        )
    )
    return p.InterviewPage(
        band("interview"), "pension", "年金", topics, questions, decides, 8, "funeral", "証の手元へ進む"
    )


def _line(
    key: str, mark: str, scheme: str, title: str, deadline: str, who: str, department: str, **more: object
) -> p.ListLine:
    values: dict[str, object] = {
        "reason": "松雄さんの記録から、この手続きが必要と決まりました。",
        "facts": (p.ReasonFact("住民記録", "あり", "住民記録、11月20日 8時30分"),),
        "basis": "あおば市の条例 3条",
    }
    return p.ListLine(key, key, mark, scheme, title, deadline, who, department, **{**values, **more})  # type: ignore[arg-type]


FUNERAL = {
    "reason": "松雄さんは亡くなった日に後期高齢者医療に入っていました。葬祭を行った方が請求できる場合があります。決めるのは広域連合です。",
    "facts": (
        p.ReasonFact("後期高齢者医療の資格", "あり", "後期高齢者医療の記録、11月20日 6時"),
        p.ReasonFact("資格をとった日", "令和元年6月5日", "同じ記録。前の健康保険から3か月を過ぎている"),
        p.ReasonFact("葬儀", "行った（11月16日）", "聞き取り、今日 9時31分"),
    ),
    "basis": "高齢者の医療の確保に関する法律 86条1項、160条",
    "form": "様式あり",
    "arranged": (
        p.Arranged("今日できない訳", "戸籍の登録が済んでから"),
        p.Arranged(
            "選ぶ", "前に入っていた健康保険から埋葬料が出るときは、後期高齢者医療の葬祭費は出ません（条例）"
        ),
        p.Arranged("窓口", "総合窓口（平日 8:30〜17:15）。日曜窓口は、この窓口では受けていません"),
    ),
}


def _parts() -> tuple[p.ListPart, ...]:
    today = (
        _line(
            "d_kouki",
            "必要",
            "後期高齢者医療",
            "資格確認書の返却",
            "11月26日（木）まで",
            "どなたでも",
            "国保年金課",
        ),
        _line(
            "d_kouki_sousaihi",
            "請求できる",
            "後期高齢者医療",
            "葬祭費の申請",
            "令和10年11月16日（木）",
            "喪主",
            "国保年金課",
            **FUNERAL,
        ),
        _line(
            "d_kaigo",
            "必要",
            "介護保険",
            "被保険者証・負担割合証の返却",
            "11月26日（木）まで",
            "どなたでも",
            "介護保険課",
            form="様式あり",
        ),
        _line("d_inkan", "必要", "印鑑登録", "登録証の返却", "期限なし", "どなたでも", "市民課"),
        _line("d_dog", "必要", "飼い犬", "所有者の変更", "12月14日（月）まで", "新しい飼い主", "環境課"),
        _line(
            "d_shisan",
            "必要",
            "固定資産",
            "いまの所有者の申告",
            "令和9年2月15日（月）",
            "相続人",
            "資産税課",
            unverified=True,
        ),
        _line("d_shizei", "必要", "市税", "相続人の代表者の届出", "期限なし", "相続人", "税務課"),
        _line(
            "d_suido",
            "必要",
            "水道",
            "使用者の名前の変更",
            "次の検針 12月4日まで",
            "使い続ける人",
            "水道料金係",
        ),
    )
    again = (
        _line(
            "d_koseki", "登録後に可", "戸籍・除票", "証明の請求", "11月24日（火）から", "配偶者・子", "市民課"
        ),
        _line(
            "d_kougaku",
            "請求できる",
            "後期高齢者医療",
            "高額療養費の受け取り",
            "令和10年10月2日（月）",
            "相続人の代表",
            "国保年金課",
        ),
    )
    outside = (
        _line(
            "d_nenkin",
            "必要",
            "年金",
            "受給者が亡くなった届と、未支給年金の請求",
            "11月24日（火）まで",
            "配偶者",
            "年金事務所",
        ),
        _line("d_touki", "必要", "土地・家", "相続登記", "令和11年11月12日（月）", "相続人", "法務局"),
    )
    confirm = (
        _line(
            "d_techo",
            "要確認",
            "障害者手帳",
            "返還",
            "記録が11月9日で止まっている",
            "",
            "障害福祉課",
            hint="11月9日の記録では 手帳なし。ご家族に「手帳をお持ちでしたか」とたずねれば決まります。",
            hint_answer="持っていなかった",
        ),
        _line("d_kanpu", "要確認", "市税", "還付金", "税務課で確認　内線 2210", "", "税務課"),
    )
    return (
        p.ListPart(
            "today", "今日ここでできること", "今日ここで", "様式は記入済み　署名 3か所　およそ25分", today
        ),
        p.ListPart(
            "again", "もう一度お越しいただくこと", "もう一度", "戸籍の登録後、11月24日（火）から一度で", again
        ),
        p.ListPart("outside", "市役所の外のこと", "市役所の外", "", outside),
        p.ListPart(
            "confirm",
            "確認してからお知らせすること",
            "確認してから",
            "電話か郵便で。窓口ではお待たせしません",
            confirm,
        ),
    )


def result() -> p.ListPage:
    """手続き一覧。"""
    bring = (
        p.BringItem("来た人の本人確認書類", "すべての手続き"), p.BringItem("会葬礼状", "葬祭費。領収書でもよい"),
        p.BringItem("喪主の通帳", "葬祭費"), p.BringItem("後期高齢者医療の資格確認書", ""),
        p.BringItem("介護保険の証 2枚", "なければ後日、郵送でよい"),
        p.BringItem("続柄の分かる戸籍 1通", "3件に使う。1通でよい", False), p.BringItem("相続人の代表の通帳", "2件", False),
    )  # fmt: skip
    setai = _line(
        "d_setai", "不要", "", "世帯主変更届", "", "", "市民課", reason="残る世帯員が1人のため不要です。"
    )
    jidou = _line(
        "d_jidou",
        "不要",
        "児童手当",
        "受給者の変更",
        "",
        "",
        "こども課",
        reason="18歳までのお子さまが世帯にいないため不要です。",
    )
    return p.ListPage(
        band("list"), _parts(), (setai, jidou), "例：世帯主変更届は、残る世帯員が1人のため不要",
        ("生命保険の請求", "電気・ガスの名義"), bring, RECORDS, "11月20日 9時42分", "令和8年10月1日版",
        aside=(p.SetAside("d_bus", "敬老バス証の返却", "先週、支所で返したとのこと", "小川　9時50分"),),
        added=(p.SetAside("d_fukuuji", "復氏届", "奥さまからのお申し出", "小川　9時51分"),),
        outlook=(
            p.Arranged("今日", "届や請求が8件。本庁舎1階 総合窓口。"),
            p.Arranged("もう一度", "11月24日（火）から（登録のめやす）。本庁舎1階 総合窓口（平日 8:30〜17:15）で3件。"),
            p.Arranged("費用", "金額を窓口でおたずねください: 登録免許税。"),
        ),
        searchable=(("d_fukuuji", "復氏届"), ("d_inzoku", "姻族関係終了届"), ("d_jidou", "児童手当　受給者の変更")),
    )  # fmt: skip


DONE = r.LineStatus("received", "受付済", "8-1120-014-01", "", "小川　今日 9時41分", True)
OPEN = r.LineStatus("open", "請求できる")
HELD = r.LineStatus("held", "保留", "", "負担割合証", "小川　今日 9時45分", True)
WAYS = (
    r.Way("hold", "保留", "足りないもの", "一行に一つ。", "会葬礼状", True, "1"),
    r.Way("refer", "担当課へ", "課に伝えること", "たずねたいこと。", "窓口での相談", True, "2"),
    r.Way("decline", "請求しない", "理由", "例　ご家族で相談してから決める。", "", True, "5"),
)


def rows() -> tuple[r.WalkRow, ...]:
    """今日の三行。"""
    return (
        r.WalkRow(1, "資格確認書の返却", DONE), r.WalkRow(2, "葬祭費の申請", OPEN, True), r.WalkRow(3, "介護保険の証の返却", HELD),
    )  # fmt: skip


def navigation() -> r.NavigationPage:
    """葬祭費の手順。"""
    steps = r.FiveSteps(
        say=("葬儀を行った方は、葬祭費を請求できる場合があります。決めるのは広域連合です。",),
        checks=(r.Tick("check:1", "会葬礼状の喪主の名前が同じ", "", True, True), r.Tick("check:2", "口座の名義を確かめる", "", False, True)),
        facts=(p.ReasonFact("葬儀", "行った（11月16日）", "聞き取り、今日 9時31分"),),
        items=(r.Tick("item:kaiso", "会葬礼状", "写しをとって、すぐ返す"),), papers=("葬祭費支給申請書",),
        enter=("葬祭を行った日、振込先",), entries=(p.ReasonFact("亡くなった方", "佐藤　松雄　さとう まつお", ""),),
        hand_over=("受付の控え", "控えは、お渡しの画面で一枚にまとまります。"),
    )  # fmt: skip
    aside = r.Aside(
        "後期高齢者医療葬祭費支給申請書", ("葬祭を行った方は、葬祭費を請求できる場合があります。",), (p.Arranged("窓口", "総合窓口"),),
        (r.Basis("高齢者の医療の確保に関する法律 86条1項"),), "後期高齢者医療の被保険者である", False,
        r.Contact("国保年金課", "0000-22-3121", "2134", "1階　5番"),
    )  # fmt: skip
    head = r.LineHead(
        "d_kouki_sousaihi@P1",
        2,
        "後期高齢者医療",
        "葬祭費の申請",
        "請求できる",
        "令和10年11月16日（木）まで",
        "right",
        "喪主の方",
    )
    return r.NavigationPage(
        band=band("receive"), head=head, status=OPEN, may="", may_not=False, received_on="11月20日（金）",
        received_note="期限の11月26日に間に合います", steps=steps, aside=aside, main=r.Way("receive", "受け付けて次へ"), ways=WAYS,
        parts=(r.WalkPart("today", "今日ここで", rows(), 1, True),), progress="3件のうち1件 受付済", next_number=3,
        happened=("今日 9時40分　小川さんが取り消しました（行のまちがい）",),
    )  # fmt: skip


def closing(*, closed: bool = False, left: bool = True) -> r.ClosingPage:
    """終える前の確かめ。"""
    open_rows = rows()[1:2] if left else ()
    told = ("選挙人名簿は、市が直します。",)
    return r.ClosingPage(
        band("receive"), "3件のうち1件 受付済", open_rows, rows()[:1], told, closed, not (left or closed)
    )
