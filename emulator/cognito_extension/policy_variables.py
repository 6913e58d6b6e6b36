"""IAM policy variables such as ${cognito-identity.amazonaws.com:sub} in resources and conditions.

A variable without a value never matches: its resource does not apply, a positive condition fails, a negated one
holds, and a NotResource that it stands in excludes nothing. Variables exist in policies of version 2012-10-17 only.
"""

import contextvars
import functools
import json
import re
from dataclasses import replace

from ministack.core import iam_evaluator as ev

_VARIABLE = re.compile(r"\$\{([^}]+)\}")
# Inside a value `*` and `?` are plain characters; these stand for them until the pattern is compiled.
_PLAIN = {"*": "\ue000", "?": "\ue001"}
_PLAIN_BACK = {mark: character for character, mark in _PLAIN.items()}


def expand(text, resolve, glob=True):
    """`text` with its variables replaced, or None when one of them has no value. `resolve(name)` gives values."""
    missing = False

    def value(match):
        nonlocal missing
        name, comma, default = match.group(1).partition(",")
        if name in ("*", "?", "$"):
            return _PLAIN.get(name, name) if glob else name
        found = resolve(name.strip())
        if found is None and comma:
            found = default.strip().strip("'")
        if found is None or isinstance(found, list):  # a multi-valued key cannot be a variable
            missing = True
            return ""
        return "".join(_PLAIN.get(c, c) if glob else c for c in str(found))

    expanded = _VARIABLE.sub(value, text)
    return None if missing else expanded


@functools.lru_cache(maxsize=4096)
def compile_pattern(pattern, ignore_case):
    """The regular expression of an IAM pattern, in which expanded values hold no wildcards."""
    wild = {"*": ".*", "?": "."}
    body = "".join(wild.get(c) or re.escape(_PLAIN_BACK.get(c, c)) for c in pattern)
    return re.compile(f"^{body}$", (re.IGNORECASE if ignore_case else 0) | re.DOTALL)


def expand_statement(statement, resolve):
    """The statement for this request, or None when it cannot apply to any resource."""
    def texts(values, glob=True):
        expanded = (expand(v, resolve, glob) if isinstance(v, str) else v for v in values)
        return [v for v in expanded if v is not None]

    def condition(operator, keys):
        glob = "like" in operator.lower() or "arn" in operator.lower()
        return {key: texts(values if isinstance(values, list) else [values], glob) for key, values in keys.items()}

    resources = texts(statement.resources)
    if statement.resources and not resources:
        return None
    return replace(statement, resources=resources, not_resources=texts(statement.not_resources),
                   conditions={op: condition(op, keys) for op, keys in (statement.conditions or {}).items()})


def document_version(doc):
    """The Version of a policy document, as text or parsed; None when it has none or is no document."""
    try:
        loaded = json.loads(doc) if isinstance(doc, str) else doc
    except ValueError:
        return None
    return loaded.get("Version") if isinstance(loaded, dict) else None


def install():
    first_match, parse, evaluate_resource_policy = ev._first_match, ev.parse_policy_document, ev.evaluate_resource_policy
    # MiniStack parses those statements of a resource policy that name the caller, without the document's version.
    outer_version = contextvars.ContextVar("outer_version", default=None)

    def parse_policy_document(doc):
        statements = parse(doc)
        for statement in statements:
            statement.has_variables = (document_version(doc) or outer_version.get()) == "2012-10-17"
        return statements

    def evaluate_resource_policy_with_version(doc, *args, **kwargs):
        reset = outer_version.set(document_version(doc))
        try:
            return evaluate_resource_policy(doc, *args, **kwargs)
        finally:
            outer_version.reset(reset)

    def expanding_first_match(ctx, statements, effect):
        def resolve(name):
            return ev._resolve_condition_key(name, ctx)

        ready = (expand_statement(s, resolve) if getattr(s, "has_variables", False) else s for s in statements)
        return first_match(ctx, [s for s in ready if s is not None], effect)

    ev._fnmatch_compile = compile_pattern
    ev._first_match = expanding_first_match
    ev.parse_policy_document = parse_policy_document
    ev.evaluate_resource_policy = evaluate_resource_policy_with_version
