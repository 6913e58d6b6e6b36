"""The session policies that Cognito puts on a guest of the enhanced flow: effective = role and (inline or managed)."""

import json
from pathlib import Path

CEILING = json.loads(Path(__file__).with_name("guest_ceiling.json").read_text())


def ceiling_document(region):
    """One document whose statements allow what the inline or the managed session policy allows."""
    inline = CEILING["inline"]["actions"]
    if region not in CEILING["regionsEnabledByDefault"]:
        inline = [a for a in inline if a not in CEILING["inline"]["notInOptInRegions"]]
    allow = ({"Effect": "Allow", "Action": actions, "Resource": "*"}
             for actions in (inline, CEILING["managed"]["actions"]))
    return {"Version": "2012-10-17", "Statement": list(allow)}


def session_policies(region):
    """The same, in the form in which MiniStack keeps a session's policies."""
    return {"Policy": json.dumps(ceiling_document(region)), "PolicyArns": []}
