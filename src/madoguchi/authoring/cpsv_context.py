"""CPSV-AP 3.2.0 の語を読むための、JSON-LD の @context（網につながずに読めるよう、書類の中に入れる）。"""

from __future__ import annotations

from typing import Any

#: 棚の中だけの名。公開するときは、自治体のサイトの URL に置き換える。
OURS = "urn:madoguchi:"
_PREFIXES = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "madoguchi": OURS,
}
#: 日本語の文。
_TEXTS = {
    "title": "dct:title",
    "description": "dct:description",
    "prefLabel": "skos:prefLabel",
    "keyword": "dcat:keyword",
}
#: 値そのもの。
_VALUES = {
    "identifier": "dct:identifier",
    "telephone": "cv:telephone",
    "hasValue": {"@id": "cv:hasValue", "@type": "xsd:double"},
}
#: ほかの節を指すもの。
_LINKS = {
    "audience": "dct:audience",
    "contactPoint": "cv:contactPoint",
    "follows": "cpsv:follows",
    "fulfils": "cv:fulfils",
    "hasChannel": "cv:hasChannel",
    "currency": "cv:currency",
    "hasCompetentAuthority": "cv:hasCompetentAuthority",
    "hasCost": "cv:hasCost",
    "hasInput": "cpsv:hasInput",
    "hasLegalResource": "cv:hasLegalResource",
    "hasPart": "dct:hasPart",
    "hasParticipant": "cv:hasParticipant",
    "hasParticipation": "cv:hasParticipation",
    "hasRelatedService": "cv:hasRelatedService",
    "holdsRequirement": "cv:holdsRequirement",
    "implements": "cpsv:implements",
    "isClassifiedBy": "cv:isClassifiedBy",
    "isGroupedBy": "cv:isGroupedBy",
    "isPartOf": "dct:isPartOf",
    "language": "dct:language",
    "openingHours": "cv:openingHours",
    "ownedBy": "cv:ownedBy",
    "page": "foaf:page",
    "publisher": "dct:publisher",
    "relatedService": "cv:relatedService",
    "requires": "dct:requires",
    "role": "cv:role",
    "spatial": "dct:spatial",
    "thematicArea": "cv:thematicArea",
    "type": "dct:type",
}
#: 前置きの名で書けない（/ や # で終わらない）種類。
_KINDS = {"AdministrativeTerritorialUnit": "http://data.europa.eu/88u/dataset/atu-type"}
CONTEXT: dict[str, Any] = {
    **_PREFIXES,
    **_KINDS,
    **{name: {"@id": iri, "@language": "ja"} for name, iri in _TEXTS.items()},
    **_VALUES,
    **{name: {"@id": iri, "@type": "@id"} for name, iri in _LINKS.items()},
}
