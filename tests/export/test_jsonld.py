"""W3C Web Annotation: valid by the model's schema, expanded by a JSON-LD processor, lossless."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pyld import jsonld

from reader.article import Span
from reader.errors import InputError
from reader.export import Clipping, Selection, export, read_jsonld
from reader.notes import COLOURS, KINDS, METADATA_FIELDS, Anchor, Metadata, Note

OA = "http://www.w3.org/ns/oa#"

# The constraints of https://www.w3.org/TR/annotation-model/ on what we write.
IRI = {"type": "string", "pattern": r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$"}
TIME = {"type": "string"}
BODY = {
    "type": "object",
    "required": ["type", "value"],
    "properties": {
        "type": {"const": "TextualBody"},
        "value": {"type": "string"},
        "format": {"type": "string"},
        "purpose": {"enum": ["commenting", "tagging"]},
    },
}
SELECTOR = {
    "oneOf": [
        {
            "required": ["type", "exact"],
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string"},
                "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
        },
        {
            "required": ["type", "start", "end"],
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 0},
            },
        },
    ]
}
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": IRI,
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["bookmarking", "highlighting", "commenting"]},
        "created": TIME,
        "modified": TIME,
        "body": {"type": "array", "items": BODY},
        "target": {
            "type": "object",
            "required": ["source"],
            "properties": {
                "type": {"const": "SpecificResource"},
                "source": {"type": "object", "required": ["id"], "properties": {"id": IRI}},
                "selector": {"type": "array", "items": SELECTOR, "minItems": 1},
            },
        },
    },
}
COLLECTION = {
    "type": "object",
    "required": ["@context", "id", "type", "total", "first"],
    "properties": {
        "@context": {
            "type": "array",
            "contains": {"const": "http://www.w3.org/ns/anno.jsonld"},
        },
        "id": IRI,
        "type": {"const": "AnnotationCollection"},
        "total": {"type": "integer", "minimum": 0},
        "first": {
            "type": "object",
            "required": ["id", "type", "items"],
            "properties": {
                "id": IRI,
                "type": {"const": "AnnotationPage"},
                "startIndex": {"type": "integer", "minimum": 0},
                "items": {"type": "array", "items": ANNOTATION},
            },
        },
    },
}

# The terms of the W3C's context that we use, so that no test fetches it.
CONTEXT = {
    "@context": {
        "oa": OA,
        "dcterms": "http://purl.org/dc/terms/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "as": "http://www.w3.org/ns/activitystreams#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": {"@type": "@id", "@id": "@id"},
        "type": {"@type": "@id", "@id": "@type"},
        **{
            name: f"oa:{name}"
            for name in ("Annotation", "SpecificResource", "TextQuoteSelector", "TextualBody",
                         "TextPositionSelector", "exact", "prefix", "suffix", "start", "end")
        },
        "AnnotationCollection": "as:OrderedCollection",
        "AnnotationPage": "as:OrderedCollectionPage",
        "Text": "http://purl.org/dc/dcmitype/Text",
        "body": {"@type": "@id", "@id": "oa:hasBody"},
        "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"},
        "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
        "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
        **{name: f"oa:{name}" for name in ("highlighting", "bookmarking", "commenting", "tagging")},
        "first": {"@type": "@id", "@id": "as:first"},
        "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
        "startIndex": {"@type": "xsd:nonNegativeInteger", "@id": "as:startIndex"},
        "total": {"@type": "xsd:nonNegativeInteger", "@id": "as:totalItems"},
        "label": "rdfs:label",
        "value": "rdf:value",
        "format": "dc:format",
        "dc": "http://purl.org/dc/elements/1.1/",
        "created": {"@id": "dcterms:created", "@type": "xsd:dateTime"},
        "modified": {"@id": "dcterms:modified", "@type": "xsd:dateTime"},
        "generated": {"@id": "dcterms:issued", "@type": "xsd:dateTime"},
    }
}  # fmt: skip


def load_context(url: str, _options: Any) -> dict[str, Any]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url,
            "document": CONTEXT}  # fmt: skip


def valid(data: bytes) -> Any:
    collection = json.loads(data)
    Draft202012Validator(COLLECTION).validate(collection)
    return collection


def test_it_is_a_valid_collection(selection: Selection) -> None:
    collection = valid(export(selection, "json-ld"))
    (item,) = collection["first"]["items"]
    assert item["body"][0]["value"] == "可用作开头"
    assert item["target"]["selector"][0]["exact"].startswith("老街的茶馆说")


def test_a_json_ld_processor_understands_it(selection: Selection) -> None:
    document = json.loads(export(selection, "json-ld"))
    (collection,) = jsonld.expand(document, {"documentLoader": load_context})
    (page,) = collection["http://www.w3.org/ns/activitystreams#first"]
    (annotation,) = page["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert annotation["@type"] == [f"{OA}Annotation"]
    assert annotation[f"{OA}motivatedBy"] == [{"@id": f"{OA}highlighting"}]
    (target,) = annotation[f"{OA}hasTarget"]
    (selector,) = target[f"{OA}hasSelector"]
    assert selector[f"{OA}prefix"] == [{"@value": "从前，"}]
    assert len(annotation[f"{OA}hasBody"]) == 3


def test_one_stretch_has_a_position_several_have_not(note: Note, metadata: Metadata) -> None:
    assert note.anchor is not None
    one = Anchor(note.anchor.digest, (Span(3, 9),), "甲")
    single = Clipping(Note("1", "quotation", "a", "a", one, "甲"), metadata)
    items = valid(export(Selection((single, Clipping(note, metadata))), "json-ld"))["first"][
        "items"
    ]
    kinds = [[s["type"] for s in item["target"]["selector"]] for item in items]
    assert kinds == [["TextQuoteSelector", "TextPositionSelector"], ["TextQuoteSelector"]]


def test_hostile_words_are_valid_and_come_back(hostile: Selection) -> None:
    data = export(hostile, "json-ld")
    valid(data)
    assert read_jsonld(data).notes == tuple(c.note for c in hostile.clippings)


words = st.text(st.characters(codec=None), max_size=20)
spans = st.tuples(st.integers(0, 500), st.integers(0, 500)).map(lambda p: Span(*sorted(p)))
anchors = st.builds(
    Anchor,
    digest=st.text("0123456789abcdef", min_size=64, max_size=64),
    raw=st.lists(spans, max_size=3).map(tuple),
    quote=words,
    before=words,
    after=words,
    blocks=st.lists(words, max_size=2).map(tuple),
    occurrences=st.integers(0, 9),
)
notes = st.builds(
    Note,
    id=words.filter(bool),
    kind=st.sampled_from(KINDS),
    source=words.filter(bool),
    path=words,
    anchor=st.none() | anchors,
    text=words,
    note=words,
    tags=st.lists(words, max_size=3).map(tuple),
    colour=st.none() | st.sampled_from(COLOURS),
    folder=words,
    created=words,
    modified=words,
    removed=st.none() | words,
)
known = st.none() | words
metadata_of = st.builds(
    Metadata,
    authors=st.none() | st.lists(words, max_size=3).map(tuple),
    **{name: known for name in METADATA_FIELDS if name != "authors"},
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(notes, metadata_of), max_size=4))
def test_notes_come_back_field_by_field(pairs: list[tuple[Note, Metadata]]) -> None:
    data = export(Selection(tuple(Clipping(n, m) for n, m in pairs)), "json-ld")
    valid(data)
    back = read_jsonld(data)
    assert back.notes == tuple(note for note, _ in pairs)
    assert back.metadata == {note.digest: m for note, m in pairs if note.digest}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"first": null}',
        b'{"first": {"items": 3}}'[:-3],
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="not a collection of annotations"):
        read_jsonld(data)


def mutations(item: dict[str, Any]) -> list[dict[str, Any]]:
    """The annotation with one thing in it broken, in every way."""
    made = []
    for broken in (None, 3, [], {}, "x"):
        for field in item:
            made.append({**item, field: broken})
        for field in item["jianbao:note"]:
            made.append({**item, "jianbao:note": {**item["jianbao:note"], field: broken}})
        for field in item["target"]:
            made.append({**item, "target": {**item["target"], field: broken}})
    return made


def test_a_changed_file_is_refused_with_the_annotation_named(selection: Selection) -> None:
    document = json.loads(export(selection, "json-ld"))
    (item,) = document["first"]["items"]
    refused = 0
    for mutation in mutations(item):
        document["first"]["items"] = [item, mutation]
        try:
            read_jsonld(json.dumps(document).encode())
        except InputError as error:
            assert "Annotation 2" in str(error)
            refused += 1
    assert refused > 40


def test_a_place_no_file_can_have_is_refused(selection: Selection) -> None:
    document = json.loads(export(selection, "json-ld"))
    (item,) = document["first"]["items"]
    item["target"]["jianbao:anchor"]["raw"] = [[0, 10**30]]
    with pytest.raises(InputError):
        read_jsonld(json.dumps(document).encode())


def test_every_kind_has_a_motivation() -> None:
    for kind in KINDS:
        valid(export(Selection((Clipping(Note("1", kind, "a", "a")),)), "json-ld"))
