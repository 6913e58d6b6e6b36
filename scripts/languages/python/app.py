"""Users sign in and keep photos in a folder of their own; curators see all of them; a tenant's users share plans."""

import os

from aws_cdk import App, Stack
from aws_cdk.aws_s3 import BlockPublicAccess, Bucket
from cdk_cognito_pools import (
    AccessModel, AccessVerdict, CustomAttribute, IsolationVerdict, OwnObjectGrants, Owner, SignIn, TokenClaim,
    UserPoolPlusIdentityPool,
)

app = App()
stack = Stack(app, "Photos")
photos = Bucket(stack, "Photos", block_public_access=BlockPublicAccess.BLOCK_ALL, enforce_ssl=True)

auth = UserPoolPlusIdentityPool(
    stack, "Auth",
    sign_in=SignIn.email(),
    groups=["curators"],
    custom_attributes={"tenantId": CustomAttribute.string()},
    session_tags={"tenantId": TokenClaim.custom_attribute("tenantId")},
)
auth.add_single_page_app_client("web")

own = OwnObjectGrants.from_bucket(photos, prefix="users")
own.read_write(auth.authenticated)
own.read_all(auth.group("curators"))
OwnObjectGrants.from_bucket(photos, prefix="tenants", owner=Owner.session_tag("tenantId")).read(auth.authenticated)

# What users may do is read from the synthesized template, before anything is deployed.
access = AccessModel.from_stack(stack)
bucket = photos.bucket_arn
blue = access.user(claims={"custom:tenantId": "blue"})
green = access.user(claims={"custom:tenantId": "green"})
curator = access.user(groups=["curators"])

assert blue.can("s3:GetObject", bucket + "/users/${cognito-identity.amazonaws.com:sub}/a.jpg").verdict == AccessVerdict.ALLOWED
assert blue.can("s3:GetObject", bucket + "/users/somebody-else/a.jpg").verdict == AccessVerdict.DENIED
assert curator.can("s3:GetObject", bucket + "/users/somebody-else/a.jpg").verdict == AccessVerdict.ALLOWED
assert blue.can("s3:GetObject", bucket + "/tenants/blue/plan.pdf").verdict == AccessVerdict.ALLOWED
assert blue.can("s3:GetObject", bucket + "/tenants/green/plan.pdf").verdict == AccessVerdict.DENIED
assert blue.can("s3:ListBucket", bucket, context={"s3:prefix": "tenants/"}).verdict == AccessVerdict.DENIED
assert access.guest().can("s3:GetObject", bucket + "/users/somebody-else/a.jpg").verdict == AccessVerdict.DENIED
assert blue.isolation_from(green).verdict == IsolationVerdict.PROVED

# A group that there is not: the app ends with the message of the library.
if "MISTAKE" in os.environ:
    auth.group("auditors")
