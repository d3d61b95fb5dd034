"""What every description of ours must hold: its references resolve, its schemas are JSON Schema 2020-12."""

import copy

from jsonschema import Draft202012Validator


def resolve(document, reference):
    """What a reference inside the document points to; KeyError when there is nothing."""
    if not reference.startswith("#/"):
        raise KeyError(reference)
    found = document
    for step in reference[2:].split("/"):
        found = found[step.replace("~1", "/").replace("~0", "~")]
    return found


def references(node):
    """Every "$ref" below a node."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def unresolved(document):
    """The references that lead nowhere."""
    out = []
    for reference in set(references(document)):
        try:
            resolve(document, reference)
        except (KeyError, IndexError, TypeError):
            out.append(reference)
    return sorted(out)


def validator(document, schema):
    """Of a schema that refers into the document's components."""
    whole = copy.copy(schema)
    whole["components"] = document["components"]
    return Draft202012Validator(whole)


def faults(document, schema, value):
    """What is wrong with a value, as lines; empty when it follows the schema."""
    errors = validator(document, schema).iter_errors(value)
    return [f"{list(error.absolute_path)}: {error.message[:300]}" for error in errors]
