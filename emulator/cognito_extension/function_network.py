"""The network of Lambda functions: `https://cognito-idp.<region>.amazonaws.com`, where verifiers fetch keys, is this emulator."""

import os
import pathlib

PRELOAD = pathlib.Path(__file__).with_suffix(".cjs")


def install():
    # Functions inherit the emulator's environment.
    os.environ["NODE_OPTIONS"] = f"--require {PRELOAD}"
