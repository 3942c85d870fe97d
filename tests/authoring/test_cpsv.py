"""CPSV-AP の公開: RDF として読め、3.2.0 の要る性質と指し先の種類を守り、職員だけの手続きを出さない。"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from madoguchi.authoring.cpsv import as_json_ld
from madoguchi.authoring.publication import published
from madoguchi.catalogue import releases
from madoguchi.catalogue.releases import Release

ON = date(2026, 11, 25)
CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
DCT = Namespace("http://purl.org/dc/terms/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
ORG = Namespace("http://www.w3.org/ns/org#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
TIME = Namespace("http://www.w3.org/2006/time#")
OURS = "urn:madoguchi:"
DOCUMENT = Path(__file__).parents[2] / "docs/reference/exports.md"

#: CPSV-AP 3.2.0 の SHACL が、種類ごとに一つ以上を求める性質。
REQUIRED = {
    CPSV.PublicService: (DCT.identifier, DCT.title, DCT.description, CV.hasCompetentAuthority),
    CPSV.Rule: (DCT.identifier, DCT.title, DCT.description),
    CV.Requirement: (DCT.identifier, DCT.title),
    CV.Evidence: (DCT.identifier, DCT.title),
    CV.Event: (DCT.identifier, DCT.title),
    CV.Channel: (DCT.identifier,),
    CV.Cost: (DCT.identifier,),
    CV.Participation: (DCT.identifier, DCT.description, CV.hasParticipant, CV.role),
    CV.PublicOrganisation: (SKOS.prefLabel, DCT.spatial),
    FOAF.Agent: (DCT.identifier, DCT.title),
    DCAT.Dataset: (DCT.title, DCT.description, DCT.publisher),
}
#: 同じく、性質の指し先の種類。
RANGES = {
    CV.hasCompetentAuthority: CV.PublicOrganisation,
    CV.contactPoint: CV.ContactPoint,
    CV.hasChannel: CV.Channel,
    CV.isGroupedBy: CV.Event,
    CV.hasRelatedService: CPSV.PublicService,
    CV.hasLegalResource: ELI.LegalResource,
    CV.holdsRequirement: CV.Requirement,
    CV.fulfils: CPSV.Rule,
    CV.thematicArea: SKOS.Concept,
    CV.isClassifiedBy: SKOS.Concept,
    CV.hasParticipation: CV.Participation,
    CV.hasParticipant: FOAF.Agent,
    CV.role: SKOS.Concept,
    CV.openingHours: TIME.TemporalEntity,
    CPSV.follows: CPSV.Rule,
    CPSV.implements: ELI.LegalResource,
    CPSV.hasInput: CV.Evidence,
    DCT.audience: SKOS.Concept,
    DCT.type: SKOS.Concept,
    DCT.hasPart: CPSV.PublicService,
    DCT.isPartOf: DCAT.Dataset,
    DCT.publisher: FOAF.Agent,
    DCT.language: DCT.LinguisticSystem,
    DCT.spatial: URIRef("http://data.europa.eu/88u/dataset/atu-type"),
    CV.ownedBy: ORG.Organization,
    FOAF.page: FOAF.Document,
    CV.hasCost: CV.Cost,
    CV.currency: SKOS.Concept,
    CV.relatedService: CPSV.PublicService,
    DCT.requires: CPSV.PublicService,
}
TEXTS = (DCT.title, DCT.description, SKOS.prefLabel, DCAT.keyword)


def read(made: bytes) -> Graph:
    graph = Graph()
    graph.parse(data=made.decode(), format="json-ld")
    return graph


@pytest.fixture(scope="module")
def small(release: Release) -> Graph:
    return read(as_json_ld(release, published(release, ON)))


@pytest.fixture(scope="module")
def whole() -> Graph:
    """同梱の定義の、あおば市の版の全部。"""
    release = releases.load(None, "990001")
    return read(as_json_ld(release, published(release, ON)))


def offered(name: str) -> URIRef:
    return URIRef(f"{OURS}service/{name}")


def titles(graph: Graph, nodes: Any) -> list[str]:
    return sorted(str(graph.value(node, DCT.title)) for node in nodes)


def test_a_procedure_is_written_with_its_neighbours(small: Graph) -> None:
    node = offered("b_teate")
    assert (node, RDF.type, CPSV.PublicService) in small
    assert small.value(node, DCT.identifier) == Literal("b_teate")
    assert small.value(node, DCT.title) == Literal("児童手当の請求", lang="ja")
    assert titles(small, small.objects(node, CV.isGroupedBy)) == ["出生"]
    assert titles(small, small.objects(node, CV.hasLegalResource)) == ["児童手当法7条", "市の要綱"]
    assert titles(small, small.objects(node, CPSV.hasInput)) == ["出生届の写し", "通帳"]
    assert titles(small, small.objects(node, CPSV.follows)) == [
        "児童手当の請求の期限",
        "児童手当の請求の要る条件",
    ]
    authority = small.value(node, CV.hasCompetentAuthority)
    assert small.value(authority, SKOS.prefLabel) == Literal("市", lang="ja")
    participant = small.value(small.value(node, CV.hasParticipation), CV.hasParticipant)
    assert small.value(participant, DCT.title) == Literal("親御さん", lang="ja")


def test_the_costs_of_the_day_are_written_and_what_nobody_knows_is_not(small: Graph) -> None:
    costs = list(small.objects(offered("b_teate"), CV.hasCost))
    assert sorted(
        float(value) for cost in costs if (value := small.value(cost, CV.hasValue)) is not None
    ) == [450, 1200]
    assert len(costs) == 4
    assert {str(small.value(cost, CV.currency)).rsplit("/", 1)[-1] for cost in costs} == {"JPY", "None"}


def test_order_and_choice_point_only_to_published_lines(small: Graph) -> None:
    node = offered("b_teate")
    assert list(small.objects(node, DCT.requires)) == [offered("b_kiite")]
    assert list(small.objects(node, CV.relatedService)) == [offered("d_kokuho")]


def test_the_deadline_rule_rests_on_its_own_article(small: Graph) -> None:
    rule = URIRef(f"{OURS}rule/b_teate/deadline")
    assert "生まれた日の翌日から数えて15日" in str(small.value(rule, DCT.description))
    assert titles(small, small.objects(rule, CPSV.implements)) == ["児童手当法8条3項"]


def test_what_stands_outside_the_city_hall_has_no_city_contact(small: Graph) -> None:
    node = offered("d_soto")
    assert small.value(node, CV.contactPoint) is None
    assert small.value(small.value(node, CV.hasCompetentAuthority), SKOS.prefLabel) == Literal(
        "銀行", lang="ja"
    )


def test_a_city_counter_tells_its_window_and_hours(small: Graph) -> None:
    channel = small.value(offered("b_teate"), CV.hasChannel)
    assert small.value(channel, DCT.description) == Literal("市民課 1階 2番窓口", lang="ja")
    hours = small.value(channel, CV.openingHours)
    assert small.value(hours, DCT.description) == Literal("平日 8時30分から17時15分", lang="ja")


@pytest.mark.parametrize("kind", REQUIRED, ids=lambda kind: str(kind).rsplit("/", 1)[-1])
def test_every_node_has_what_the_profile_requires(whole: Graph, small: Graph, kind: URIRef) -> None:
    found = [(graph, node) for graph in (whole, small) for node in graph.subjects(RDF.type, kind)]
    assert found
    lacking = [
        (node, name) for graph, node in found for name in REQUIRED[kind] if graph.value(node, name) is None
    ]
    assert lacking == []


@pytest.mark.parametrize("name", RANGES, ids=lambda name: str(name).rsplit("/", 1)[-1])
def test_every_link_leads_to_a_node_of_the_right_kind(whole: Graph, small: Graph, name: URIRef) -> None:
    links = [(graph, *link) for graph in (whole, small) for link in graph.subject_objects(name)]
    assert links
    wrong = [(source, to) for graph, source, to in links if (to, RDF.type, RANGES[name]) not in graph]
    assert wrong == []


def test_texts_have_a_language_and_one_identifier_each(whole: Graph) -> None:
    assert [
        one for name in TEXTS for one in whole.objects(None, name) if getattr(one, "language", "") != "ja"
    ] == []
    doubled = [
        node
        for node in set(whole.subjects(DCT.identifier))
        if len(list(whole.objects(node, DCT.identifier))) > 1
    ]
    assert doubled == []


def test_lines_for_staff_and_what_staff_do_never_leave(release: Release) -> None:
    made = as_json_ld(release, published(release, ON)).decode()
    for word in ("b_shien", "支援措置の確かめ", "口座を確かめる", "ふたりで分かれる", "e-Gov法令"):
        assert word not in made


def test_no_packaged_line_for_staff_leaves(whole: Graph) -> None:
    procedures = releases.load(None, "990001").definitions.procedures.values()
    staff = {one.id for one in procedures if one.audience == "staff"}
    family = {one.id for one in procedures if one.audience == "family" and one.in_force(ON, ON)}
    found = {str(whole.value(node, DCT.identifier)) for node in whole.subjects(RDF.type, CPSV.PublicService)}
    assert staff
    assert found == family


def documented() -> dict[URIRef, set[URIRef]]:
    """文書の表にある、種類ごとの性質。"""
    known = {
        "cpsv": CPSV,
        "cv": CV,
        "dct": DCT,
        "skos": SKOS,
        "foaf": FOAF,
        "eli": ELI,
        "dcat": DCAT,
        "time": TIME,
    }
    table = re.findall(r"^\|(.*)\| ((?:`\w+:\w+`・?)+) \|", DOCUMENT.read_text(encoding="utf-8"), re.M)
    found: dict[URIRef, set[URIRef]] = {}
    for kind, names in table:
        if kind.strip():
            current = found.setdefault(iri(kind.strip(" `"), known), set())
        current |= {iri(name, known) for name in re.findall(r"`(\w+:\w+)`", names)}
    return found


def iri(name: str, known: dict[str, Namespace]) -> URIRef:
    prefix, _, rest = name.partition(":")
    return URIRef(known[prefix][rest])


def test_the_table_of_the_documents_names_just_the_properties_written(whole: Graph, small: Graph) -> None:
    table = documented()
    written: dict[URIRef, set[Node]] = {kind: set() for kind in table}
    for graph in (whole, small):
        for node in set(graph.subjects()):
            kinds = set(graph.objects(node, RDF.type))
            properties = set(graph.predicates(node)) - {RDF.type}
            if properties:
                written[next(kind for kind in table if kind in kinds)] |= properties
    assert written == table


def test_reading_needs_no_network_and_is_the_same_each_time(release: Release) -> None:
    made = as_json_ld(release, published(release, ON))
    assert isinstance(json.loads(made)["@context"], dict)
    assert made == as_json_ld(release, published(release, ON))


def test_without_a_municipality_the_authority_is_the_city_in_general(catalogue: Path) -> None:
    release = releases.load(catalogue)
    graph = read(as_json_ld(release, published(release, ON)))
    authority = graph.value(offered("d_inu"), CV.hasCompetentAuthority)
    assert graph.value(authority, SKOS.prefLabel) == Literal("市区町村", lang="ja")
