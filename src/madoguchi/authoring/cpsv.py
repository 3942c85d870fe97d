"""公開する手続きを、CPSV-AP（欧州の公共サービスの語彙 3.2.0）の JSON-LD にする。"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from madoguchi.authoring import wording
from madoguchi.authoring.around import fee_text
from madoguchi.authoring.cpsv_context import CONTEXT
from madoguchi.authoring.publication import Published
from madoguchi.catalogue.profiles import Department, MunicipalityProfile
from madoguchi.catalogue.releases import Release
from madoguchi.domain.procedures import Reference

Node = dict[str, Any]
JAPANESE = "http://publications.europa.eu/resource/authority/language/JPN"
YEN = "http://publications.europa.eu/resource/authority/currency/JPY"
JAPAN = "http://publications.europa.eu/resource/authority/country/JPN"
#: 一つのものが名のる種類。3.2.0 は、性質ごとに違う種類を指し先に求める。
_AREA = ("dct:Location", "AdministrativeTerritorialUnit")
_ORGANISATION = ("cv:PublicOrganisation", "org:Organization", "foaf:Agent")
#: 符号の体系の名。EU の符号表にない値なので、自分の概念（skos:Concept）として書く。
_SCHEMES = {
    "kind": wording.KINDS,
    "per": wording.PERS,
    "place": wording.PLACES,
    "channel": wording.CHANNELS,
    "handling": wording.HANDLINGS,
    "rule": {"condition": "要る条件", "deadline": "期限"},
    "role": {"claimant": "手続きする人"},
}


def as_json_ld(release: Release, found: Sequence[Published]) -> bytes:
    """一そろいの JSON-LD。同じ版と同じ日からは、いつも同じバイト列になる。"""
    graph = _Graph(release, found)
    for one in found:
        graph.add(one)
    document = {"@context": CONTEXT, "@graph": [graph.dataset(), *graph.nodes.values()]}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


class _Graph:
    """節の集まり。同じ節は一度だけ置く。"""

    def __init__(self, release: Release, found: Sequence[Published]) -> None:
        self.release = release
        self.place: MunicipalityProfile | None = release.municipality
        self.nodes: dict[str, Node] = {}
        self.services: list[str] = []
        self.published = {one.procedure.id for one in found}

    def dataset(self) -> Node:
        """全部を束ねる一そろい。"""
        place = self.place
        return {
            "@id": "madoguchi:catalogue",
            "@type": "dcat:Dataset",
            "identifier": self.release.hash,
            "title": f"{place.name if place else '国の定義'} 手続きの一覧",
            "description": "窓口支援システムの定義の棚から書き出した、家族に案内する手続きの一覧です。",
            "publisher": self._city(),
            "hasPart": self.services,
        }

    def add(self, one: Published) -> None:
        """手続き一件と、それが指す節。"""
        procedure = one.procedure
        name = _name(procedure.id)
        self.services.append(name)
        rules = [self._rule(one, "condition", one.condition), self._rule(one, "deadline", one.deadline)]
        self.nodes[name] = _without_empty({
            "@id": name,
            "@type": "cpsv:PublicService",
            "identifier": procedure.id,
            "title": procedure.name,
            "description": one.text,
            "keyword": procedure.scheme,
            "language": self._japanese(),
            "isPartOf": "madoguchi:catalogue",
            "hasCompetentAuthority": self._authority(one),
            "contactPoint": self._contact(one.department),
            "hasChannel": self._channel(one),
            "isGroupedBy": [self._event(event, name) for event in procedure.events],
            "thematicArea": self._topic(one),
            "isClassifiedBy": [self._concept("kind", procedure.kind), self._concept("place", procedure.place)],
            "audience": self._concept("per", procedure.per),
            "hasLegalResource": [self._law(basis) for basis in procedure.basis],
            "follows": rules,
            "holdsRequirement": self._requirement(one, rules[0]),
            "hasInput": self._evidence(one),
            "hasParticipation": self._participation(one),
            "hasCost": self._costs(one),
            "requires": self._partners(one, after=True),
            "relatedService": self._partners(one, after=False),
        })  # fmt: skip

    def _outer(self, iri: str, *kinds: str) -> str:
        """EU の符号表にある値。指し先の種類が書類の中だけで分かるように、種類だけを書く。"""
        self.nodes.setdefault(iri, {"@id": iri, "@type": list(kinds)})
        return iri

    def _japanese(self) -> str:
        return self._outer(JAPANESE, "dct:LinguisticSystem")

    def _japan(self) -> str:
        return self._outer(JAPAN, *_AREA)

    def _put(self, name: str, kind: str | list[str], **properties: Any) -> str:
        node = {"@id": f"madoguchi:{name}", "@type": kind, **properties}
        return str(self.nodes.setdefault(node["@id"], _without_empty(node))["@id"])

    def _concept(self, scheme: str, code: str) -> str:
        return self._put(f"{scheme}/{code}", "skos:Concept", prefLabel=_SCHEMES[scheme][code])

    def _topic(self, one: Published) -> str:
        events = (self.release.definitions.life_events[name] for name in one.procedure.events)
        names = {topic.id: topic.name for event in events for topic in event.topics}
        topic = one.procedure.topic
        return self._put(f"topic/{topic}", "skos:Concept", prefLabel=names.get(topic, topic))

    def _event(self, event: str, service: str) -> str:
        """出来事。3.2.0 は、名と手続きへの向きを cv:Event の側に置くので、両方の種類を名のる。"""
        name = self.release.definitions.life_events[event].name
        made = self._put(f"event/{event}", ["cv:LifeEvent", "cv:Event"], identifier=event, title=name)
        self.nodes[made].setdefault("hasRelatedService", []).append(service)
        return made

    def _city(self) -> str:
        """自治体。棚だけ（自治体を重ねない）なら、名のない市区町村。"""
        place = self.place
        if place is None:
            return self._organisation("city", "市区町村", self._japan())
        where = self._put(
            f"area/{place.code}", list(_AREA), identifier=place.code, title=f"{place.prefecture}{place.name}"
        )
        return self._organisation(f"city/{place.code}", place.name, where)

    def _organisation(self, name: str, label: str, spatial: str) -> str:
        return self._put(
            f"organisation/{name}", list(_ORGANISATION), identifier=name, prefLabel=label, title=label, spatial=spatial
        )  # fmt: skip

    def _authority(self, one: Published) -> str:
        """決める所。書かれていなければ自治体。"""
        agency = one.procedure.agency
        return (
            self._organisation(f"agency/{_hashed(agency)}", agency, self._japan()) if agency else self._city()
        )

    def _hours(self) -> str | None:
        place = self.place
        return self._put("hours/city", "time:TemporalEntity", description=place.hours) if place else None

    def _contact(self, department: Department | None) -> str | None:
        if department is None:
            return None
        return self._put(
            f"contact/{department.id}", "cv:ContactPoint", telephone=department.telephone, openingHours=self._hours()
        )  # fmt: skip

    def _channel(self, one: Published) -> str:
        """受け方。市役所の窓口なら、課・階・窓口を添える。"""
        procedure, department = one.procedure, one.department
        owner = f"/{department.id}" if department and procedure.place == "city" else f"/{procedure.place}"
        where = _where(department) if department and procedure.place == "city" else None
        return self._put(
            f"channel/{procedure.channel}{owner}", "cv:Channel", identifier=f"{procedure.channel}{owner}",
            type=self._concept("channel", procedure.channel), description=where,
            ownedBy=self._city() if procedure.place == "city" else None,
            openingHours=self._hours() if where else None,
        )  # fmt: skip

    def _law(self, basis: Reference) -> str:
        page = self._outer(basis.url, "foaf:Document") if basis.url else None
        return self._put(f"law/{_hashed(basis.text)}", "eli:LegalResource", title=basis.text, page=page)

    def _rule(self, one: Published, kind: str, text: str) -> str:
        procedure = one.procedure
        name = f"{procedure.name}の{_SCHEMES['rule'][kind]}"
        laws = [self._law(basis) for basis in procedure.basis]
        if kind == "deadline" and procedure.deadline.basis:
            laws = [self._law(Reference(procedure.deadline.basis))]
        return self._put(
            f"rule/{procedure.id}/{kind}", "cpsv:Rule", identifier=f"{procedure.id}/{kind}", title=name, description=text,
            language=self._japanese(), type=self._concept("rule", kind), implements=laws,
        )  # fmt: skip

    def _requirement(self, one: Published, rule: str) -> str:
        procedure = one.procedure
        return self._put(
            f"requirement/{procedure.id}", "cv:Requirement", identifier=procedure.id, title=f"{procedure.name}が要る人",
            type=self._concept("rule", "condition"), fulfils=rule,
        )  # fmt: skip

    def _evidence(self, one: Published) -> list[str]:
        return [
            self._put(
                f"evidence/{one.procedure.id}/{item.id}", "cv:Evidence", identifier=f"{one.procedure.id}/{item.id}",
                title=item.label, description=line, language=self._japanese(), type=self._concept("handling", item.handling),
            )
            for item, line in zip(one.procedure.items, wording.item_lines(one.procedure.items), strict=True)
        ]  # fmt: skip

    def _costs(self, one: Published) -> list[str]:
        return [
            self._put(
                f"cost/{one.procedure.id}/{number}", "cv:Cost", identifier=f"{one.procedure.id}/{number}",
                description=fee_text(fee, yen), hasValue=yen, currency=None if yen is None else self._outer(YEN, "skos:Concept"),
            )
            for number, (fee, yen) in enumerate(one.costs, 1)
        ]  # fmt: skip

    def _partners(self, one: Published, *, after: bool) -> list[str]:
        """先に済ませる手続き、または選ぶ手続き。公開しない手続きは、名も出さない。"""
        return [
            _name(link.procedure)
            for link in one.procedure.links
            if (link.rule == "after") is after and link.procedure in self.published
        ]

    def _participation(self, one: Published) -> str | None:
        claimant = one.procedure.claimant
        if not claimant.who:
            return None
        agent = self._put(
            f"agent/{_hashed(claimant.who)}",
            "foaf:Agent",
            identifier=_hashed(claimant.who),
            title=claimant.who,
        )
        return self._put(
            f"participation/{one.procedure.id}", "cv:Participation", identifier=one.procedure.id,
            description="\n".join(wording.claimant_lines(claimant)), role=self._concept("role", "claimant"),
            hasParticipant=agent,
        )  # fmt: skip


def _name(procedure: str) -> str:
    return f"madoguchi:service/{procedure}"


def _where(department: Department) -> str:
    floor = f"{department.floor}階" if department.floor else ""
    window = f"{department.window}番窓口" if department.window else ""
    return " ".join(filter(None, (department.name, floor, window)))


def _hashed(text: str) -> str:
    """文だけで名を持たないもの（法令、機関）の、いつも同じ短い名。"""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _without_empty(node: Node) -> Node:
    return {key: value for key, value in node.items() if not _empty(value)}


def _empty(value: object) -> bool:
    return (
        value is None
        or value == ""
        or (isinstance(value, Iterable) and not isinstance(value, str) and not list(value))
    )
