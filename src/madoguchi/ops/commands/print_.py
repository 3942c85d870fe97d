"""madoguchi print: 件の書類から、手続き一覧か記入済みの様式を一つの PDF に刷る。データベースは使わない。"""

from __future__ import annotations

import argparse
import secrets
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from madoguchi.catalogue import casefile, releases, results, shelf
from madoguchi.catalogue.casefile import CaseFaults, CaseInput
from madoguchi.catalogue.documents import nearest
from madoguchi.catalogue.profiles import MunicipalityProfile
from madoguchi.catalogue.releases import Release
from madoguchi.domain.errors import Fault
from madoguchi.domain.judgement import NEEDED, Judgement, Line
from madoguchi.guide.lists import Handed, personal_list
from madoguchi.guide.parts import VisitStage, arrange
from madoguchi.printing import context, forms
from madoguchi.printing.definition import PaperForm
from madoguchi.printing.filling import FilledForm, fill
from madoguchi.printing.packs import pack

TOKEN_BYTES = 9


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """引数を足す。"""
    parser.add_argument("case", type=Path, metavar="CASE.json", help="件の書類")
    kind = parser.add_mutually_exclusive_group(required=True)
    kind.add_argument("--list", action="store_true", help="手続き一覧")
    kind.add_argument("--pack", action="store_true", help="必要な手続きの様式を、渡す順に一つに")
    kind.add_argument("--form", metavar="ID", help="一つの様式")
    parser.add_argument("--out", type=Path, required=True, metavar="F.pdf", help="書き出す PDF")
    parser.add_argument("--catalogue", type=Path, metavar="DIR", help="定義の棚。なければ同梱の定義")
    parser.add_argument("--municipality", metavar="CODE", help="団体コード（件の書類に書いてあれば、そちら）")


def run(args: argparse.Namespace) -> int:
    """紙を作り終えてから書き出す。誤りがあれば、何も書かずに全部を言って 1 を返す。"""
    try:
        desk = _desk(args)
        made = desk.list_pdf() if args.list else pack(desk.filled(args.form))
    except CaseFaults as broken:
        for said in dict.fromkeys(str(fault) for fault in broken.faults):
            print(said, file=sys.stderr)
        return 1
    _write(args.out, made)
    return 0


@dataclass(frozen=True)
class _Desk:
    """一つの件を刷るのに要るもの。"""

    release: Release
    municipality: MunicipalityProfile
    case: CaseInput
    judgement: Judgement
    forms: dict[str, PaperForm]

    def list_pdf(self) -> bytes:
        on = self.case.on
        parts = arrange(self.judgement, self.release.definitions, self.municipality, on, self._stage())
        # まだ様式のない手続きがあっても一覧は渡せる。刷る様式の数だけを言う。
        used = [self.forms[line.form_id] for line in parts.today if line.form_id in self.forms]
        signatures = sum(form.edition(on).signatures for form in used)
        return personal_list(parts, self._token(), self.municipality, on, Handed("", signatures, len(used)))

    def filled(self, form_id: str | None) -> list[FilledForm]:
        if form_id is not None:
            form = self._form(form_id)
            used = (line for line in self.judgement.lines if line.procedure.form.id == form_id)
            return [self._fill(form, next(used, None))]
        lines = self._wanted()
        absent = dict.fromkeys(name for name, _ in lines if name not in self.forms)
        if absent:
            print(f"まだ棚にない様式は刷っていません: {'・'.join(absent)}", file=sys.stderr)
        return [self._fill(self.forms[name], line) for name, line in lines if name in self.forms]

    def _wanted(self) -> list[tuple[str, Line]]:
        """必要な行の様式を、渡す順に。まとめて一枚の様式は、初めの行で一度だけ。"""
        found: dict[tuple[str, str | None], tuple[str, Line]] = {}
        for line in self.judgement.lines:
            use = line.procedure.form
            if line.result == NEEDED and use.id is not None:
                key = (use.id, None if use.kind == "combined" else line.person)
                found.setdefault(key, (use.id, line))
        return list(found.values())

    def _form(self, form_id: str) -> PaperForm:
        if form_id not in self.forms:
            remedy = nearest(form_id, self.forms) or f"ある様式は {'・'.join(self.forms)} です。"
            raise Fault("その様式はありません。", value=form_id, remedy=remedy)
        return self.forms[form_id]

    def _fill(self, form: PaperForm, line: Line | None) -> FilledForm:
        facts = self.case.facts[0]
        wanted = form.edition(self.case.on).parameters
        values = context.of_event(facts, self.release.definitions, wanted, self.municipality)
        person = line.person if line else facts.situation.subject
        papered = replace(values, person=person, case=context.CasePaper(token=self._token()))
        return fill(form, papered, self.case.on)

    def _stage(self) -> VisitStage:
        notified = self.case.facts[0].situation.event.notified_on
        return VisitStage(returning=notified is not None and notified < self.case.on)

    @staticmethod
    def _token() -> str:
        return secrets.token_urlsafe(TOKEN_BYTES)


def _desk(args: argparse.Namespace) -> _Desk:
    document = casefile.opened(args.case)
    code = casefile.municipality_of(document) or args.municipality or _first(args.catalogue)
    release = releases.load(args.catalogue, code)
    if release.municipality is None:
        raise Fault(
            "自治体の定義がありません。", value=code, remedy="--municipality に団体コードを書いてください。"
        )
    case = casefile.interpret(document, release.definitions)
    judgement = results.judged(release, case)
    return _Desk(release, release.municipality, case, judgement, forms.of_release(release))


def _first(root: Path | None) -> str:
    """団体コードがどこにも書かれていないとき、棚の一つめの自治体で刷り、そう言う。"""
    codes = list(shelf.municipality_folders(root or shelf.packaged_root()))
    if not codes:
        raise Fault("棚に自治体がありません。", remedy="municipalities に自治体の定義を置いてください。")
    print(f"団体コードの指定がないので、{codes[0]} の窓口で刷ります。", file=sys.stderr)
    return codes[0]


def _write(path: Path, made: bytes) -> None:
    """途中で止まっても半分の PDF が残らないよう、書き終えてから名を付ける。"""
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(made)
        partial.replace(path)
    except OSError as error:
        raise Fault(
            "書き出せません。",
            file=str(path),
            value=error.strerror,
            remedy="置き場所と権限を確かめてください。",
        ) from error
