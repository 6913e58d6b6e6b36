"""Condition keys of a web-identity session: cognito-identity.amazonaws.com:sub, aud and amr.

They stay with the session for as long as it lives, so its later requests are judged by them too. Principal tags need
nothing here: MiniStack reads them from the session's `SessionTags`.
"""

from ministack.core import iam_evaluator as ev
from ministack.services import sts


def install():
    principal_keys = ev._principal_keys

    def principal_keys_with_web_identity(credential):
        session = sts._sessions.get(credential.access_key_id) or {}
        return {**principal_keys(credential), **(session.get("_web_identity") or {})}

    ev._principal_keys = principal_keys_with_web_identity
