"""What MiniStack lacks for Cognito identity pools, one subject a module.

MiniStack verifies signatures and evaluates the policies of roles. It has no plugin interface, so each module's
`install()` replaces functions of MiniStack's own modules; everything else in a module is plain functions.
"""
